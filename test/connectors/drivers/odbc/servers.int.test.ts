import { afterAll, beforeAll } from 'vitest';
import { driverContract } from '../../../contracts/driver.contract.ts';
import { MariadbServer, missingMariadb } from '../../../support/mariadb.ts';
import { need } from '../../../support/need.ts';
import { missingOdbc } from '../../../support/odbc-drivers.ts';
import { missingPostgres } from '../../../support/postgres.ts';
import { mariadbFactory } from './mariadb-subjects.ts';
import { freetdsFactory } from './sqlserver-subjects.ts';
import { postgresqlFactory } from './postgresql-subjects.ts';

const noPostgresql = missingOdbc('psqlodbcw.so', 'odbc-postgresql') ?? missingPostgres(15);
need(
  'PostgreSQL by ODBC',
  noPostgresql === null,
  noPostgresql ?? '',
)('PostgreSQL by ODBC', () => {
  driverContract('odbc, PostgreSQL', postgresqlFactory);
});

const noMariadb = missingOdbc('libmaodbc.so', 'odbc-mariadb') ?? missingMariadb();
need(
  'MariaDB by ODBC',
  noMariadb === null,
  noMariadb ?? '',
)('MariaDB by ODBC', () => {
  let server: MariadbServer;
  beforeAll(async () => {
    server = await MariadbServer.open();
  }, 120_000);
  afterAll(() => server[Symbol.asyncDispose]());

  driverContract(
    'odbc, MariaDB',
    mariadbFactory(() => server),
  );
});

const noFreetds = missingOdbc('libtdsodbc.so', 'tdsodbc');
need(
  'FreeTDS by ODBC',
  noFreetds === null,
  noFreetds ?? '',
)('SQL Server by FreeTDS', () => {
  driverContract('odbc, SQL Server by FreeTDS', freetdsFactory);
});
