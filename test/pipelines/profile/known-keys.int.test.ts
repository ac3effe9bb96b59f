import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { access } from '../../../connectors/drivers/access/index.ts';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import type { Driver } from '../../../connectors/driver.ts';
import { hassql } from '../../../connectors/sources/hassql.ts';
import { pct } from '../../../connectors/sources/pct.ts';
import { generateDemo } from '../../../ops/demo/generate-demo.ts';
import { readCatalogues } from '../../../pipelines/profile/catalogues.ts';
import { profile } from '../../../pipelines/profile/profile.ts';
import type { TableProfile } from '../../../pipelines/profile/profile.ts';
import { expectedFile } from '../../support/access/expected.ts';
import { Jackcess, missingJackcess } from '../../support/access/jackcess.ts';
import { adventureRows, adventureWorks } from '../../support/adventure-works.ts';
import { need } from '../../support/need.ts';
import { describeWithSharedData, sharedData } from '../../support/shared-data.ts';

const LEAST_ROWS = 30;
const signal = new AbortController().signal;

/** The rows alone must do: what a catalogue says of keys is taken away. */
function withoutCatalogue(driver: Driver): Driver {
  return {
    ...driver,
    connect: async (each) => {
      const connection = await driver.connect(each);
      return {
        tables: (one) => connection.tables(one),
        columns: (table, one) => connection.columns(table, one),
        read: (request, one) => connection.read(request, one),
        [Symbol.asyncDispose]: () => connection[Symbol.asyncDispose](),
      };
    },
  };
}

async function profiled(driver: Driver): Promise<readonly TableProfile[]> {
  return profile({
    driver: withoutCatalogue(driver),
    tables: null,
    limit: 500_000,
    catalogues: await readCatalogues(),
    pace: () => Promise.resolve(),
    progress: () => undefined,
    signal,
  });
}

/** A table with the key that its maker gave it, and its rows by an independent reader. */
interface Known {
  readonly name: string;
  readonly key: readonly string[];
  /** Cells of the columns, as texts that are equal only where the cells are; null where there is none. */
  readonly cells: (columns: readonly string[]) => readonly (readonly (string | null)[])[];
}

/** A source's declared key may be one that its rows contradict: a null in it is a value there, or a number comes twice. */
function isTrue(rows: readonly (readonly (string | null)[])[]): boolean {
  return (
    !rows.some((row) => row.includes(null)) && new Set(rows.map((row) => JSON.stringify(row))).size === rows.length
  );
}

type Proves = (found: readonly string[], defined: readonly string[]) => boolean;

const isTheSame: Proves = (found, defined) => found.toSorted().join('\n') === defined.toSorted().join('\n');
/** In a small town fewer columns do than the key has: whatever holds a key is one. */
const isWithin: Proves = (found, defined) => found.every((column) => defined.includes(column));

/** `count`: how many of the tables, at least, have a key and rows enough. */
function judge(found: readonly TableProfile[], known: readonly Known[], count: number, proves = isTheSame): void {
  const big = known.filter(({ key, cells }) => key.length > 0 && cells(key).length >= LEAST_ROWS && isTrue(cells(key)));
  const keysOf = ({ name }: Known): readonly (readonly string[])[] =>
    (found.find((table) => table.name === name)?.keys ?? []).map(({ columns }) => columns);
  const unproved = big.filter((table) => !keysOf(table).some((key) => proves(key, table.key)));
  const first = big.filter((table) => proves(keysOf(table)[0] ?? ['?'], table.key));
  const untrue = found.flatMap(({ name, keys }) =>
    (keys ?? []).filter(({ columns }) => !isTrue(known.find((table) => table.name === name)?.cells(columns) ?? [])),
  );
  const small = known.filter(({ cells }) => cells([]).length < LEAST_ROWS).map(({ name }) => name);
  const guessed = found.filter(({ name, keys }) => small.includes(name) && keys !== null);

  expect(unproved.map(({ name }) => name)).toEqual([]);
  expect(first.length).toBeGreaterThanOrEqual(0.8 * big.length);
  expect(untrue).toEqual([]);
  expect(guessed).toEqual([]);
  expect(big.length).toBeGreaterThanOrEqual(count);
}

function ofDatabase(path: string, keys: Readonly<Record<string, readonly string[]>>): readonly Known[] {
  const database = new DatabaseSync(path, { readOnly: true });
  const names = database.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[];
  return names.map(({ name }) => {
    const rows = database.prepare(`select * from "${name}"`).all() as Record<string, unknown>[];
    return {
      name,
      key: keys[name] ?? [],
      cells: (wanted) =>
        rows.map((row) => wanted.map((column) => (isNothing(row[column]) ? null : String(row[column])))),
    };
  });
}

function isNothing(cell: unknown): boolean {
  return cell === null || (typeof cell === 'string' && cell.trim() === '');
}

describe('las claves que prueban las filas', () => {
  const folder = mkdtempSync(join(tmpdir(), 'claves '));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['hassql.db', hassql],
    ['pct.db', pct],
  ])('de la demo, %s', { timeout: 120_000 }, async (file, source) => {
    generateDemo(folder, { seed: 7, predios: 120 });
    const keys = Object.fromEntries(
      source.streams.map(({ table, key, fields }) => [
        table.replace('dbo.', ''),
        key.flatMap((name) => fields[name]?.columns.slice(0, 1) ?? []),
      ]),
    );

    const found = await profiled(sqlite({ file: join(folder, file) }));

    judge(found, ofDatabase(join(folder, file), keys), 6, isWithin);
  });

  describeWithSharedData('sqlserver/adventureworkslt-csv', 'de AdventureWorks, en CSV', () => {
    it('están todas, y casi siempre de primeras', { timeout: 120_000 }, async () => {
      const path = join(folder, 'adventure.db');
      using database = new DatabaseSync(path);
      database.exec('begin');
      for (const [table, { columns }] of Object.entries(adventureWorks)) {
        const names = columns.split(' ');
        database.exec(`create table ${table} (${names.join(', ')})`);
        const insert = database.prepare(`insert into ${table} values (${names.map(() => '?').join(', ')})`);
        for (const row of adventureRows(table)) insert.run(...row);
      }
      database.exec('commit');
      const keys = Object.fromEntries(
        Object.entries(adventureWorks).map(([table, { key }]) => [table, key.split(' ')]),
      );

      const found = await profiled(sqlite({ file: path }));

      judge(found, ofDatabase(path, keys), 10);
    });
  });

  const why = missingJackcess();
  need(
    'Jackcess',
    why === null,
    why ?? '',
  )('de archivos de Access en español', () => {
    let jackcess: Jackcess;
    beforeAll(async () => {
      jackcess = await Jackcess.start();
    });
    afterAll(async () => {
      await jackcess[Symbol.asyncDispose]();
    });

    describeWithSharedData('access', 'los que hay junto al proyecto', () => {
      it.each([
        ['neptuno-es/Neptuno.mdb', 4],
        ['inventario-es/Inventario.mdb', 0],
        ['presupuesto-es/Presupuesto.accdb', 1],
      ])('%s', { timeout: 120_000 }, async (file, count) => {
        const path = sharedData(`access/${file}`);
        const { tables } = await expectedFile(jackcess, path);
        const known = tables.map(({ name, key, columns, rows }): Known => {
          const places = new Map(columns.map((column, place) => [column.name, place]));
          return {
            name,
            key,
            cells: (wanted) =>
              rows.map((row) => wanted.map((column) => nullMark(row[places.get(column) ?? -1] ?? 'N'))),
          };
        });

        const found = await profiled(access({ file: path }));

        judge(found, known, count);
      });
    });
  });
});

/** The independent reader's mark of a cell that holds nothing: null, or an empty text. */
function nullMark(mark: string): string | null {
  return mark === 'N' || mark === 'C' ? null : mark;
}
