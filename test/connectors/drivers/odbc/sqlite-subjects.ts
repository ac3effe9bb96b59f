import { odbc } from '../../../../connectors/drivers/odbc/index.ts';
import type { Subject } from '../../../contracts/driver-factory.ts';
import { ODBC_ENVIRONMENT, odbcDriver } from '../../../support/odbc-drivers.ts';
import { sqliteFactoryBy } from '../sqlite/sqlite-subjects.ts';

export const subjectAt = (file: string, table = 'T'): Subject => ({
  driver: odbc({
    dialect: 'sqlite',
    connection: `Driver=${odbcDriver('libsqlite3odbc.so') ?? ''};Database=${file}`,
    environment: ODBC_ENVIRONMENT,
  }),
  file,
  table,
  format: null,
});

export const odbcSqliteFactory = sqliteFactoryBy(
  subjectAt,
  {
    filters: true,
    counts: true,
    sums: false,
    uniqueKeys: true,
    clock: true,
    groups: true,
    versions: false,
    marks: false,
    catalogue: false,
    files: false,
    snapshots: true,
  },
  (holding) => ({
    'null and empty text': () => holding('TEXT', ['A', null, '', null]),
    'text of Windows-1252': () => holding('TEXT', ['Ñoño Güepsa – “5 €” ’', 'ñ€'.repeat(40_000), 'a\u0000b']),
    'no cell for it': () => holding('BLOB', [Buffer.from([0, 1, 255]), 'texto']),
  }),
);
