import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Cell, Driver, RawRow } from '../../../../connectors/driver.ts';
import { sqlserver } from '../../../../connectors/drivers/sqlserver/index.ts';
import type { SqlServerOptions } from '../../../../connectors/drivers/sqlserver/index.ts';
import { PASSWORD, openTdsServer } from '../../../support/tds/server.ts';
import type { TdsServer, TdsServerOptions } from '../../../support/tds/server.ts';
import type { Given } from '../../../support/tds/types/stored.ts';
import { shuffled } from '../../../contracts/driver-factory.ts';
import type { DriverFactory, Facet, KnownColumn, Outcome, Subject } from '../../../contracts/driver-factory.ts';

/** A new test server, gone with the test. */
export async function tdsServer(options: TdsServerOptions = {}): Promise<TdsServer> {
  const server = await openTdsServer(options);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

/** The driver of a test server, as the account that may only read. */
export function driverOf(server: TdsServer, options: Partial<SqlServerOptions> = {}): Driver {
  return sqlserver({
    server: server.host,
    port: server.port,
    database: server.database,
    user: 'lector',
    password: () => PASSWORD,
    encrypt: false,
    ...options,
  });
}

function subjectOf(server: TdsServer, options: Partial<SqlServerOptions>, table = 'dbo.T'): Subject {
  return {
    driver: driverOf(server, options),
    file: `${server.host}:${String(server.port)}`,
    table,
    format: null,
    print: () => Promise.resolve(server.store.tables.map(({ name, rows }) => [name, rows])),
  };
}

/** How the two isolations of a server differ: what the server allows, and what is asked of the driver. */
interface Isolation {
  readonly server: TdsServerOptions;
  readonly driver: Partial<SqlServerOptions>;
}

const isolations = {
  snapshot: { server: { snapshotIsolation: true }, driver: { isolation: 'snapshot' } },
  'read-committed': { server: {}, driver: {} },
} as const satisfies Record<string, Isolation>;

export function sqlServerFactory(isolation: keyof typeof isolations): DriverFactory {
  const { server: allowed, driver: asked } = isolations[isolation];
  const open = async (accounts: TdsServerOptions = {}): Promise<TdsServer> => tdsServer({ ...allowed, ...accounts });

  async function holding(type: string, given: readonly Given[], cells: readonly Cell[] = given): Promise<KnownColumn> {
    const server = await open();
    server.createTable(
      'dbo.T',
      {
        columns: [
          { name: 'ID', type: 'int', identity: false },
          { name: 'C', type },
        ],
        primaryKey: ['ID'],
      },
      given.map((cell, index) => [index + 1, cell]),
    );
    return { ...subjectOf(server, asked), column: 'C', cells };
  }

  const facets: Readonly<Record<Facet, () => Promise<Outcome>>> = {
    'negative amount': () => holding('decimal(19,2)', ['-42.50', '-0.01']),
    'amount of zero': () => holding('money', ['0', '0.0001'], ['0.0000', '0.0001']),
    'amount of 19 digits': () => holding('decimal(19,2)', ['99999999999999999.99', '-12345678901234567.89']),
    'day at midnight': () => holding('datetime', ['2025-03-01'], ['2025-03-01 00:00:00.000']),
    'day 1899-12-30': () => holding('datetime', ['1899-12-30'], ['1899-12-30 00:00:00.000']),
    'day 9999-12-31': () => holding('date', ['9999-12-31']),
    'null and empty text': () => holding('varchar(10)', [null, '', null]),
    'text of Windows-1252': () => holding('varchar(40)', ['Ñoño Güepsa – “5 €” ’']),
    'blanks around': () => holding('nvarchar(10)', [' A-1 ', 'A-1\u00a0', '\tA-1\n']),
    'no cell for it': async () => ({ ...(await holding('sql_variant', [null])), refused: 'SOURCE_REFUSED' }),
  };

  return {
    capabilities: {
      filters: true,
      counts: true,
      sums: true,
      uniqueKeys: true,
      clock: true,
      groups: true,
      versions: true,
      marks: false,
      catalogue: true,
      files: false,
      snapshots: isolation === 'snapshot',
    },
    counted: (rows) => holding('varchar(20)', shuffled(rows)),
    changing: async () => {
      const server = await open();
      const columns = [
        { name: 'ID', type: 'int' },
        { name: 'C', type: 'varchar(20)' },
      ];
      const rows = ['a', 'b', 'c'].map((cell, index) => [index + 1, cell]);
      server.createTable('dbo.T', { columns, primaryKey: ['ID'] }, rows);
      const change = async (): Promise<void> => {
        await server.local().run("UPDATE dbo.T SET C = 'changed' WHERE C = 'b'; INSERT INTO dbo.T VALUES (4, 'd')");
      };
      return { ...subjectOf(server, asked), column: 'C', cells: ['a', 'b', 'c'], change };
    },
    holding: (facet) => facets[facet](),
    table: async (columns, rows: readonly RawRow[]) => {
      const server = await open();
      const declared = columns.map((name) => ({ name, type: 'nvarchar(40)' }));
      const numbered = rows.map((row, index) => [index + 1, ...(row as readonly Given[])]);
      server.createTable(
        'dbo.T',
        { columns: [{ name: 'ID', type: 'int' }, ...declared], primaryKey: ['ID'] },
        numbered,
      );
      return subjectOf(server, asked);
    },
    absent: async () => {
      const server = await open();
      await server.refuse();
      return subjectOf(server, asked);
    },
    foreign: async () => {
      const port = await speaking('HTTP/1.1 400 Bad Request\r\n\r\n');
      const driver = sqlserver({
        ...{ server: '127.0.0.1', port, database: 'HASSQL', user: 'lector', password: () => PASSWORD, encrypt: false },
      });
      return { driver, file: `127.0.0.1:${String(port)}`, table: 'dbo.T', format: null };
    },
    cutShort: async () => {
      const server = await open();
      const columns = [{ name: 'ID', type: 'int' }];
      const rows = Array.from({ length: 1009 }, (_, index) => [index]);
      server.createTable('dbo.T', { columns, primaryKey: ['ID'] }, rows);
      server.faults.cut('SELECT TOP', 900);
      return { ...subjectOf(server, asked), cut: 'SOURCE_UNREACHABLE' };
    },
    server: {
      versioned: async () => {
        const server = await open();
        const columns = [
          { name: 'ID', type: 'int', identity: true },
          { name: 'NOMBRE', type: 'varchar(20)' },
          { name: 'RV', type: 'rowversion' },
        ];
        server.createTable('dbo.T', { columns, primaryKey: ['ID'] });
        const writer = async () => {
          const session = server.local();
          await session.run('BEGIN TRANSACTION');
          return {
            insert: async (name: string): Promise<void> => {
              await session.run(`INSERT INTO dbo.T (NOMBRE) VALUES ('${name}')`);
            },
            commit: async (): Promise<void> => {
              await session.run('COMMIT TRANSACTION');
            },
          };
        };
        return { ...subjectOf(server, asked), version: 'RV', writer };
      },
      keyed: async (key) => {
        const server = await open();
        const columns = ['NUMERO', 'VIGENCIA', 'VALOR'].map((name) => ({ name, type: 'int' }));
        server.createTable('dbo.T', { columns, primaryKey: key }, [[1, 2024, 3]]);
        await server.createView('dbo.V', 'SELECT NUMERO FROM dbo.T');
        return subjectOf(server, asked);
      },
      account: async (mayWrite) => {
        const server = await open();
        server.createTable('dbo.T', { columns: [{ name: 'ID', type: 'int' }], primaryKey: ['ID'] });
        return subjectOf(server, { ...asked, user: mayWrite ? 'dueno' : 'lector' });
      },
    },
  };
}

/** A port that answers anything with these words. */
export async function speaking(words: string): Promise<number> {
  const listener = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(words));
  });
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        listener.close(() => {
          resolve();
        });
      }),
  );
  return (listener.address() as AddressInfo).port;
}
