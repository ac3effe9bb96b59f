import pg from 'pg';
import { onTestFinished } from 'vitest';
import { odbc } from '../../../../connectors/drivers/odbc/index.ts';
import { ODBC_ENVIRONMENT, odbcDriver } from '../../../support/odbc-drivers.ts';
import { createDatabase } from '../../../support/postgres.ts';
import { serverFactory } from './server-subjects.ts';
import type { ServerBench } from './server-subjects.ts';

/** A fresh database of the run's PostgreSQL. */
export async function postgresqlBench(): Promise<ServerBench> {
  const database = await createDatabase(15);
  onTestFinished(() => database[Symbol.asyncDispose]());
  const { port, username, password, pathname } = new URL(database.url);
  return {
    port: Number(port),
    driver: (at = Number(port)) =>
      odbc({
        dialect: 'postgresql',
        connection: `Driver=${odbcDriver('psqlodbcw.so') ?? ''};Servername=127.0.0.1;Port=${String(at)};Database=${pathname.slice(1)};UID=${username}`,
        password: () => password,
        environment: ODBC_ENVIRONMENT,
        connectTimeoutMs: 60_000,
      }),
    run: async (sql) => {
      const client = new pg.Client(database.url);
      await client.connect();
      try {
        return (await client.query<Readonly<Record<string, unknown>>>(sql)).rows;
      } finally {
        await client.end();
      }
    },
  };
}

export const postgresqlFactory = serverFactory({
  capabilities: {
    filters: true,
    counts: true,
    sums: true,
    uniqueKeys: true,
    clock: true,
    groups: true,
    versions: false,
    marks: false,
    catalogue: false,
    files: false,
    snapshots: true,
  },
  open: postgresqlBench,
  table: 'public.t',
  literal: (cell) => (typeof cell === 'string' ? `'${cell.replaceAll("'", "''")}'` : String(cell)),
  facets: {
    'negative amount': ['numeric(19,2)', ['-42.50', '-0.01']],
    'amount of zero': ['numeric(19,4)', ['0.0000', '0.0001']],
    'amount of 19 digits': ['numeric(19,2)', ['99999999999999999.99', '-12345678901234567.89']],
    'day at midnight': ['timestamp', ['2025-03-01 00:00:00', '2025-03-01 23:59:59.123456']],
    'day 1899-12-30': ['date', ['1899-12-30', '0001-01-01']],
    'day 9999-12-31': ['date', ['9999-12-31']],
    'null and empty text': ['varchar(10)', ['A', null, '', null]],
    'text of Windows-1252': ['text', ['Ñoño Güepsa – “5 €” ’', 'ñ€'.repeat(40_000)]],
    'blanks around': ['varchar(10)', [' A-1 ', 'A-1\u00a0', '\tA-1\n']],
    'no cell for it': ['int[]', ['{1,2}']],
  },
  refuses: true,
  foreign: 'SOURCE_REFUSED',
  reading: 'octet_length',
});
