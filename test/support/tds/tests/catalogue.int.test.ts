import { expect, test } from 'vitest';

import { openTdsServer, type TdsServer, type TdsServerOptions } from '../server.ts';

async function openWithTables(options: TdsServerOptions = {}): Promise<TdsServer> {
  const server = await openTdsServer(options);
  server.createTable(
    'dbo.PAGOS',
    {
      columns: [
        { name: 'VIGENCIA', type: 'smallint' },
        { name: 'RECIBO', type: 'varchar(20)' },
        { name: 'VALOR', type: 'decimal(18,2)', nullable: false },
        { name: 'DOBLE', type: 'decimal(21,2)', computed: 'VALOR * 2' },
        { name: 'VERSION', type: 'timestamp' },
      ],
      primaryKey: ['VIGENCIA', 'RECIBO'],
      indexes: [{ name: 'IX_VERSION', columns: ['VERSION'], unique: true }],
    },
    [[2024, 'R-1', '10.00']],
  );
  await server.createView('dbo.V_PAGOS', 'SELECT RECIBO, VALOR FROM dbo.PAGOS');
  return server;
}

test('the catalogue shows tables, views and their columns', async () => {
  await using server = await openWithTables();

  const rows = await server
    .local()
    .run(
      "SELECT o.name, o.type, c.name, TYPE_NAME(c.system_type_id), c.max_length, c.precision, c.scale, c.is_nullable, c.is_computed FROM sys.objects AS o JOIN sys.columns AS c ON c.object_id = o.object_id WHERE SCHEMA_NAME(o.schema_id) = N'dbo' ORDER BY o.name, c.column_id",
    );

  expect(rows).toEqual([
    ['PAGOS', 'U ', 'VIGENCIA', 'smallint', '2', '5', '0', '0', '0'],
    ['PAGOS', 'U ', 'RECIBO', 'varchar', '20', '0', '0', '0', '0'],
    ['PAGOS', 'U ', 'VALOR', 'decimal', '9', '18', '2', '0', '0'],
    ['PAGOS', 'U ', 'DOBLE', 'decimal', '13', '21', '2', '1', '1'],
    ['PAGOS', 'U ', 'VERSION', 'timestamp', '8', '0', '0', '0', '0'],
    ['V_PAGOS', 'V ', 'RECIBO', 'varchar', '20', '0', '0', '0', '0'],
    ['V_PAGOS', 'V ', 'VALOR', 'decimal', '9', '18', '2', '0', '0'],
  ]);
});

test('the catalogue shows indexes with their keys, and rows as they are committed', async () => {
  await using server = await openWithTables();
  const [session, writer] = [server.local(), server.local()];
  await writer.run("BEGIN TRAN; INSERT dbo.PAGOS (VIGENCIA, RECIBO, VALOR) VALUES (2024, 'R-2', 1)");

  const indexes = await session.run(
    'SELECT i.name, i.index_id, i.type, i.is_unique, i.is_primary_key, COUNT(*) FROM sys.indexes AS i JOIN sys.index_columns AS k ON k.object_id = i.object_id AND k.index_id = i.index_id GROUP BY i.name, i.index_id, i.type, i.is_unique, i.is_primary_key ORDER BY i.index_id',
  );
  const count = "SELECT SUM(rows) FROM sys.partitions WHERE object_id = OBJECT_ID('dbo.PAGOS') AND index_id IN (0, 1)";
  const before = await session.run(count);
  await writer.run('COMMIT');

  expect(indexes).toEqual([
    ['PK_PAGOS', '1', '1', '1', '1', '2'],
    ['IX_VERSION', '2', '2', '1', '0', '1'],
  ]);
  expect([before, await session.run(count)]).toEqual([[['1']], [['2']]]);
});

test.each([
  ['2008R2', { snapshotIsolation: true }, ['100', '1', '0']],
  ['2019', {}, ['150', '0', '0']],
  ['2022', { readCommittedSnapshot: true }, ['160', '0', '1']],
] as const)('a server of %s says what its database is', async (version, options, expected) => {
  await using server = await openWithTables({ version, ...options });

  const rows = await server
    .local()
    .run(
      'SELECT compatibility_level, snapshot_isolation_state, is_read_committed_snapshot_on FROM sys.databases WHERE database_id = DB_ID()',
    );

  expect(rows).toEqual([expected]);
});

test('INFORMATION_SCHEMA says the same in its own words', async () => {
  await using server = await openWithTables();

  const rows = await server
    .local()
    .run(
      "SELECT COLUMN_NAME, DATA_TYPE, CHARACTER_MAXIMUM_LENGTH, NUMERIC_PRECISION, IS_NULLABLE FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_NAME = 'V_PAGOS' ORDER BY ORDINAL_POSITION",
    );

  expect(rows).toEqual([
    ['RECIBO', 'varchar', '20', null, 'NO'],
    ['VALOR', 'decimal', null, '18', 'NO'],
  ]);
});

test('a session is seen with its settings', async () => {
  await using server = await openWithTables({ snapshotIsolation: true });

  const rows = await server
    .local()
    .run(
      'SET LOCK_TIMEOUT 5000; SET DEADLOCK_PRIORITY LOW; SET TRANSACTION ISOLATION LEVEL SNAPSHOT; SELECT lock_timeout, deadlock_priority, transaction_isolation_level FROM sys.dm_exec_sessions WHERE session_id = @@SPID',
    );

  expect(rows).toEqual([['5000', '-5', '5']]);
});
