import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import type { Source, Stream } from '../../../connectors/source.ts';
import { databases } from '../../support/databases.ts';
import type { OpenedDatabase } from '../../support/databases.ts';
import { countsOf, TestLibro } from '../../support/libro.ts';

type Cells = Readonly<Record<string, string | number | null>>;

/** One row of a source's table by hand, and what must become of it. */
export interface TableCase {
  readonly stream: string;
  readonly row: Cells;
  /** The whole record as text; fields that are null are left out. */
  readonly record: Readonly<Record<string, string>>;
  /** A cell that nobody can read. */
  readonly bad: readonly [column: string, value: string];
  /** A cell that changes, and the field that shows it. */
  readonly change: readonly [column: string, value: string, field: string, read: string];
  /** Columns that tell a second row from the first one. */
  readonly other: Cells;
}

/** Each stream of a source that reads tables: the record of its row, a rejection, a change and a delete. */
export function describeTables(source: Source, cases: readonly TableCase[]): void {
  let database: OpenedDatabase;
  let libro: TestLibro;
  let path: string;
  let id: string;

  beforeAll(async () => {
    database = await databases[0]!.open();
    libro = await TestLibro.open(database);
  });
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'tablas-'));
    // A source of its own for each test: the ledger is the same.
    id = `${source.id}-${randomUUID().slice(0, 8)}`;
    return () => {
      rmSync(path, { recursive: true });
    };
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
  });

  describe.each(cases)('$stream', ({ stream: name, row, record, bad, change, other }) => {
    const stream = source.streams.find((candidate): candidate is Stream => candidate.id === name)!;
    const table = stream.table.replace('dbo.', '');
    const write = (rows: readonly Cells[]): void => {
      const columns = Object.keys(row);
      rmSync(join(path, 'origen.db'), { force: true });
      using origin = new DatabaseSync(join(path, 'origen.db'));
      origin.exec(
        `create table ${table} (${columns.map((column) => `${column} ${typeof row[column] === 'number' ? 'INTEGER' : 'TEXT'}`).join(', ')})`,
      );
      const insert = origin.prepare(`insert into ${table} values (${columns.map(() => '?').join(', ')})`);
      for (const cells of rows) insert.run(...columns.map((column) => cells[column] ?? null));
    };
    const run = (acceptDeletes: number | null = null) =>
      libro.run(stream, sqlite({ file: join(path, 'origen.db'), schema: 'dbo' }), { source: id, acceptDeletes });
    const live = (): Promise<readonly unknown[]> =>
      statesOf(libro, stream, `_origen = '${id}/${name}' and _eliminado_en is null`);

    it('hace de la fila el registro, campo por campo', async () => {
      write([row]);

      const report = await run();

      expect([report.error, countsOf(report)]).toEqual([
        null,
        { read: 1, published: 1, unchanged: 0, rejected: 0, deleted: 0 },
      ]);
      expect(await live()).toEqual([record]);
    });

    it('aparta la fila que no se puede leer, con su columna', async () => {
      const [column, value] = bad;
      write([row, { ...row, ...other, [column]: value }]);

      const report = await run();

      expect(countsOf(report)).toEqual({ read: 2, published: 1, unchanged: 0, rejected: 1, deleted: 0 });
      const rejected = `select columna, valor from corridas.cuarentena join corridas.flujo f on f.id = flujo where origen = '${id}/${name}'`;
      expect(await libro.rows(rejected)).toEqual([{ columna: column, valor: value }]);
      expect(await live()).toEqual([record]);
    });

    it('publica lo que cambia, y marca lo que se borra sin perder lo último que decía', async () => {
      const [column, value, field, read] = change;
      write([row, { ...row, ...other }]);
      await run();

      write([{ ...row, [column]: value }]);
      const report = await run(1);

      expect(countsOf(report)).toEqual({ read: 1, published: 1, unchanged: 0, rejected: 0, deleted: 1 });
      expect(await live()).toEqual([{ ...record, [field]: read }]);
      expect(await statesOf(libro, stream, `_origen = '${id}/${name}' and _eliminado_en is not null`)).toHaveLength(1);
    });
  });
}

/** The entity's own fields of the states for which the condition holds. */
async function statesOf(libro: TestLibro, { entity }: Stream, condition: string): Promise<readonly unknown[]> {
  const rows = await libro.rows<{ fila: unknown }>(
    `select (select jsonb_object_agg(key, value) from jsonb_each_text(to_jsonb(t)) where key not like '\\_%' and value is not null) as fila
       from libro.${entity.name} t where ${condition} order by _clave`,
  );
  return rows.map(({ fila }) => fila);
}
