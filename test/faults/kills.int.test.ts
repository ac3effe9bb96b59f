import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { entities } from '../../schemas/registry.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { sync } from '../../pipelines/sync.ts';
import { openLibro, quietRun, runTasks } from '../../ops/compose.ts';
import { loadSite } from '../../ops/config/load.ts';
import { databases } from '../support/databases.ts';
import { need } from '../support/need.ts';
import { numbersFrom } from '../support/numbers.ts';
import { createDatabase } from '../support/postgres.ts';
import type { TestDatabase } from '../support/postgres.ts';
import { KillSite } from './kill-site.ts';

const CHILD = join(import.meta.dirname, 'sync.child.ts');
const { signal } = new AbortController();

/** Where a process is killed: the n-th time that it passes a point. */
interface Kill {
  readonly point: string;
  readonly occurrence: number;
}

const BETWEEN_COMMIT_AND_APPLY = new Set(['lote: confirmado', 'aplicando']);

/** One synchronisation, in this process, of a site that nobody disturbs. Gives the points that it passed. */
async function undisturbed(folder: string, environment: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const passed: string[] = [];
  const at = (point: string): Promise<void> => {
    passed.push(point);
    return Promise.resolve();
  };
  await using libro = await openLibro(await loadSite(folder), environment, signal);
  const runs = runTasks(libro, { ...quietRun, at }, signal);
  const report = await sync({ runs, bus: libro.bus, entities, catchUpMs: 60_000, ended: () => undefined, signal });
  const failed = [report.error, ...report.runs.map(({ error }) => error)].filter((error) => error !== null);
  if (failed.length > 0) throw new Error(JSON.stringify(failed));
  return passed;
}

/** A synchronisation in a process that dies at the point; tells by which signal it ended. */
function killed(folder: string, { point, occurrence }: Kill, environment: NodeJS.ProcessEnv): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const child = spawn(process.execPath, [CHILD, folder, '', point, String(occurrence)], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  child.on('exit', (_code, by) => {
    resolve(by);
  });
  return promise;
}

/** Ledger and history of what the town has, run, edition and reading time aside. */
async function stateOf(database: Database): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const state: Record<string, readonly unknown[]> = {};
  for (const table of ['libro.recaudo', 'historia.recaudo', 'libro.lote_recaudo', 'historia.lote_recaudo']) {
    const rows = await database.query<{ fila: unknown }>(
      `select to_jsonb(t) - array['_turno', '_ordinal', '_corrida', '_leido_en', '_eliminado_en']
              || jsonb_build_object('eliminado', _eliminado_en is not null) as fila
         from ${table} t order by _origen, _clave, _turno, _ordinal`,
      [],
      signal,
    );
    state[table] = rows.map(({ fila }) => fila);
  }
  const apart = await database.query<{ clave: string }>(
    `select clave from corridas.cuarentena where estado = 'abierta' order by clave`,
    [],
    signal,
  );
  return { ...state, cuarentena: apart.map(({ clave }) => clave) };
}

async function stateOfSite(folder: string, environment: NodeJS.ProcessEnv): Promise<ReturnType<typeof stateOf>> {
  await using libro = await openLibro(await loadSite(folder), environment, signal);
  return await stateOf(libro.database);
}

/** Whole numbers below a bound, from a seed. */
function seeded(seed: number): (below: number) => number {
  const next = numbersFrom(seed);
  return (below) => Math.floor(next() * below);
}

/** A point of a trace: between its first and its last commit, or between a commit and its application. */
function choose(
  trace: readonly string[],
  kind: 'between commits' | 'commit and apply',
  random: (below: number) => number,
): Kill {
  const first = trace.indexOf('lote: confirmado');
  const last = trace.lastIndexOf('lote: confirmado');
  const places = trace
    .map((point, index) => ({ point, index }))
    .filter(({ point, index }) =>
      kind === 'between commits' ? index > first && index < last : BETWEEN_COMMIT_AND_APPLY.has(point),
    );
  const chosen = places[random(places.length)];
  if (!chosen) throw new Error('the synchronisation passes no such point');
  return {
    point: chosen.point,
    occurrence: trace.slice(0, chosen.index + 1).filter((point) => point === chosen.point).length,
  };
}

for (const kind of databases.filter(({ name }) => name !== 'PostgreSQL 18')) {
  const embedded = kind.name === 'PGlite';
  const kills = embedded ? 10 : 40;
  need(
    kind.name,
    kind.missing === null,
    kind.missing ?? '',
  )(`un proceso muerto por SIGKILL, en ${kind.name}`, () => {
    let site: KillSite;
    const created: TestDatabase[] = [];
    const folders: { folder: string; environment: NodeJS.ProcessEnv }[] = [];

    beforeAll(async () => {
      site = new KillSite();
      for (const name of ['tranquilo', 'muerto']) {
        if (embedded) {
          folders.push({ folder: site.siteFolder(name, "{ embedded: './libro' }"), environment: {} });
        } else {
          const database = await createDatabase(15);
          created.push(database);
          folders.push({
            folder: site.siteFolder(name, "{ url: secret('LIBRO_URL') }"),
            environment: { LIBRO_URL: database.url },
          });
        }
      }
    });
    afterAll(async () => {
      site[Symbol.dispose]();
      for (const database of created) await database[Symbol.asyncDispose]();
    });

    it(`${String(kills)} muertes después, libro e historia son los de quien nadie tocó`, async () => {
      const [calm, dead] = folders;
      if (!calm || !dead) throw new Error('there are two sites');
      const seed = Number(process.env['LIBRO_TEST_SEED'] ?? 20261120);
      const random = seeded(seed);
      const done: string[] = [];
      let deaths = 0;

      // The other process may pass a point less often than this one did: then nobody dies, and the round does not count.
      for (let round = 0; deaths < kills; round += 1) {
        expect(round, done.join('\n')).toBeLessThan(kills + 10);
        if (round > 0) site.move(round);
        const trace = await undisturbed(calm.folder, calm.environment);
        const kill = choose(trace, deaths % 8 === 3 ? 'commit and apply' : 'between commits', random);
        const by = await killed(dead.folder, kill, dead.environment);
        done.push(`${kill.point} (${String(kill.occurrence)}) ${by ?? 'no murió'}`);
        deaths += by === 'SIGKILL' ? 1 : 0;
        await undisturbed(dead.folder, dead.environment);

        const [expected, actual] = [
          await stateOfSite(calm.folder, calm.environment),
          await stateOfSite(dead.folder, dead.environment),
        ];
        expect(actual, `seed ${String(seed)}, round ${String(round)}: ${done.at(-1) ?? ''}`).toEqual(expected);
      }

      console.log(`${kind.name}, seed ${String(seed)}:\n  ${done.join('\n  ')}`);
    }, 1_200_000);

    it('una fila que cambia y vuelve a ser la que era alrededor de una muerte queda como es', async () => {
      const [, dead] = folders;
      if (!dead) throw new Error('there are two sites');
      const before = await stateOfSite(dead.folder, dead.environment);

      site.setAmount('1234', '777.00');
      const by = await killed(dead.folder, { point: 'lote: confirmado', occurrence: 1 }, dead.environment);
      site.setAmount('1234', amountIn(before, '1234'));
      await undisturbed(dead.folder, dead.environment);

      const after = await stateOfSite(dead.folder, dead.environment);
      expect(by).toBe('SIGKILL');
      expect(after['libro.recaudo']).toEqual(before['libro.recaudo']);
    }, 300_000);
  });
}

function amountIn(state: Readonly<Record<string, readonly unknown[]>>, numero: string): string {
  const rows = (state['libro.recaudo'] ?? []) as readonly { readonly numero: string; readonly valor: number }[];
  const row = rows.find((each) => each.numero === numero);
  if (!row) throw new Error(`${numero} is not in the ledger`);
  return `${String(row.valor)}.00`;
}
