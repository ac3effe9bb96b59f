import { expect, test } from 'vitest';

import { openTdsServer, type TdsServer, type TdsServerOptions } from '../server.ts';
import { connectMssql } from './mssql-client.ts';

async function openWithRecibos(options: TdsServerOptions = {}): Promise<TdsServer> {
  const server = await openTdsServer(options);
  server.createTable(
    'dbo.RECIBOS',
    {
      columns: [
        { name: 'NUM', type: 'int' },
        { name: 'ESTADO', type: 'varchar(10)' },
        { name: 'VERSION', type: 'rowversion' },
      ],
      primaryKey: ['NUM'],
    },
    [
      [1, 'A'],
      [2, 'A'],
    ],
  );
  return server;
}

const READ = 'SELECT NUM, ESTADO FROM dbo.RECIBOS ORDER BY NUM';

test('what a transaction writes is seen by itself, and by others when it commits', async () => {
  await using server = await openWithRecibos();
  const [writer, reader] = [server.local(), server.local()];
  await writer.run(
    "BEGIN TRAN; UPDATE dbo.RECIBOS SET ESTADO = 'B' WHERE NUM = 1; DELETE dbo.RECIBOS WHERE NUM = 2; INSERT dbo.RECIBOS VALUES (3, 'N')",
  );

  const own = await writer.run(READ);
  const before = await reader.run(READ);
  await writer.run('COMMIT');
  const after = await reader.run(READ);

  expect(own).toEqual([
    ['1', 'B'],
    ['3', 'N'],
  ]);
  expect(before).toEqual([
    ['1', 'A'],
    ['2', 'A'],
  ]);
  expect(after).toEqual([
    ['1', 'B'],
    ['3', 'N'],
  ]);
});

test('a rollback leaves everything as it was, the rowversions used apart', async () => {
  await using server = await openWithRecibos();
  const session = server.local();

  await session.run("BEGIN TRAN; UPDATE dbo.RECIBOS SET ESTADO = 'B'; INSERT dbo.RECIBOS VALUES (3, 'N'); ROLLBACK");

  expect(await session.run(READ)).toEqual([
    ['1', 'A'],
    ['2', 'A'],
  ]);
  expect(await session.run('SELECT @@DBTS, MIN_ACTIVE_ROWVERSION()')).toEqual([
    ['0x00000000000007D5', '0x00000000000007D6'],
  ]);
  expect(await session.run("SELECT rows FROM sys.partitions WHERE object_id = OBJECT_ID('dbo.RECIBOS')")).toEqual([
    ['2'],
  ]);
});

test('a reading under SNAPSHOT sees its transaction’s beginning, a READ COMMITTED one each statement’s', async () => {
  await using server = await openWithRecibos({ snapshotIsolation: true });
  const [snapshot, committed, writer] = [server.local(), server.local(), server.local()];
  await snapshot.run(`SET TRANSACTION ISOLATION LEVEL SNAPSHOT; BEGIN TRAN; ${READ}`);
  await committed.run(`BEGIN TRAN; ${READ}`);

  await writer.run("UPDATE dbo.RECIBOS SET ESTADO = 'B' WHERE NUM = 1");

  expect(await snapshot.run(READ)).toEqual([
    ['1', 'A'],
    ['2', 'A'],
  ]);
  expect(await committed.run(READ)).toEqual([
    ['1', 'B'],
    ['2', 'A'],
  ]);
  await expect(snapshot.run("UPDATE dbo.RECIBOS SET ESTADO = 'C' WHERE NUM = 1")).rejects.toMatchObject({
    number: 3960,
  });
});

test('SNAPSHOT is refused where the database does not allow it', async () => {
  await using server = await openWithRecibos();
  const session = server.local();

  const refused = session.run(`SET TRANSACTION ISOLATION LEVEL SNAPSHOT; ${READ}`);

  await expect(refused).rejects.toMatchObject({ number: 3952 });
});

const hex = (value: string | null | undefined): string => value ?? '0x0000000000000000';

/** Polls by rowversion up to a bound, twice: while a writer with a low version is open, and after it has committed. */
async function captured(server: TdsServer, bound: string): Promise<readonly string[]> {
  const [slow, quick, reader] = [server.local(), server.local(), server.local()];
  const seen: string[] = [];
  let last = '0x00000000000007D2';
  const poll = async (): Promise<void> => {
    const [[upTo] = []] = await reader.run(`SELECT ${bound}`);
    const rows = await reader.run(
      `SELECT NUM FROM dbo.RECIBOS WHERE VERSION > ${last} AND VERSION <= ${hex(upTo)} ORDER BY VERSION`,
    );
    seen.push(...rows.map(([num]) => String(num)));
    last = hex(upTo);
  };
  await slow.run("BEGIN TRAN; INSERT dbo.RECIBOS VALUES (10, 'lento')");
  await quick.run("BEGIN TRAN; INSERT dbo.RECIBOS VALUES (11, 'rapido')");
  await quick.run('COMMIT');
  await poll();
  await slow.run('COMMIT');
  await poll();
  return seen;
}

test('a capture below the oldest open transaction gets every row', async () => {
  await using server = await openWithRecibos();

  const seen = await captured(server, 'CONVERT(binary(8), CONVERT(bigint, MIN_ACTIVE_ROWVERSION()) - 1)');

  expect(seen).toEqual(['10', '11']);
});

test('a capture up to the greatest rowversion loses the row of a transaction that was open', async () => {
  await using server = await openWithRecibos();

  const seen = await captured(server, '@@DBTS');

  expect(seen).toEqual(['11']);
});

test('a writer waits for the lock of another, until LOCK_TIMEOUT', async () => {
  await using server = await openWithRecibos();
  const [first, second] = [server.local(), server.local()];
  await first.run("BEGIN TRAN; UPDATE dbo.RECIBOS SET ESTADO = 'B' WHERE NUM = 1");
  const refused = second.run("SET LOCK_TIMEOUT 0; UPDATE dbo.RECIBOS SET ESTADO = 'C' WHERE NUM = 1");
  await expect(refused).rejects.toMatchObject({ number: 1222 });

  const waiting = second.run("SET LOCK_TIMEOUT -1; UPDATE dbo.RECIBOS SET ESTADO = 'C' WHERE NUM = 1");
  await first.run('COMMIT');
  await waiting;

  expect(await first.run(READ)).toEqual([
    ['1', 'C'],
    ['2', 'A'],
  ]);
});

test('of two writers that wait for each other one is the victim, and its transaction is gone', async () => {
  await using server = await openWithRecibos();
  const [first, second] = [server.local(), server.local()];
  await first.run("BEGIN TRAN; UPDATE dbo.RECIBOS SET ESTADO = 'B' WHERE NUM = 1");
  await second.run("BEGIN TRAN; UPDATE dbo.RECIBOS SET ESTADO = 'C' WHERE NUM = 2");
  const waiting = first.run("UPDATE dbo.RECIBOS SET ESTADO = 'B' WHERE NUM = 2");

  const victim = second.run("UPDATE dbo.RECIBOS SET ESTADO = 'C' WHERE NUM = 1");

  await expect(victim).rejects.toMatchObject({ number: 1205 });
  await waiting;
  await first.run('COMMIT');
  expect(await second.run(READ)).toEqual([
    ['1', 'B'],
    ['2', 'B'],
  ]);
});

test('mssql begins, commits and rolls back through the transaction manager', async () => {
  await using server = await openWithRecibos({ snapshotIsolation: true });
  await using client = await connectMssql(server, { pool: { max: 2 } });
  const transaction = client.pool.transaction();
  await transaction.begin(5);

  const written = await transaction.request().query("UPDATE dbo.RECIBOS SET ESTADO = 'B'; SELECT @@TRANCOUNT AS n");
  const outside = await client.rows('SELECT DISTINCT ESTADO FROM dbo.RECIBOS');
  await transaction.rollback();

  expect(written.rowsAffected).toEqual([2, 1]);
  expect(written.recordset[0]).toEqual({ n: 1 });
  expect(outside).toEqual([{ ESTADO: 'A' }]);
  expect(await client.rows('SELECT DISTINCT ESTADO FROM dbo.RECIBOS')).toEqual([{ ESTADO: 'A' }]);
  expect(server.recording.texts).toContain('BEGIN TRANSACTION');
});

test('a key that is there already is refused, and the statement leaves nothing behind', async () => {
  await using server = await openWithRecibos();
  const session = server.local();

  const refused = session.run("INSERT dbo.RECIBOS VALUES (5, 'N'), (1, 'N')");

  await expect(refused).rejects.toMatchObject({ number: 2627 });
  expect(await session.run(READ)).toEqual([
    ['1', 'A'],
    ['2', 'A'],
  ]);
});

test('a connection that goes away rolls its transaction back', async () => {
  await using server = await openWithRecibos();
  const client = await connectMssql(server);
  await client.pool.request().batch("BEGIN TRAN; UPDATE dbo.RECIBOS SET ESTADO = 'B'");

  server.dropConnections();
  await server.idle();

  expect(server.store.transactions.open).toEqual([]);
  expect(await server.local().run(READ)).toEqual([
    ['1', 'A'],
    ['2', 'A'],
  ]);
  await client[Symbol.asyncDispose]();
});
