import { onTestFinished } from 'vitest';
import { odbc } from '../../../../connectors/drivers/odbc/index.ts';
import type { MariadbServer } from '../../../support/mariadb.ts';
import { MARIADB_PASSWORD } from '../../../support/mariadb.ts';
import { ODBC_ENVIRONMENT, odbcDriver } from '../../../support/odbc-drivers.ts';
import { serverFactory } from './server-subjects.ts';
import type { ServerBench } from './server-subjects.ts';

let databases = 0;

/** A fresh database of the server. */
export function mariadbBench(server: MariadbServer): ServerBench {
  const database = `prueba${String((databases += 1))}`;
  server.run(`CREATE DATABASE ${database}`);
  onTestFinished(() => {
    server.run(`DROP DATABASE ${database}`);
  });
  return {
    port: server.port,
    driver: (port = server.port) =>
      odbc({
        dialect: 'mariadb',
        connection: `Driver=${odbcDriver('libmaodbc.so') ?? ''};Server=127.0.0.1;Port=${String(port)};Database=${database};UID=lector`,
        password: () => MARIADB_PASSWORD,
        environment: ODBC_ENVIRONMENT,
        connectTimeoutMs: 60_000,
      }),
    run: (sql) => Promise.resolve(server.run(sql, database)),
  };
}

/** The server is asked for when the first source is needed. */
export const mariadbFactory = (server: () => MariadbServer) =>
  serverFactory({
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
      snapshots: false,
    },
    open: () => Promise.resolve(mariadbBench(server())),
    table: 'T',
    literal: (cell) =>
      typeof cell === 'string' ? `'${cell.replaceAll('\\', '\\\\').replaceAll("'", "''")}'` : String(cell),
    facets: {
      'negative amount': ['DECIMAL(19,2)', ['-42.50', '-0.01']],
      'amount of zero': ['DECIMAL(19,4)', ['0.0000', '0.0001']],
      'amount of 19 digits': ['DECIMAL(19,2)', ['99999999999999999.99', '-12345678901234567.89']],
      'day at midnight': ['DATETIME', ['2025-03-01 00:00:00', '2025-03-01 23:59:59']],
      'day 1899-12-30': ['DATE', ['1899-12-30', '1000-01-01']],
      'day 9999-12-31': ['DATE', ['9999-12-31']],
      'null and empty text': ['VARCHAR(10)', ['A', null, '', null]],
      'text of Windows-1252': ['MEDIUMTEXT', ['Ñoño Güepsa – “5 €” ’', 'ñ€'.repeat(40_000), 'C:\\nueva']],
      'blanks around': ['VARCHAR(10)', [' A-1 ', 'A-1\u00a0', '\tA-1\n']],
      'no cell for it': ['POINT', [null]],
    },
    refuses: true,
    foreign: 'SOURCE_UNREACHABLE',
    reading: 'CONVERT(`C`',
  });
