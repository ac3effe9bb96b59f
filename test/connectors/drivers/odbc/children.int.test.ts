import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Connection, RawRow } from '../../../../connectors/driver.ts';
import { odbc } from '../../../../connectors/drivers/odbc/index.ts';
import { failureOf, never } from '../../../contracts/driver-factory.ts';
import { need } from '../../../support/need.ts';
import { numbersFrom } from '../../../support/numbers.ts';
import { odbcChildren, peakMemoryMb } from '../../../support/odbc-children.ts';
import { missingOdbc, ODBC_ENVIRONMENT, odbcDriver } from '../../../support/odbc-drivers.ts';
import { databaseFile } from '../sqlite/sqlite-subjects.ts';

const missing = missingOdbc('libsqlite3odbc.so', 'libsqliteodbc');
const numbers = (count: number): string =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ${String(count)})`;
const rowsTable = (count: number): readonly string[] => [
  'CREATE TABLE T (ID INTEGER PRIMARY KEY, NOMBRE TEXT, VALOR NUMERIC)',
  `INSERT INTO T ${numbers(count)} SELECT i, 'Contribuyente número ' || i, i * 100 FROM n`,
];
const driverOf = (file: string, silenceTimeoutMs = 300_000) =>
  odbc({
    dialect: 'sqlite',
    connection: `Driver=${odbcDriver('libsqlite3odbc.so') ?? ''};Database=${file}`,
    environment: ODBC_ENVIRONMENT,
    silenceTimeoutMs,
  });

const reading = (connection: Connection, batchSize: number, table = 'T'): AsyncIterable<readonly RawRow[]> =>
  connection.read({ table, columns: ['ID', 'NOMBRE', 'VALOR'], where: [], orderBy: [], batchSize }, never);

need(
  'SQLite by ODBC',
  missing === null,
  missing ?? '',
)('the child process of ODBC', () => {
  test.each(['T', 'V'])(
    'stays below 300 MB over a million rows of %s, read by a key or without one',
    async (table) => {
      const file = await databaseFile(...rowsTable(1_000_000), 'CREATE VIEW V AS SELECT * FROM T');
      await using connection = await driverOf(file).connect(never);
      const [pid = 0] = odbcChildren();

      let [count, cents] = [0, 0n];
      for await (const batch of reading(connection, 2000, table)) {
        count += batch.length;
        cents += batch.reduce((sum, row) => sum + BigInt(row[2] as number), 0n);
      }

      expect([count, cents]).toEqual([1_000_000, 50_000_050_000_000n]);
      expect(peakMemoryMb(pid)).toBeLessThan(300);
    },
    600_000,
  );

  test.each([1, 2, 3, 4, 5, 6])(
    'killed at a point of seed %i ends the reading by name, and what came before is right',
    async (seed) => {
      const random = numbersFrom(seed);
      const file = await databaseFile(...rowsTable(5000));
      await using connection = await driverOf(file).connect(never);
      const [pid = 0] = odbcChildren();
      const signal = random() < 0.5 ? 'SIGKILL' : 'SIGSEGV';
      const last = Math.floor(random() * 40);
      const found: RawRow[] = [];

      const failure = await failureOf(async () => {
        let batches = 0;
        for await (const batch of reading(connection, 100)) {
          found.push(...batch);
          if (batches === last) process.kill(pid, signal);
          batches += 1;
        }
      });
      const afterwards = await failureOf(() => connection.tables(never));
      await using again = await driverOf(file).connect(never);

      expect([failure.code, afterwards.code, failure.retry]).toEqual([
        'SOURCE_UNREACHABLE',
        'SOURCE_UNREACHABLE',
        true,
      ]);
      expect(failure.message).toContain(signal);
      expect(failure.message).toContain(file);
      expect(found).toEqual(
        found.map((_, index) => [index + 1, `Contribuyente número ${String(index + 1)}`, (index + 1) * 100]),
      );
      expect(found.length).toBeGreaterThanOrEqual((last + 1) * 100);
      expect(await again.count?.('T', [], never)).toBe(5000);
    },
  );

  test('that is told to stop in the middle of a statement is gone when the signal is answered', async () => {
    const file = await databaseFile('CREATE TABLE T (A)', `CREATE VIEW SIN_FIN AS ${numbers(-1)} SELECT i FROM n`);
    await using connection = await driverOf(file).connect(never);
    const stop = new AbortController();

    const counting = failureOf(() => connection.count!('SIN_FIN', [], stop.signal));
    await setImmediate();
    stop.abort();

    expect((await counting).code).toBe('CANCELLED');
    expect(odbcChildren()).toEqual([]);
  });

  test('that is silent too long is ended', async () => {
    const file = await databaseFile(`CREATE VIEW SIN_FIN AS ${numbers(-1)} SELECT i FROM n`);
    await using connection = await driverOf(file, 300).connect(never);

    const failure = await failureOf(() => connection.count!('SIN_FIN', [], never));

    expect(failure.code).toBe('SOURCE_UNREACHABLE');
    expect(failure.message).toContain('no contestó en 0.3 segundos');
  });

  test('ends with its connection', async () => {
    const file = await databaseFile(...rowsTable(3));
    const connection = await driverOf(file).connect(never);
    const during = odbcChildren().length;

    await connection[Symbol.asyncDispose]();

    expect([during, odbcChildren()]).toEqual([1, []]);
  });

  test('knows nothing of the environment but what it is given', async () => {
    const file = await databaseFile(...rowsTable(3));
    process.env['LIBRO_PRUEBA_SECRETO'] = 'no-se-ve';
    onTestFinished(() => {
      delete process.env['LIBRO_PRUEBA_SECRETO'];
    });

    await using connection = await driverOf(file).connect(never);
    const [pid = 0] = odbcChildren();
    await connection.tables(never);
    const told = spawnSync('cat', [`/proc/${String(pid)}/environ`]).stdout.toString();

    expect(told).toContain('ODBCSYSINI');
    expect(told).not.toContain('LIBRO_PRUEBA_SECRETO');
  });
});

const noCompiler = spawnSync('cc', ['--version']).error === undefined ? missing : 'no C compiler is installed';
need(
  'an ODBC driver that crashes',
  noCompiler === null,
  noCompiler ?? '',
)('an ODBC driver that crashes', () => {
  /** A driver that says something, with the connection in it, and then breaks. */
  async function crashingDriver(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'libro-odbc-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, 'driver.c'), CRASHING);
    const made = spawnSync('cc', ['-shared', '-fPIC', '-o', join(folder, 'driver.so'), join(folder, 'driver.c')]);
    if (made.status !== 0) throw new Error(made.stderr.toString());
    return join(folder, 'driver.so');
  }

  test('ends its child and not the product; its last words are told, the password in them is not', async () => {
    const driver = odbc({
      dialect: 'mariadb',
      connection: `Driver=${await crashingDriver()};Server=srv;Database=base;UID=libro`,
      password: () => 'muy-secreta',
      environment: ODBC_ENVIRONMENT,
    });

    const failure = await failureOf(() => driver.connect(never));

    expect(failure.code).toBe('SOURCE_UNREACHABLE');
    expect(failure.message).toContain('SIGSEGV');
    expect(failure.message).toContain('se acabó con');
    expect(failure.message).toContain('PWD=***');
    expect(JSON.stringify([failure.message, String(failure.cause), failure.context])).not.toContain('muy-secreta');
  });
});

describe('an ODBC driver that is not installed', () => {
  test.each([
    ['by its path', 'Driver=/no/existe/libsqlite3odbc.so', '/no/existe/libsqlite3odbc.so'],
    ['by its name', 'Driver=SQLite de nadie', 'SQLite de nadie'],
    ['by a data source', 'DSN=predial', 'DSN predial'],
  ])('%s is named, with how to install it', async (_, connection, name) => {
    const driver = odbc({
      dialect: 'sqlite',
      connection: `${connection};Database=/tmp/x.db`,
      environment: ODBC_ENVIRONMENT,
    });

    const failure = await failureOf(() => driver.connect(never));

    expect(failure.code).toBe('SOURCE_REFUSED');
    for (const said of [name, 'apt install libsqliteodbc', 'sqliteodbc_w64.exe'])
      expect(failure.message).toContain(said);
  });
});

const CRASHING = `
#include <stdio.h>
#include <string.h>
typedef short R;
R SQLAllocHandle(short t, void *in, void **out) { *out = (void *)1; return 0; }
R SQLFreeHandle(short t, void *h) { return 0; }
R SQLSetEnvAttr(void *h, int a, void *v, int n) { return 0; }
R SQLSetConnectAttr(void *h, int a, void *v, int n) { return 0; }
R SQLDriverConnect(void *h, void *w, char *in, short n, char *out, short m, short *l, unsigned short c) {
  fprintf(stderr, "se acabó con %.*s\\n", n < 0 ? (int)strlen(in) : n, in);
  fflush(stderr);
  *(volatile int *)0 = 1;
  return -1;
}
`;
