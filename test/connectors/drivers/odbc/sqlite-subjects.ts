import { truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell, RawRow } from '../../../../connectors/driver.ts';
import { odbc } from '../../../../connectors/drivers/odbc/index.ts';
import { shuffled } from '../../../contracts/driver-factory.ts';
import type { DriverFactory, Facet, KnownColumn, Outcome, Subject } from '../../../contracts/driver-factory.ts';
import { ODBC_ENVIRONMENT, odbcDriver } from '../../../support/odbc-drivers.ts';
import { databaseFile, writing } from '../sqlite/sqlite-subjects.ts';

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

async function holding(declared: string, cells: readonly Cell[]): Promise<KnownColumn> {
  const file = await databaseFile(`CREATE TABLE T (C ${declared}, OTRA TEXT NOT NULL DEFAULT 'x')`);
  writing(file, (database) => {
    const insert = database.prepare('INSERT INTO T (C) VALUES (?)');
    database.exec('BEGIN');
    for (const cell of cells) insert.run(cell as string);
    database.exec('COMMIT');
  });
  return { ...subjectAt(file), column: 'C', cells };
}

const facets: Readonly<Record<Facet, () => Promise<Outcome>>> = {
  'negative amount': () => holding('TEXT', ['-42.50', '-0.01']),
  'amount of zero': () => holding('', ['0.00', 0, '']),
  'amount of 19 digits': () =>
    holding('', ['99999999999999999.99', 9_223_372_036_854_775_807n, -1_234_567_890_123_456_789n, 7, 0.1]),
  'day at midnight': () => holding('DATETIME', ['2025-03-01 00:00:00', '2025-03-01']),
  'day 1899-12-30': () => holding('DATE', ['1899-12-30']),
  'day 9999-12-31': () => holding('TEXT', ['9999-12-31']),
  'null and empty text': () => holding('TEXT', ['A', null, '', null]),
  'text of Windows-1252': () => holding('TEXT', ['Ñoño Güepsa – “5 €” ’', 'ñ€'.repeat(40_000), 'a\u0000b']),
  'blanks around': () => holding('TEXT', [' A-1 ', 'A-1\u00a0', '\tA-1\n']),
  'no cell for it': () => holding('BLOB', [Buffer.from([0, 1, 255]), 'texto']),
};

export const odbcSqliteFactory: DriverFactory = {
  capabilities: {
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
  counted: (rows) => holding('TEXT NOT NULL', shuffled(rows)),
  changing: async () => {
    const subject = await holding('TEXT', ['a', 'b', 'c']);
    // Under WAL a writer need not wait for the reading.
    writing(subject.file, (database) => {
      database.exec('PRAGMA journal_mode = WAL');
    });
    const change = (): Promise<void> => {
      writing(subject.file, (database) => {
        database.exec("UPDATE T SET C = 'changed' WHERE C = 'b'; INSERT INTO T (C) VALUES ('d')");
      });
      return Promise.resolve();
    };
    return { ...subject, change };
  },
  holding: (facet) => facets[facet](),
  table: async (columns, rows: readonly RawRow[]) => {
    const file = await databaseFile(`CREATE TABLE T (${columns.map((column) => `${column} TEXT`).join(', ')})`);
    writing(file, (database) => {
      const insert = database.prepare(`INSERT INTO T VALUES (${columns.map(() => '?').join(', ')})`);
      database.exec('BEGIN');
      for (const row of rows) insert.run(...(row as string[]));
      database.exec('COMMIT');
    });
    return subjectAt(file);
  },
  server: null,
  absent: () => Promise.resolve(subjectAt(join(tmpdir(), 'no-existe', 'origen.db'))),
  foreign: async () => {
    const file = await databaseFile();
    await writeFile(file, 'Esto no es una base de datos. '.repeat(100));
    return subjectAt(file);
  },
  cutShort: async () => {
    const { file } = await holding('TEXT', shuffled(1009));
    await truncate(file, 8192);
    return subjectAt(file);
  },
};
