import { expect, test } from 'vitest';

import { openTdsServer, type TdsServer } from '../server.ts';
import { connectMssql } from './mssql-client.ts';

async function openWithRows(): Promise<TdsServer> {
  const server = await openTdsServer();
  const rows = Array.from({ length: 5000 }, (_, index) => [index, 'x'.repeat(100)] as const);
  server.createTable(
    'dbo.FILAS',
    {
      columns: [
        { name: 'ID', type: 'int' },
        { name: 'TEXTO', type: 'varchar(200)' },
      ],
      primaryKey: ['ID'],
    },
    rows,
  );
  return server;
}

const QUERY = 'SELECT ID, TEXTO FROM dbo.FILAS ORDER BY ID';

test('an error comes to the nth statement that matches, and to no other', async () => {
  await using server = await openWithRows();
  await using client = await connectMssql(server);
  server.faults.error('dbo.FILAS', 1205, { nth: 2 });

  const [first, second, third] = [await count(client), await count(client).catch(numberOf), await count(client)];

  expect([first, second, third]).toEqual([5000, 1205, 5000]);
});

type Client = Awaited<ReturnType<typeof connectMssql>>;

async function count(client: Client): Promise<unknown> {
  const [row] = await client.rows('SELECT COUNT(*) AS n FROM dbo.FILAS');
  return (row as { readonly n: number }).n;
}

const numberOf = (thrown: unknown): unknown => (thrown as { readonly number?: number }).number;
const codeOf = (thrown: unknown): unknown => (thrown as { readonly code?: string }).code;

test('a connection cut in the middle of the rows fails its reader and no other', async () => {
  await using server = await openWithRows();
  await using client = await connectMssql(server);
  server.faults.cut('ORDER BY ID', 20_000);

  const cut = await client.rows(QUERY).catch(codeOf);
  const again = await client.rows(QUERY);

  expect(['ECONNCLOSED', 'ECONNRESET']).toContain(cut);
  expect(again).toHaveLength(5000);
  expect(server.recording.statements.map(({ text, outcome }) => [text, outcome])).toContainEqual([QUERY, 'broken']);
});

test('a statement that is stalled ends when its client cancels it, and the connection goes on', async () => {
  await using server = await openWithRows();
  await using client = await connectMssql(server);
  const stall = server.faults.stall('ORDER BY ID');
  const request = client.pool.request();

  const answer = request.query(QUERY).catch(codeOf);
  await stall.reached;
  request.cancel();

  expect(await answer).toBe('ECANCEL');
  expect(await count(client)).toBe(5000);
  expect(server.recording.statements.find(({ text }) => text === QUERY)?.outcome).toBe('cancelled');
  expect(server.recording.attentions).toHaveLength(1);
});

test('a statement that is stalled between its rows goes on when it is released', async () => {
  await using server = await openWithRows();
  await using client = await connectMssql(server);
  const stall = server.faults.stall('ORDER BY ID', { afterRows: 3000 });

  const answer = client.rows(QUERY);
  await stall.reached;
  stall.release();

  expect(await answer).toHaveLength(5000);
});

// tedious 20 does not look at a packet's type.
test.each(['length', 'token'] as const)('a packet with a wrong %s fails the statement', async (what) => {
  await using server = await openWithRows();
  await using client = await connectMssql(server, { requestTimeout: 500 });
  server.faults.garble('ORDER BY ID', what);

  const answer = client.rows(QUERY);

  await expect(answer).rejects.toThrow();
});

test('a server that takes no connections refuses them, and takes them again', async () => {
  await using server = await openWithRows();
  await server.refuse();
  const refused = await connectMssql(server).catch(codeOf);

  await server.accept();
  await using client = await connectMssql(server);

  expect(refused).toBe('ESOCKET');
  expect(await count(client)).toBe(5000);
  expect(server.openConnections).toBe(1);
});

test('a login may be refused, or end in the middle', async () => {
  await using server = await openWithRows();
  server.faults.loginError(18_487);
  server.faults.loginCut(30, { nth: 2 });

  const refused = await connectMssql(server).catch((thrown: unknown) => (thrown as Error).message);
  const cut = await connectMssql(server).catch(codeOf);

  expect(refused).toContain('The password of the account has expired.');
  expect(cut).toBe('ESOCKET');
});
