import { createServer, connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import mssql from 'mssql';
import { GenericContainer, Wait } from 'testcontainers';
import type { StartedTestContainer } from 'testcontainers';
import { onTestFinished } from 'vitest';
import { sqlserver } from '../../connectors/drivers/sqlserver/index.ts';
import type { SqlServerOptions } from '../../connectors/drivers/sqlserver/index.ts';
import type { Driver } from '../../connectors/driver.ts';
import type { Bench } from '../connectors/drivers/sqlserver/sqlserver-subjects.ts';
import type { TableDeclaration } from '../support/tds/tables.ts';
import type { Given } from '../support/tds/types/stored.ts';

const PORT = 1433;
const PASSWORD = 'Clave-de-prueba-1';
const ROWS_A_STATEMENT = 1000;

/** A SQL Server of Microsoft's image, with the accounts that the contract reads by. */
export async function startSqlServer(image: string): Promise<StartedTestContainer> {
  const container = await new GenericContainer(image)
    .withEnvironment({ ACCEPT_EULA: 'Y', MSSQL_SA_PASSWORD: PASSWORD, MSSQL_PID: 'Developer' })
    .withExposedPorts(PORT)
    .withWaitStrategy(Wait.forLogMessage(/Recovery is complete/))
    .withStartupTimeout(300_000)
    .start();
  await using session = await openSession(container, 'master');
  for (const name of ['lector', 'dueno']) await session.run(`CREATE LOGIN ${name} WITH PASSWORD = '${PASSWORD}'`);
  return container;
}

/** A database of its own on the server, gone with the test. */
export async function containerBench(
  container: StartedTestContainer,
  name: string,
  snapshots: boolean,
): Promise<Bench> {
  const host = container.getHost();
  const port = container.getMappedPort(PORT);
  await using master = await openSession(container, 'master');
  await master.run(`CREATE DATABASE ${name}`);
  if (snapshots) await master.run(`ALTER DATABASE ${name} SET ALLOW_SNAPSHOT_ISOLATION ON`);
  onTestFinished(async () => {
    await using last = await openSession(container, 'master');
    await last.run(`ALTER DATABASE ${name} SET SINGLE_USER WITH ROLLBACK IMMEDIATE; DROP DATABASE ${name}`);
  });
  const owner = await openSession(container, name);
  onTestFinished(() => owner[Symbol.asyncDispose]());
  await owner.run("CREATE USER lector FOR LOGIN lector; EXEC sp_addrolemember 'db_datareader', 'lector'");
  await owner.run("CREATE USER dueno FOR LOGIN dueno; EXEC sp_addrolemember 'db_owner', 'dueno'");
  let open: number = port;
  const driver = (options: Partial<SqlServerOptions>): Driver =>
    sqlserver({
      ...{ server: host, port: open, database: name, user: 'lector', password: () => PASSWORD },
      ...{ encrypt: true, trustServerCertificate: true },
      ...options,
    });
  return {
    get address() {
      return `${host}:${String(open)}`;
    },
    driver,
    createTable: async (table, declaration, rows) => {
      await owner.run(definitionOf(table, declaration));
      for (const statement of insertsOf(table, declaration, rows)) await owner.run(statement);
    },
    createView: async (view, query) => {
      await owner.run(`CREATE VIEW ${view} AS ${query}`);
    },
    session: async () => {
      const session = await openSession(container, name);
      onTestFinished(() => session[Symbol.asyncDispose]());
      return session;
    },
    print: () =>
      owner.run('SELECT OBJECT_NAME(object_id), SUM(rows) FROM sys.partitions WHERE index_id < 2 GROUP BY object_id'),
    leave: async () => {
      open = await freePort();
    },
    cut: async (options) => {
      const proxy = await cuttingProxy(host, port);
      const file = `127.0.0.1:${String(proxy)}`;
      return { driver: driver({ ...options, server: '127.0.0.1', port: proxy }), file };
    },
  };
}

interface Session extends AsyncDisposable {
  run(text: string): Promise<unknown>;
}

async function openSession(container: StartedTestContainer, database: string): Promise<Session> {
  const pool = new mssql.ConnectionPool({
    ...{ server: container.getHost(), port: container.getMappedPort(PORT), database, user: 'sa', password: PASSWORD },
    pool: { min: 1, max: 1 },
    options: { encrypt: true, trustServerCertificate: true },
  });
  await pool.connect();
  return {
    run: async (text) => (await pool.request().batch(text)).recordsets,
    [Symbol.asyncDispose]: async () => {
      await pool.close();
    },
  };
}

function definitionOf(table: string, { columns, primaryKey = [] }: TableDeclaration): string {
  const declared = columns.map(({ name, type, nullable = true, identity = false, computed }) => {
    if (computed !== undefined) return `[${name}] AS CONVERT(${type}, ${computed})`;
    const never = !nullable || identity || primaryKey.includes(name) || type === 'rowversion';
    return `[${name}] ${type}${identity ? ' IDENTITY' : ''} ${never ? 'NOT NULL' : 'NULL'}`;
  });
  const key = primaryKey.length === 0 ? [] : [`PRIMARY KEY (${primaryKey.map((name) => `[${name}]`).join(', ')})`];
  return `CREATE TABLE ${table} (${[...declared, ...key].join(', ')})`;
}

function insertsOf(
  table: string,
  { columns }: TableDeclaration,
  rows: readonly (readonly Given[])[],
): readonly string[] {
  const given = columns.filter(({ type, computed }) => type !== 'rowversion' && computed === undefined);
  const written = rows.map(
    (row) => `(${given.map(({ type }, place) => literalOf(type, row[place] ?? null)).join(', ')})`,
  );
  const names = given.map(({ name }) => `[${name}]`).join(', ');
  const statements: string[] = [];
  for (let start = 0; start < written.length; start += ROWS_A_STATEMENT) {
    const values = written.slice(start, start + ROWS_A_STATEMENT).join(', ');
    statements.push(`INSERT INTO ${table} (${names}) VALUES ${values}`);
  }
  return statements;
}

function literalOf(type: string, given: Given): string {
  if (given === null) return 'NULL';
  if (given instanceof Uint8Array) return `0x${Buffer.from(given).toString('hex')}`;
  const text = `N'${String(given).replaceAll("'", "''")}'`;
  return /^(date|time|smalldate)/.test(type) ? `CONVERT(${type}, ${text}, 121)` : `CONVERT(${type}, ${text})`;
}

/** A port on which nobody listens. */
async function freePort(): Promise<number> {
  const listener = createServer();
  const { promise, resolve } = Promise.withResolvers<undefined>();
  listener.listen(0, '127.0.0.1', () => {
    resolve(undefined);
  });
  await promise;
  const { port } = listener.address() as AddressInfo;
  listener.close();
  return port;
}

/** Passes bytes on to the server and back, until an answer as long as a page of rows comes: it is cut in its middle. */
async function cuttingProxy(host: string, port: number): Promise<number> {
  const listener = createServer((client) => {
    const server = connect({ host, port });
    for (const socket of [client, server]) socket.on('error', () => undefined);
    client.pipe(server);
    server.on('data', (bytes) => {
      if (bytes.length > 3000) {
        client.destroy();
        server.destroy();
      } else client.write(bytes);
    });
  });
  const { promise, resolve } = Promise.withResolvers<undefined>();
  listener.listen(0, '127.0.0.1', () => {
    resolve(undefined);
  });
  await promise;
  onTestFinished(() => {
    listener.close();
  });
  return (listener.address() as AddressInfo).port;
}
