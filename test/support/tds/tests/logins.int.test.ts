import { expect, test } from 'vitest';

import { need } from '../../need.ts';
import { openTdsServer } from '../server.ts';
import { missingFreetds, runTsql } from './freetds-client.ts';
import { missingJdbc, runJdbc } from './jdbc-client.ts';
import { connectMssql } from './mssql-client.ts';

const noFreetds = missingFreetds();
const noJdbc = missingJdbc();
const windows = { domain: 'ALCALDIA', user: 'lector', password: 'Ñandú-1' };

test('a client says who it is and what it wants', async () => {
  await using server = await openTdsServer({ database: 'PCT' });
  await using client = await connectMssql(server, {
    options: { appName: 'libro-unico', readOnlyIntent: true, packetSize: 8192 },
  });

  await client.rows('SELECT 1 AS n');

  expect(server.recording.logins[0]).toMatchObject({
    user: 'dueno',
    authentication: 'sql',
    application: 'libro-unico',
    database: 'PCT',
    readOnlyIntent: true,
    encrypted: 'nothing',
    packetSize: 8192,
    accepted: true,
  });
});

test.each([
  ['off', false, 'nothing'],
  ['off', true, 'all'],
  ['on', true, 'all'],
  ['required', true, 'all'],
  ['unsupported', false, 'nothing'],
] as const)(
  'with encryption %s, mssql that asks for it (%s) is encrypted: %s',
  async (encryption, encrypt, encrypted) => {
    await using server = await openTdsServer({ encryption });
    await using client = await connectMssql(server, { options: { encrypt } });

    const rows = await client.rows("SELECT REPLICATE('x', 8000) AS x");

    expect(rows).toEqual([{ x: 'x'.repeat(8000) }]);
    expect(server.recording.logins.at(-1)?.encrypted).toBe(encrypted);
  },
);

test.each([
  ['required', false],
  ['on', false],
  ['unsupported', true],
] as const)('with encryption %s, mssql that asks for it (%s) is not let in', async (encryption, encrypt) => {
  await using server = await openTdsServer({ encryption });

  const refused = connectMssql(server, { options: { encrypt } });

  await expect(refused).rejects.toThrow(/encrypt/i);
  expect(server.recording.logins).toEqual([]);
});

test('a certificate that nobody vouches for is refused by a client that checks it', async () => {
  await using server = await openTdsServer({ encryption: 'on' });

  const refused = connectMssql(server, { options: { encrypt: true, trustServerCertificate: false } });

  await expect(refused).rejects.toThrow(/self-signed|self signed/);
});

test('a Windows account proves its password by NTLM, and a wrong one does not', async () => {
  await using server = await openTdsServer({ windowsAccounts: [windows] });
  await using client = await connectMssql(server, windows);

  const rows = await client.rows('SELECT SUSER_SNAME() AS cuenta');
  const refused = connectMssql(server, { ...windows, password: 'otra' });

  expect(rows).toEqual([{ cuenta: 'ALCALDIA\\lector' }]);
  await expect(refused).rejects.toThrow("Login failed for user 'ALCALDIA\\lector'.");
  expect(server.recording.logins.at(-1)).toMatchObject({ authentication: 'ntlm', accepted: false });
});

test('a database that is not there is error 4060', async () => {
  await using server = await openTdsServer();

  const refused = connectMssql(server, { database: 'OTRA' });

  await expect(refused).rejects.toThrow(/OTRA|Login failed/);
});

test('the Browser tells where a named instance listens', async () => {
  await using server = await openTdsServer({ instance: 'SQLEXPRESS' });
  await using client = await connectMssql(server, { options: { instanceName: 'SQLEXPRESS' } });

  const rows = await client.rows('SELECT @@SERVERNAME AS nombre');

  expect(rows).toEqual([{ nombre: 'SRV-PRUEBAS\\SQLEXPRESS' }]);
  expect(server.browsed).toBeGreaterThan(0);
});

test('an old server speaks TDS 7.3 and says so', async () => {
  await using server = await openTdsServer({ version: '2008R2' });
  await using client = await connectMssql(server);

  const rows = await client.rows("SELECT CONVERT(varchar(20), SERVERPROPERTY('ProductVersion')) AS version");
  const newer = client.rows("SELECT TRY_CONVERT(int, 'x') AS n");

  expect(rows).toEqual([{ version: '10.50.6000.0' }]);
  await expect(newer).rejects.toMatchObject({ number: 195 });
});

need(
  'FreeTDS',
  noFreetds === null,
  noFreetds ?? '',
)('FreeTDS', () => {
  test('encrypts its login only where the server does no more', async () => {
    await using server = await openTdsServer({ encryption: 'off' });

    const lines = await runTsql(server, 'SELECT 7 AS n');

    expect(lines).toEqual(['n', '7']);
    expect(server.recording.logins.at(-1)?.encrypted).toBe('login');
  });
});

need(
  'JDBC',
  noJdbc === null,
  noJdbc ?? '',
)('JDBC', () => {
  test('logs in encrypted, by NTLM too', async () => {
    await using server = await openTdsServer({ encryption: 'on', windowsAccounts: [windows] });
    const ntlm = { ...windows, integratedSecurity: 'true', authenticationScheme: 'NTLM', encrypt: 'true' };

    const lines = await runJdbc(server, ['query', 'SELECT SUSER_SNAME()'], ntlm);
    const [refused] = await runJdbc(server, ['query', 'SELECT 1'], { ...ntlm, password: 'otra' });

    expect(lines.at(-1)).toBe('row\tALCALDIA\\lector');
    expect(refused).toContain('error\t18456\t');
  });
});
