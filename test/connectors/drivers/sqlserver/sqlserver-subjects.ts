import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Cell, Driver, RawRow } from '../../../../connectors/driver.ts';
import { sqlserver } from '../../../../connectors/drivers/sqlserver/index.ts';
import type { SqlServerOptions } from '../../../../connectors/drivers/sqlserver/index.ts';
import { PASSWORD, openTdsServer } from '../../../support/tds/server.ts';
import type { TdsServer, TdsServerOptions } from '../../../support/tds/server.ts';
import type { ColumnDeclaration, TableDeclaration } from '../../../support/tds/tables.ts';
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

const SPEAKER = { server: '127.0.0.1', database: 'HASSQL', user: 'lector', password: () => PASSWORD, encrypt: false };

/** A server that a test has for itself, real or not. */
export interface Bench {
  /** As messages name it. */
  readonly address: string;
  driver(options: Partial<SqlServerOptions>): Driver;
  createTable(name: string, declaration: TableDeclaration, rows: readonly (readonly Given[])[]): Promise<void>;
  createView(name: string, query: string): Promise<void>;
  /** A connection of its own, of an owner. */
  session(): Promise<{ run(text: string): Promise<unknown> }>;
  /** What shows whether anything was changed. */
  print(): Promise<unknown>;
  /** From now on nobody answers. */
  leave(): Promise<void>;
  /** A driver whose connection is cut while it reads the table, and the address that it names. */
  cut(options: Partial<SqlServerOptions>): Promise<{ readonly driver: Driver; readonly file: string }>;
}

export type OpenBench = (snapshots: boolean) => Promise<Bench>;

/** On the test server. */
export const tdsBench: OpenBench = async (snapshots) => {
  const server = await tdsServer({ snapshotIsolation: snapshots });
  return {
    address: `${server.host}:${String(server.port)}`,
    driver: (options) => driverOf(server, options),
    createTable: (name, declaration, rows) => {
      server.createTable(name, declaration, rows);
      return Promise.resolve();
    },
    createView: (name, query) => server.createView(name, query),
    session: () => Promise.resolve(server.local()),
    print: () => Promise.resolve(server.store.tables.map(({ name, rows }) => [name, rows])),
    leave: () => server.refuse(),
    cut: (options) => {
      server.faults.cut('SELECT TOP', 900);
      return Promise.resolve({ driver: driverOf(server, options), file: `${server.host}:${String(server.port)}` });
    },
  };
};

/** The contract's sources on a server of which each database allows snapshots, which the driver then demands, or none does. */
export function sqlServerFactory(open: OpenBench, snapshots: boolean): DriverFactory {
  const asked: Partial<SqlServerOptions> = snapshots ? { isolation: 'snapshot' } : {};
  const subjectOf = (bench: Bench, options: Partial<SqlServerOptions> = {}): Subject => ({
    driver: bench.driver({ ...asked, ...options }),
    file: bench.address,
    table: 'dbo.T',
    format: null,
    print: () => bench.print(),
  });

  async function tableOf(
    columns: readonly ColumnDeclaration[],
    rows: readonly (readonly Given[])[],
    key: readonly string[] = ['ID'],
  ): Promise<Bench> {
    const bench = await open(snapshots);
    await bench.createTable('dbo.T', { columns, primaryKey: key }, rows);
    return bench;
  }

  async function holding(type: string, given: readonly Given[], cells: readonly Cell[] = given): Promise<KnownColumn> {
    const bench = await tableOf([ID, { name: 'C', type }], numbered(given.map((cell) => [cell])));
    return { ...subjectOf(bench), column: 'C', cells };
  }

  const facets: Readonly<Record<Facet, () => Promise<Outcome>>> = {
    'negative amount': () => holding('decimal(19,2)', ['-42.50', '-0.01']),
    'amount of zero': () => holding('money', ['0', '0.0001'], ['0.0000', '0.0001']),
    'amount of 19 digits': () => holding('decimal(19,2)', ['99999999999999999.99', '-12345678901234567.89']),
    'day at midnight': () => holding('datetime', ['2025-03-01'], ['2025-03-01 00:00:00.000']),
    'day 1899-12-30': () => holding('datetime', ['1899-12-30'], ['1899-12-30 00:00:00.000']),
    'day 9999-12-31': () => holding('date', ['9999-12-31']),
    'null and empty text': () => holding('varchar(10)', ['A', null, '', null]),
    'text of Windows-1252': () => holding('varchar(40)', ['Ñoño Güepsa – “5 €” ’']),
    'blanks around': () => holding('nvarchar(10)', [' A-1 ', 'A-1\u00a0', '\tA-1\n']),
    'no cell for it': async () => ({ ...(await holding('sql_variant', [null])), refused: 'SOURCE_DRIFTED' }),
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
      snapshots,
    },
    counted: (rows) => holding('varchar(20)', shuffled(rows)),
    changing: async () => {
      const bench = await tableOf([ID, { name: 'C', type: 'varchar(20)' }], numbered([['a'], ['b'], ['c']]));
      const change = async (): Promise<void> => {
        const other = await bench.session();
        await other.run("UPDATE dbo.T SET C = 'changed' WHERE C = 'b'; INSERT INTO dbo.T VALUES (4, 'd')");
      };
      return { ...subjectOf(bench), column: 'C', cells: ['a', 'b', 'c'], change };
    },
    holding: (facet) => facets[facet](),
    table: async (columns, rows: readonly RawRow[]) => {
      const declared = columns.map((name) => ({ name, type: 'nvarchar(40)' }));
      return subjectOf(await tableOf([ID, ...declared], numbered(rows)));
    },
    absent: async () => {
      const bench = await open(snapshots);
      await bench.leave();
      return subjectOf(bench);
    },
    foreign: async () => {
      const port = await speaking('HTTP/1.1 400 Bad Request\r\n\r\n');
      return {
        driver: sqlserver({ ...SPEAKER, port }),
        file: `127.0.0.1:${String(port)}`,
        table: 'dbo.T',
        format: null,
      };
    },
    cutShort: async () => {
      const bench = await tableOf([ID], numbered(Array.from({ length: 1009 }, () => [])));
      return { ...subjectOf(bench), ...(await bench.cut(asked)), cut: 'SOURCE_UNREACHABLE' };
    },
    server: {
      versioned: async () => {
        const number = { name: 'ID', type: 'int', identity: true };
        const bench = await tableOf(
          [number, { name: 'NOMBRE', type: 'varchar(20)' }, { name: 'RV', type: 'rowversion' }],
          [],
        );
        const writer = async () => {
          const session = await bench.session();
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
        return { ...subjectOf(bench), version: 'RV', writer };
      },
      keyed: async (key) => {
        const columns = ['NUMERO', 'VIGENCIA', 'VALOR'].map((name) => ({ name, type: 'int' }));
        const bench = await tableOf(columns, [[1, 2024, 3]], key);
        await bench.createView('dbo.V', 'SELECT NUMERO FROM dbo.T');
        return subjectOf(bench);
      },
      account: async (mayWrite) => subjectOf(await tableOf([ID], []), { user: mayWrite ? 'dueno' : 'lector' }),
    },
  };
}

const ID: ColumnDeclaration = { name: 'ID', type: 'int' };

function numbered(rows: readonly (readonly Given[])[]): readonly (readonly Given[])[] {
  return rows.map((row, index) => [index + 1, ...row]);
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
