import { driverContract } from '../../../contracts/driver.contract.ts';
import { missingOdbc } from '../../../support/odbc-drivers.ts';
import { need } from '../../../support/need.ts';
import { odbcSqliteFactory } from './sqlite-subjects.ts';

const noSqlite = missingOdbc('libsqlite3odbc.so', 'libsqliteodbc');
need(
  'SQLite by ODBC',
  noSqlite === null,
  noSqlite ?? '',
)('SQLite by ODBC', () => {
  driverContract('odbc, SQLite', odbcSqliteFactory);
});
