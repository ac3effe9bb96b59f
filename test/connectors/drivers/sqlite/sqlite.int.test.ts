import { copyFile, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { Condition, Connection, RawRow, ReadRequest } from '../../../../connectors/driver.ts';
import { sqlite } from '../../../../connectors/drivers/sqlite/index.ts';
import { batchesOf, failureOf, never } from '../../../contracts/driver-factory.ts';
import { databaseFile, writing } from './sqlite-subjects.ts';

const request = (table: string, columns: readonly string[], more: Partial<ReadRequest> = {}): ReadRequest => ({
  table,
  columns,
  where: [],
  orderBy: [],
  batchSize: 2,
  ...more,
});

async function rowsOf(
  connection: Connection,
  table: string,
  columns: readonly string[],
  more: Partial<ReadRequest> = {},
): Promise<readonly RawRow[]> {
  return (await batchesOf(connection.read(request(table, columns, more), never))).flat();
}

describe('tables of a SQLite file', () => {
  test('are called by the schema that the source declares', async () => {
    const file = await databaseFile(
      'CREATE TABLE PAGOS (A)',
      'CREATE TABLE "Año 2025" (A)',
      'CREATE VIEW ANULADOS AS SELECT A FROM PAGOS',
    );
    await using connection = await sqlite({ file, schema: 'dbo' }).connect(never);
    await using bare = await sqlite({ file }).connect(never);

    expect(await connection.tables(never)).toEqual([
      { name: 'dbo.ANULADOS', kind: 'view' },
      { name: 'dbo.Año 2025', kind: 'table' },
      { name: 'dbo.PAGOS', kind: 'table' },
    ]);
    expect((await bare.tables(never)).map(({ name }) => name)).toEqual(['ANULADOS', 'Año 2025', 'PAGOS']);
  });

  test.each(['dbo.PAGOS', 'DBO.pagos', 'PAGOS'])('are found as %s', async (name) => {
    const file = await databaseFile('CREATE TABLE PAGOS (A TEXT)', "INSERT INTO PAGOS VALUES ('x')");
    await using connection = await sqlite({ file, schema: 'dbo' }).connect(never);

    const rows = await rowsOf(connection, name, ['a']);

    expect(rows).toEqual([['x']]);
  });

  test.each(['otro.PAGOS', 'PAGOS"; DROP TABLE PAGOS; --', 'sqlite_schema2', ''])(
    'are not found as %j',
    async (name) => {
      const file = await databaseFile('CREATE TABLE PAGOS (A TEXT)');
      await using connection = await sqlite({ file, schema: 'dbo' }).connect(never);

      const failure = await failureOf(() => connection.columns(name, never));

      expect(failure.code).toBe('NOT_FOUND');
    },
  );

  test('promise the types that their declared words give by affinity', async () => {
    const file = await databaseFile(
      `CREATE TABLE T (A TEXT NOT NULL, B VARCHAR(20), C INTEGER, D BIGINT, E REAL, F DOUBLE PRECISION, G NUMERIC, H DECIMAL(18,2), I DATE, J, K BLOB, L MONEY, M BOOLEAN,
       N INTEGER GENERATED ALWAYS AS (C + 1))`,
    );
    await using connection = await sqlite({ file }).connect(never);

    const columns = await connection.columns('T', never);

    expect(columns[0]).toEqual({ name: 'A', type: 'text', declared: 'TEXT', nullable: false });
    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'A text',
      'B text',
      'C integer',
      'D integer',
      'E float',
      'F float',
      'G any',
      'H any',
      'I any',
      'J any',
      'K binary',
      'L any',
      'M any',
      'N integer',
    ]);
  });
});

describe('rows of a SQLite file', () => {
  const numbers = '(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9) SELECT i FROM n)';

  test.each([
    ['a table', ['CREATE TABLE T (V INT)', `INSERT INTO T SELECT 10 - i FROM ${numbers}`]],
    [
      'a table whose row numbers are negative, sparse and beyond 2^53',
      [
        'CREATE TABLE T (ID INTEGER PRIMARY KEY, V INT)',
        `INSERT INTO T SELECT (i - 5) * 2305843009213693951, 10 - i FROM ${numbers}`,
      ],
    ],
    [
      'a table with columns called rowid and oid',
      ['CREATE TABLE T (rowid TEXT, oid TEXT, V INT)', `INSERT INTO T SELECT 'x', 'y', 10 - i FROM ${numbers}`],
    ],
    [
      'a table with columns called by every name of a row number',
      ['CREATE TABLE T (rowid, oid, _rowid_, V INT)', `INSERT INTO T SELECT 1, 2, 3, 10 - i FROM ${numbers}`],
    ],
    [
      'a table without row numbers',
      [
        'CREATE TABLE T (A INT, B INT, V INT, PRIMARY KEY (B, A)) WITHOUT ROWID',
        `INSERT INTO T SELECT i, i / 3, 10 - i FROM ${numbers}`,
      ],
    ],
    [
      'a view',
      ['CREATE TABLE S (V INT)', `INSERT INTO S SELECT 10 - i FROM ${numbers}`, 'CREATE VIEW T AS SELECT V FROM S'],
    ],
  ])('of %s come once each, in one order', async (_, statements) => {
    const file = await databaseFile(...statements);
    await using connection = await sqlite({ file }).connect(never);
    const odd: readonly Condition[] = [{ kind: 'range', column: 'V', after: '3', upTo: '6' }];

    const rows = await rowsOf(connection, 'T', ['V']);
    const some = await rowsOf(connection, 'T', ['V'], { where: odd });

    expect(rows.map(([cell]) => cell)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(some.map(([cell]) => cell)).toEqual([6, 5, 4]);
  });

  test('keep integers of any size exact beside small ones, in every order', async () => {
    const cells = [1, 9_007_199_254_740_991, 9_007_199_254_740_992n, -9_223_372_036_854_775_808n, 2];
    const file = await databaseFile(
      'CREATE TABLE T (V INTEGER)',
      `INSERT INTO T VALUES ${cells.map((cell) => `(${String(cell)})`).join(', ')}`,
    );
    await using connection = await sqlite({ file }).connect(never);

    const own = await rowsOf(connection, 'T', ['V']);
    const sorted = await rowsOf(connection, 'T', ['V'], { orderBy: ['V'] });

    expect(own.map(([cell]) => cell)).toEqual(cells);
    expect(sorted.map(([cell]) => cell)).toEqual([cells[3], 1, 2, cells[1], cells[2]]);
  });

  test('of a vigencia kept as a number are told from those of none', async () => {
    const file = await databaseFile(
      'CREATE TABLE T (V)',
      "INSERT INTO T VALUES (2024), (2025), (2025.0), (2024.0), (25), (20250), (2024.5), (x'32'), ('2024'), (NULL)",
    );
    await using connection = await sqlite({ file }).connect(never);

    const rows = await rowsOf(connection, 'T', ['V'], { where: [{ kind: 'vigencia', column: 'V', from: 2025 }] });

    expect(rows.map(([cell]) => cell)).toEqual([2025, 2025, 25, 20_250, 2024.5, new Uint8Array([0x32]), null]);
  });

  test('can be read twice at the same time over one connection', async () => {
    const file = await databaseFile('CREATE TABLE T (V)', "INSERT INTO T VALUES ('a'), ('b'), ('c')");
    await using connection = await sqlite({ file }).connect(never);
    const where: readonly Condition[] = [{ kind: 'keys', columns: ['V'], keys: [['a'], ['c']] }];
    const found: unknown[] = [];

    for await (const outer of connection.read(request('T', ['V'], { where, batchSize: 1 }), never)) {
      found.push([outer[0]?.[0], (await rowsOf(connection, 'T', ['V'], { where })).map(([cell]) => cell)]);
    }

    expect(found).toEqual([
      ['a', ['a', 'c']],
      ['c', ['a', 'c']],
    ]);
  });
});

describe('the lock of a SQLite file', () => {
  test('of a writer makes the source busy, and only as long as it is held', async () => {
    const file = await databaseFile('CREATE TABLE T (V)', 'INSERT INTO T VALUES (1)');
    const driver = sqlite({ file, busyTimeoutMs: 20 });
    await using connection = await driver.connect(never);
    const writer = new DatabaseSync(file);
    writer.exec('BEGIN EXCLUSIVE');

    const opening = await failureOf(() => driver.connect(never));
    const reading = await failureOf(() => rowsOf(connection, 'T', ['V']));
    writer.exec('COMMIT');
    writer.close();

    expect([opening.code, reading.code, reading.retry]).toEqual(['SOURCE_BUSY', 'SOURCE_BUSY', true]);
    expect(await rowsOf(connection, 'T', ['V'])).toEqual([[1]]);
  });

  test('is not held before the first batch nor after a reading is left', async () => {
    const file = await databaseFile('CREATE TABLE T (V)', 'INSERT INTO T VALUES (1), (2)');
    await using connection = await sqlite({ file }).connect(never);
    const insert = (): void => {
      writing(file, (database) => {
        database.exec('INSERT INTO T VALUES (3)');
      });
    };

    const reading = connection
      .read(request('T', ['V'], { batchSize: 1, orderBy: ['V'] }), never)
      [Symbol.asyncIterator]();
    insert();
    await reading.next();
    expect(insert).toThrow('locked');
    await reading.return?.();
    insert();

    expect(await rowsOf(connection, 'T', ['V'])).toEqual([[1], [2], [3], [3]]);
  });
});

describe('a unique key of a SQLite table', () => {
  test.each([
    ['the row number', 'ID INTEGER PRIMARY KEY, A TEXT', ['ID'], true],
    ['a primary key, in any order of its columns', 'A TEXT, B TEXT, PRIMARY KEY (B, A)', ['A', 'B'], true],
    ['a part of a primary key', 'A TEXT, B TEXT, PRIMARY KEY (A, B)', ['A'], false],
    ['more than a primary key', 'A TEXT PRIMARY KEY, B TEXT', ['A', 'B'], false],
    ['columns under a unique constraint', 'A TEXT, B INT, UNIQUE (A, B)', ['A', 'B'], true],
    ['a column without affinity, where 1 and "1" differ', 'A UNIQUE, B', ['A'], false],
    ['a column of no index', 'A TEXT, B TEXT', ['A'], false],
  ])('%s', async (_, columns, key, unique) => {
    const file = await databaseFile(`CREATE TABLE T (${columns})`);
    await using connection = await sqlite({ file }).connect(never);

    expect(await connection.uniqueOn!('T', key, never)).toBe(unique);
  });

  test.each([
    ['a unique index', 'CREATE UNIQUE INDEX I ON T (A)', "('x'), ('y')", true],
    ['a unique index, while a null stands in it', 'CREATE UNIQUE INDEX I ON T (A)', "('x'), (NULL)", false],
    ['an index that is not unique', 'CREATE INDEX I ON T (A)', "('x')", false],
    ['an index on some rows only', "CREATE UNIQUE INDEX I ON T (A) WHERE A > 'm'", "('x')", false],
    ['an index on an expression', 'CREATE UNIQUE INDEX I ON T (lower(A))', "('x')", false],
  ])('%s', async (_, index, rows, unique) => {
    const file = await databaseFile('CREATE TABLE T (A TEXT)', index, `INSERT INTO T VALUES ${rows}`);
    await using connection = await sqlite({ file }).connect(never);

    expect(await connection.uniqueOn!('T', ['A'], never)).toBe(unique);
  });
});

test('a write that somebody left half done is not repaired here, only told', async () => {
  const file = await databaseFile('CREATE TABLE T (V)', "INSERT INTO T VALUES ('before')");
  const crashed = await databaseFile();
  const writer = new DatabaseSync(file);
  // A cache of one page: what is written goes to the file before it is committed.
  writer.exec(
    'PRAGMA cache_size = 1; BEGIN; UPDATE T SET V = zeroblob(100000); INSERT INTO T VALUES (zeroblob(100000))',
  );
  await copyFile(file, crashed);
  await copyFile(`${file}-journal`, `${crashed}-journal`);
  writer.close();
  const bytes = await readFile(crashed);

  const failure = await failureOf(() => sqlite({ file: crashed }).connect(never));

  expect(failure.code).toBe('SOURCE_REFUSED');
  expect(failure.message).toContain('quedó a medias una escritura');
  expect((await readFile(crashed)).equals(bytes)).toBe(true);
});

test('a folder is no SQLite file', async () => {
  const file = dirname(await databaseFile());

  const failure = await failureOf(() => sqlite({ file }).connect(never));

  expect([failure.code, failure.message]).toEqual([
    'SOURCE_REFUSED',
    `No se puede abrir la base SQLite ${file}: no es un archivo.`,
  ]);
});
