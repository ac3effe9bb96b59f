import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldsOf } from '../../schemas/entity.ts';
import { entities } from '../../schemas/registry.ts';
import { sync } from '../../pipelines/sync.ts';
import type { SyncReport } from '../../pipelines/sync.ts';
import { openLibro, quietRun, runTasks } from '../../ops/compose.ts';
import type { Libro } from '../../ops/compose.ts';
import { loadSite } from '../../ops/config/load.ts';
import { generateDemo } from '../../ops/demo/generate-demo.ts';
import { scrambleTown } from '../support/scramble.ts';

const { signal } = new AbortController();
const SOURCES = ['hassql', 'pct', 'recaudo-bancario'];

async function synced(folder: string): Promise<{ readonly libro: Libro; readonly report: SyncReport }> {
  const libro = await openLibro(await loadSite(folder), {}, signal);
  const runs = runTasks(libro, { ...quietRun, only: SOURCES }, signal);
  const report = await sync({ runs, bus: libro.bus, entities, catchUpMs: 120_000, ended: () => undefined, signal });
  return { libro, report };
}

/** Every live state of every entity, without what tells one reading from another. */
async function ledgerOf({ database }: Libro): Promise<Readonly<Record<string, readonly string[]>>> {
  const ledger: Record<string, readonly string[]> = {};
  for (const entity of entities) {
    const fields = fieldsOf(entity).map(({ name }) => `"${name}"`);
    const rows = await database.query<{ row: string }>(
      `select row(_origen, _clave, _eliminado_en is null, ${fields.join(', ')})::text as row from libro.${entity.name} order by 1`,
      [],
      signal,
    );
    ledger[entity.name] = rows.map(({ row }) => row);
  }
  return ledger;
}

describe('otra alcaldía, con los mismos hechos en otras tablas', () => {
  const root = mkdtempSync(join(tmpdir(), 'alcaldías con ñ '));
  const towns: { readonly libro: Libro; readonly report: SyncReport }[] = [];

  beforeAll(async () => {
    generateDemo(join(root, 'una'), { seed: 7, predios: 60 });
    scrambleTown(join(root, 'una'), join(root, 'otra'));
    for (const name of ['una', 'otra']) towns.push(await synced(join(root, name)));
  });
  afterAll(async () => {
    for (const { libro } of towns) await libro[Symbol.asyncDispose]();
    rmSync(root, { recursive: true });
  });

  it('se lee entera sin que falle ningún flujo', () => {
    const failures = towns.flatMap(({ report }) =>
      report.runs.flatMap(({ origin, error }) => (error ? [{ origin, error }] : [])),
    );

    expect(failures).toEqual([]);
    expect(towns.map(({ report }) => report.runs.reduce((sum, run) => sum + run.rejected, 0))).toEqual([3, 3]);
  });

  it('da el mismo libro, y solo difiere su libro.config.ts', async () => {
    const [one, other] = await Promise.all(towns.map(({ libro }) => ledgerOf(libro)));

    expect(Object.values(one ?? {}).flat().length).toBeGreaterThan(2000);
    expect(other).toEqual(one);
  });
});
