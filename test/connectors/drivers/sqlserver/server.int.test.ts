import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Connection, RawRow, ReadRequest } from '../../../../connectors/driver.ts';
import { sqlserver } from '../../../../connectors/drivers/sqlserver/index.ts';
import { PASSWORD } from '../../../support/tds/server.ts';
import type { TdsServer, TdsServerOptions } from '../../../support/tds/server.ts';
import { batchesOf, failureOf, never } from '../../../contracts/driver-factory.ts';
import { driverOf, tdsServer } from './sqlserver-subjects.ts';

/** What a statement over the rows of the table says. */
const ROWS = 'FROM [dbo].[T] AS fila';

const request = (more: Partial<ReadRequest> = {}): ReadRequest => ({
  ...{ table: 'dbo.T', columns: ['C'], where: [], orderBy: [], batchSize: 10 },
  ...more,
});

async function serverWith(
  rows: number,
  key: boolean,
  options: TdsServerOptions = {},
  length = 150,
): Promise<TdsServer> {
  const server = await tdsServer(options);
  const columns = [
    { name: 'ID', type: 'int' },
    { name: 'C', type: 'varchar(8000)' },
  ];
  const cells = Array.from({ length: rows }, (_, index) => [index, `${String(index)}-${'x'.repeat(length)}`]);
  server.createTable('dbo.T', { columns, ...(key && { primaryKey: ['ID'] }) }, cells);
  return server;
}

/** Waits until it holds; what it waits for must come, or the test runs out of its time. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setImmediate();
}

async function countOf(connection: Connection, more: Partial<ReadRequest> = {}): Promise<number> {
  return (await batchesOf(connection.read(request(more), never))).flat().length;
}

describe('the connections of a source', () => {
  test('are two at most, however many readings are open, and none after', async () => {
    const server = await serverWith(40, false, { snapshotIsolation: true });
    const driver = driverOf(server);
    await using one = await driver.connect(never);
    await using two = await driver.connect(never);
    await using three = await driver.connect(never);
    let most = 0;
    const read = async (connection: Connection): Promise<number> => {
      let rows = 0;
      for await (const batch of connection.read(request({ batchSize: 3 }), never)) {
        rows += batch.length;
        most = Math.max(most, server.openConnections);
      }
      return rows;
    };

    const counts = await Promise.all([read(one), read(two), read(three), one.count!('dbo.T', [], never)]);
    for (const connection of [one, two, three]) await connection[Symbol.asyncDispose]();
    await until(() => server.openConnections === 0);

    expect([counts, most]).toEqual([[40, 40, 40, 40], 2]);
  });

  test('say who they are, and never that they want to write', async () => {
    const server = await serverWith(1, true);
    await using connection = await driverOf(server, {
      readOnlyIntent: true,
      applicationName: 'libro de prueba',
    }).connect(never);

    await countOf(connection);

    expect(
      server.recording.logins.map(({ application, readOnlyIntent }) => [application, readOnlyIntent]),
    ).toContainEqual(['libro de prueba', true]);
    expect(server.recording.texts.filter((text) => /\b(?:UPDATE|DELETE|INSERT|NOLOCK)\b/.test(text))).toEqual([]);
  });

  test('let an account of Windows in by NTLM', async () => {
    const server = await serverWith(3, true, {
      windowsAccounts: [{ domain: 'ALCALDIA', user: 'lector', password: 'Otra-1', roles: ['db_datareader'] }],
    });
    await using connection = await driverOf(server, { domain: 'ALCALDIA', password: () => 'Otra-1' }).connect(never);

    expect(await countOf(connection)).toBe(3);
    expect(server.recording.logins.map(({ authentication }) => authentication)).toContain('ntlm');
  });

  test('find a named instance by its Browser', async () => {
    const server = await tdsServer({ instance: 'PREDIAL' });
    const driver = sqlserver({
      ...{ server: '127.0.0.1\\PREDIAL', database: 'HASSQL', user: 'lector', password: () => PASSWORD, encrypt: false },
    });
    await using connection = await driver.connect(never);

    expect(await connection.tables(never)).toEqual([]);
    expect(server.browsed).toBeGreaterThan(0);
  });

  test.each(['required', 'on'] as const)('are encrypted where encryption is %s', async (encryption) => {
    const server = await serverWith(3, true, { encryption });
    await using connection = await driverOf(server, { encrypt: true, trustServerCertificate: true }).connect(never);

    expect(await countOf(connection)).toBe(3);
    expect(server.recording.logins.every(({ encrypted }) => encrypted === 'all')).toBe(true);
  });
});

describe('a reading of SQL Server', () => {
  test('takes no more from the connection than it was asked for', async () => {
    // 32 MB until it stalls: more than the buffers of two sockets hold.
    const server = await serverWith(5000, false, {}, 4000);
    const driver = driverOf(server);
    await using connection = await driver.connect(never);
    const stall = server.faults.stall('OPTION (MAXDOP 1)', { afterRows: 4000 });
    let reached = false;
    void stall.reached.then(() => (reached = true));

    const reading = connection.read(request(), never)[Symbol.asyncIterator]();
    const first = (await reading.next()) as { readonly value: readonly RawRow[] };
    // Were it not held back, the server would have got to where it stalls while it answered all this.
    await using other = await driver.connect(never);
    for (let asked = 0; asked < 50; asked += 1) await other.clock!(never);
    stall.release();
    await reading.return?.();

    expect([first.value.length, reached]).toEqual([10, false]);
  });

  test('that is left tells the server to stop', async () => {
    const server = await serverWith(20_000, false);
    await using connection = await driverOf(server).connect(never);

    for await (const batch of connection.read(request(), never)) {
      expect(batch).toHaveLength(10);
      break;
    }

    expect(server.recording.attentions).toHaveLength(1);
    expect(await connection.count!('dbo.T', [], never)).toBe(20_000);
  });

  test('whose signal fires while the server works stops the work there', async () => {
    const server = await serverWith(10, true);
    await using connection = await driverOf(server).connect(never);
    const stall = server.faults.stall('SELECT TOP (10) CONVERT');
    const stop = new AbortController();

    const failing = failureOf(() => batchesOf(connection.read(request(), stop.signal)));
    await stall.reached;
    stop.abort();
    const failure = await failing;

    expect(failure.code).toBe('CANCELLED');
    expect(server.recording.attentions).toHaveLength(1);
    expect(server.recording.statements.filter(({ outcome }) => outcome === 'cancelled')).toHaveLength(1);
    expect(await countOf(connection)).toBe(10);
  });

  test('on which the server goes silent is given up, and the next one works', async () => {
    const server = await serverWith(10, true);
    await using connection = await driverOf(server, { silenceTimeoutMs: 200 }).connect(never);
    server.faults.stall('SELECT TOP (10) CONVERT');

    const failure = await failureOf(() => countOf(connection));

    expect([failure.code, failure.retry]).toEqual(['SOURCE_UNREACHABLE', true]);
    expect(await countOf(connection)).toBe(10);
  });

  test('that is cut in the middle is unreachable, and the next one works', async () => {
    const server = await serverWith(5000, true);
    await using connection = await driverOf(server).connect(never);
    server.faults.cut(ROWS, 20_000, { nth: 3 });

    const failure = await failureOf(() => countOf(connection, { batchSize: 1000 }));

    expect(failure.code).toBe('SOURCE_UNREACHABLE');
    expect(await countOf(connection, { batchSize: 1000 })).toBe(5000);
  });

  test.each(['length', 'token'] as const)('of which a packet has a wrong %s is unreachable', async (what) => {
    const server = await serverWith(10, true);
    await using connection = await driverOf(server).connect(never);
    server.faults.garble(ROWS, what);

    const failure = await failureOf(() => countOf(connection));

    expect(failure.code).toBe('SOURCE_UNREACHABLE');
    expect(await countOf(connection)).toBe(10);
  });

  test.each([
    [1205, 'SOURCE_BUSY', 'interbloqueo'],
    [1222, 'SOURCE_BUSY', 'bloqueado'],
    [229, 'FORBIDDEN', 'GRANT SELECT ON dbo.T TO lector'],
    [208, 'NOT_FOUND', 'dbo.T ya no está'],
    [245, 'QUERY_REFUSED', 'no puede calcular una columna'],
    [942, 'SOURCE_BUSY', 'la base no está disponible ahora'],
    [596, 'SOURCE_UNREACHABLE', 'se cortó la conexión'],
    [50_000, 'UNEXPECTED', 'error 50000'],
  ])('that the server ends with error %i is %s', async (number, code, words) => {
    const server = await serverWith(10, true);
    await using connection = await driverOf(server).connect(never);
    server.faults.error(ROWS, number);

    const failure = await failureOf(() => countOf(connection));

    expect([failure.code, failure.context['sqlserver']]).toEqual([code, number]);
    expect(failure.message).toContain(words);
    expect(await countOf(connection)).toBe(10);
  });

  test('goes no faster than it is allowed', async () => {
    const server = await serverWith(100, true);
    const waited: number[] = [];
    let time = 0;
    const clock = {
      now: () => time,
      wait: (ms: number) => {
        waited.push(ms);
        time += ms;
        return Promise.resolve();
      },
    };
    const options = { server: server.host, port: server.port, database: 'HASSQL', user: 'lector', encrypt: false };
    await using connection = await sqlserver(
      { ...options, password: () => PASSWORD, maxRowsPerSecond: 50 },
      clock,
    ).connect(never);

    const rows = await countOf(connection, { batchSize: 25 });

    expect([rows, waited]).toEqual([100, [500, 500, 500, 500]]);
  });

  test('sees one snapshot, also where another question comes between the rows of one statement', async () => {
    const server = await serverWith(30, false, { snapshotIsolation: true });
    await using connection = await driverOf(server).connect(never);
    const counts: number[] = [];
    let rows = 0;

    for await (const batch of connection.read(request(), never)) {
      rows += batch.length;
      await server.local().run("INSERT INTO dbo.T VALUES (100, 'nueva')");
      counts.push(await connection.count!('dbo.T', [], never));
    }

    expect([rows, counts]).toEqual([30, [30, 30, 30]]);
    expect(await connection.count!('dbo.T', [], never)).toBe(33);
  });
});

describe('a login', () => {
  test.each([
    ['a wrong password', { password: () => 'Mala-2' }, 'SOURCE_REFUSED', 'usuario o clave equivocados'],
    ['another database', { database: 'OTRA' }, 'SOURCE_UNREACHABLE', 'la base no existe'],
    ['encryption that the server lacks', { encrypt: true }, 'SOURCE_REFUSED', 'encrypt: false'],
    ['a name that is none', { server: 'no-existe.invalid' }, 'SOURCE_UNREACHABLE', 'ese nombre de servidor no existe'],
    ['a database without snapshots', { isolation: 'snapshot' }, 'SOURCE_REFUSED', 'ALLOW_SNAPSHOT_ISOLATION ON'],
  ] as const)('with %s is refused by its reason, without the password', async (_, options, code, words) => {
    const server = await serverWith(1, true);

    const failure = await failureOf(() => driverOf(server, options).connect(never));

    expect(failure.code).toBe(code);
    expect(failure.message).toContain(words);
    expect(JSON.stringify([failure.message, failure.context])).not.toMatch(/Mala-2|Clave-1/);
  });

  test('with a certificate that nobody vouches for is refused, and says what helps', async () => {
    const server = await serverWith(1, true, { encryption: 'required' });

    const failure = await failureOf(() => driverOf(server, { encrypt: true }).connect(never));
    const plain = await failureOf(() => driverOf(server).connect(never));

    expect([failure.code, plain.code]).toEqual(['SOURCE_REFUSED', 'SOURCE_REFUSED']);
    expect(failure.message).toContain('trustServerCertificate: true');
    expect(plain.message).toContain('encrypt: true');
  });

  test('on which the server is silent ends within the time that it is given', async () => {
    const server = await serverWith(1, true);
    server.faults.loginStall();

    const failure = await failureOf(() => driverOf(server, { connectTimeoutMs: 300 }).connect(never));

    expect([failure.code, failure.retry]).toEqual(['SOURCE_UNREACHABLE', true]);
  });
});
