import sql from 'mssql';
import { expect, test } from 'vitest';

import { openTdsServer } from '../server.ts';
import { connectMssql } from './mssql-client.ts';

const PAGOS = {
  columns: [
    { name: 'ID', type: 'int' },
    { name: 'VALOR', type: 'decimal(18,2)', nullable: false },
    { name: 'NOMBRE', type: 'varchar(40)' },
    { name: 'VERSION', type: 'rowversion' },
  ],
  primaryKey: ['ID'],
};

const ROWS = [
  [1, '1234.50', 'Peña'],
  [2, '-0.01', null],
] as const;

test('the real client reads the rows of a table with their types', async () => {
  await using server = await openTdsServer();
  server.createTable('dbo.PAGOS', PAGOS, ROWS);
  await using client = await connectMssql(server);

  const rows = await client.rows('SELECT * FROM dbo.PAGOS ORDER BY ID');

  expect(rows).toEqual([
    { ID: 1, VALOR: 1234.5, NOMBRE: 'Peña', VERSION: Buffer.from('00000000000007d1', 'hex') },
    { ID: 2, VALOR: -0.01, NOMBRE: null, VERSION: Buffer.from('00000000000007d2', 'hex') },
  ]);
});

test('a varchar parameter is compared without case and trailing blanks', async () => {
  await using server = await openTdsServer();
  server.createTable('dbo.PAGOS', PAGOS, ROWS);
  await using client = await connectMssql(server);

  const rows = await client.rows('SELECT ID FROM [dbo].[PAGOS] WHERE NOMBRE = @nombre', {
    nombre: [sql.VarChar(20), 'PEÑA  '],
  });

  expect(rows).toEqual([{ ID: 1 }]);
  expect(server.recording.statements.at(-1)).toMatchObject({
    procedure: 'sp_executesql',
    parameters: ['@nombre varchar(20)'],
    outcome: 'done',
  });
});

test('a wrong password is error 18456, and the server remembers who asked', async () => {
  await using server = await openTdsServer();

  const refused = connectMssql(server, { password: 'otra', user: 'lector' });

  await expect(refused).rejects.toMatchObject({ code: 'ELOGIN', message: "Login failed for user 'lector'." });
  expect(server.recording.logins).toMatchObject([{ user: 'lector', accepted: false, application: 'node-mssql' }]);
});
