import sql from 'mssql';
import { expect, test } from 'vitest';

import { openTdsServer } from '../server.ts';
import { connectMssql } from './mssql-client.ts';

const PARAMETERS: readonly (readonly [
  sql.ISqlType | (() => sql.ISqlType),
  value: unknown,
  text: string,
  declared: string,
])[] = [
  [sql.Bit, true, '1', 'bit'],
  [sql.TinyInt, 255, '255', 'tinyint'],
  [sql.SmallInt, -2, '-2', 'smallint'],
  [sql.Int, -2024, '-2024', 'int'],
  [sql.BigInt, '9007199254740993', '9007199254740993', 'bigint'],
  [sql.Decimal(18, 2), 1234.5, '1234.50', 'decimal(18,2)'],
  [sql.Money, -1.25, '-1.2500', 'money'],
  [sql.Float, 0.1, '1.0000000000000001e-001', 'float'],
  [sql.Real, 0.5, '5.0000000000000000e-001', 'real'],
  [sql.VarChar(20), 'Peña', 'Peña', 'varchar(20)'],
  [sql.VarChar(sql.MAX), 'x'.repeat(9000), 'x'.repeat(9000), 'varchar(max)'],
  [sql.NVarChar(20), 'Ωж', 'Ωж', 'nvarchar(20)'],
  [sql.NVarChar(sql.MAX), '漢'.repeat(5000), '漢'.repeat(5000), 'nvarchar(max)'],
  [sql.Char(4), 'ab', 'ab  ', 'char(4)'],
  [sql.NChar(4), 'ab', 'ab  ', 'nchar(4)'],
  [sql.VarBinary(10), Buffer.from([1, 255]), '0x01FF', 'varbinary(10)'],
  [sql.VarBinary(sql.MAX), Buffer.alloc(3, 7), '0x070707', 'varbinary(max)'],
  [sql.Date, new Date('2024-02-29'), '2024-02-29', 'date'],
  [sql.Time(3), new Date('1970-01-01T10:20:30.123Z'), '10:20:30.123', 'time(3)'],
  [sql.DateTime, new Date('2024-02-29T10:20:30.997Z'), '2024-02-29 10:20:30.997', 'datetime'],
  [sql.SmallDateTime, new Date('2024-02-29T10:20:00Z'), '2024-02-29 10:20:00.000', 'smalldatetime'],
  [sql.DateTime2(7), new Date('9999-12-31T23:59:59.999Z'), '9999-12-31 23:59:59.9990000', 'datetime2(7)'],
  [sql.DateTimeOffset(3), new Date('2024-02-29T10:20:30.123Z'), '2024-02-29 10:20:30.123 +00:00', 'datetimeoffset(3)'],
  [
    sql.UniqueIdentifier,
    '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    'uniqueidentifier',
  ],
];

const styleFor = (declared: string): string =>
  declared.includes('binary')
    ? ', 1'
    : declared.includes('money')
      ? ', 2'
      : /float|real/.test(declared)
        ? ', 3'
        : /date|time/.test(declared)
          ? ', 121'
          : '';

test.each(PARAMETERS)('a parameter arrives with its type and value: %#', async (type, value, text, declared) => {
  await using server = await openTdsServer();
  await using client = await connectMssql(server);
  const asText = `CONVERT(nvarchar(max), @valor${styleFor(declared)}) AS texto, CASE WHEN @nada IS NULL THEN 1 END AS nulo`;

  const result = await client.pool
    .request()
    .input('valor', type, value)
    .input('nada', type, null)
    .query(`SELECT ${asText}`);

  expect(result.recordset[0]).toEqual({ texto: text, nulo: 1 });
  expect(server.recording.statements.at(-1)?.parameters[0]).toBe(`@valor ${declared}`);
});

test('a prepared statement runs again with other values, until it is unprepared', async () => {
  await using server = await openTdsServer();
  await using client = await connectMssql(server);
  const statement = new sql.PreparedStatement(client.pool);
  statement.input('n', sql.Int);
  await statement.prepare('SELECT @n * 2 AS doble');

  const results = [await statement.execute({ n: 2 }), await statement.execute({ n: 21 })];
  await statement.unprepare();

  expect(results.map(({ recordset }) => (recordset as unknown[])[0])).toEqual([{ doble: 4 }, { doble: 42 }]);
  expect(
    server.recording.statements
      .map(({ procedure }) => procedure)
      .filter((name) => /^sp_(un)?prepare|^sp_execute$/.test(name)),
  ).toEqual(['sp_prepare', 'sp_execute', 'sp_execute', 'sp_unprepare']);
});

test('an output parameter comes back', async () => {
  await using server = await openTdsServer();
  await using client = await connectMssql(server);

  const result = await client.pool.request().output('n', sql.Int, 1).query('SET @n = @n + 41');

  expect(result.output).toEqual({ n: 42 });
});

test('a batch gives several results, their counts and its messages', async () => {
  await using server = await openTdsServer();
  await using client = await connectMssql(server);
  const said: string[] = [];
  const request = client.pool.request();
  request.on('info', ({ message }: { readonly message: string }) => said.push(message));

  const result = await request.batch(
    "CREATE TABLE #t (n int); INSERT #t VALUES (1), (2), (3); PRINT 'hola'; SELECT n FROM #t; SELECT COUNT(*) AS n FROM #t; DELETE #t WHERE n > 1",
  );

  expect(result.recordsets).toEqual([[{ n: 1 }, { n: 2 }, { n: 3 }], [{ n: 3 }]]);
  expect(result.rowsAffected).toEqual([3, 3, 1, 2]);
  expect(said).toEqual(['hola']);
});

test('an error says its number, class, state, server and line', async () => {
  await using server = await openTdsServer();
  await using client = await connectMssql(server);

  const refused = client.rows('SELECT 1 AS n\nSELECT 1 / 0 AS n');

  await expect(refused).rejects.toMatchObject({
    number: 8134,
    class: 16,
    state: 1,
    serverName: 'SRV-PRUEBAS',
    lineNumber: 2,
    message: 'Divide by zero error encountered.',
  });
});

test('an account that may only read can write nothing, nor read what it is denied', async () => {
  await using server = await openTdsServer({
    accounts: [{ name: 'lector', password: 'x', roles: ['db_datareader'], denied: ['dbo.NOMINA'] }],
  });
  const declaration = { columns: [{ name: 'ID', type: 'int' }] };
  server.createTable('dbo.PAGOS', declaration, [[1]]);
  server.createTable('dbo.NOMINA', declaration, [[1]]);
  await using client = await connectMssql(server, { user: 'lector', password: 'x' });
  const number = (text: string): Promise<unknown> =>
    client.rows(text).catch((thrown: unknown) => (thrown as { readonly number: number }).number);

  const outcomes = [
    await number('DELETE dbo.PAGOS'),
    await number('SELECT * FROM dbo.NOMINA'),
    await number('CREATE TABLE dbo.OTRA (n int)'),
    await number('SELECT * FROM sys.dm_db_partition_stats'),
    await number("SELECT name, HAS_PERMS_BY_NAME('dbo.' + name, 'OBJECT', 'DELETE') AS borra FROM sys.tables"),
    await number("SELECT IS_MEMBER('db_datareader') AS lee, IS_MEMBER('db_owner') AS dueno, SUSER_SNAME() AS cuenta"),
  ];

  expect(outcomes).toEqual([
    229,
    229,
    262,
    262,
    [{ name: 'PAGOS', borra: 0 }],
    [{ lee: 1, dueno: 0, cuenta: 'lector' }],
  ]);
});

test('a time-out of the client stops the server’s work', async () => {
  await using server = await openTdsServer();
  await using client = await connectMssql(server, { requestTimeout: 200 });

  const stopped = await client
    .rows("WAITFOR DELAY '00:01:00'; SELECT 1 AS n")
    .catch((thrown: unknown) => (thrown as { readonly code: string }).code);
  const next = await client.rows('SELECT 2 AS n');

  expect(stopped).toBe('ETIMEOUT');
  expect(next).toEqual([{ n: 2 }]);
  expect(server.recording.statements.find(({ text }) => text.startsWith('WAITFOR'))?.outcome).toBe('cancelled');
});
