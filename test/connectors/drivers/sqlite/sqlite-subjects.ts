import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import type { Cell, RawRow } from '../../../../connectors/driver.ts';
import { sqlite } from '../../../../connectors/drivers/sqlite/index.ts';
import { shuffled } from '../../../contracts/driver-factory.ts';
import type { DriverFactory, Facet, KnownColumn, Outcome, Subject } from '../../../contracts/driver-factory.ts';

/** A new database file made by these statements. */
export async function databaseFile(...statements: readonly string[]): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'libro-sqlite-'));
  onTestFinished(() => rm(path, { recursive: true }));
  const file = join(path, 'origen.db');
  writing(file, (database) => {
    for (const statement of statements) database.exec(statement);
  });
  return file;
}

/** As another program would: opens the file, writes and closes it. */
export function writing(file: string, work: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file);
  work(database);
  database.close();
}

/** Which driver reads the file, and which table of it; `T` is the one that most subjects have. */
type SubjectAt = (file: string, table?: string) => Subject;

type Holding = (declared: string, cells: readonly Cell[]) => Promise<KnownColumn>;
type Facets = Readonly<Record<Facet, () => Promise<Outcome>>>;

function holdingBy(subjectAt: SubjectAt): Holding {
  return async (declared, cells) => {
    const file = await databaseFile(`CREATE TABLE T (C ${declared}, OTRA TEXT NOT NULL DEFAULT 'x')`);
    writing(file, (database) => {
      const insert = database.prepare('INSERT INTO T (C) VALUES (?)');
      database.exec('BEGIN');
      for (const cell of cells) insert.run(cell as string);
      database.exec('COMMIT');
    });
    return { ...subjectAt(file), column: 'C', cells };
  };
}

const facetsOf = (holding: Holding): Facets => ({
  'negative amount': () => holding('TEXT', ['-42.50', '-0.01']),
  'amount of zero': () => holding('', ['0.00', 0, '']),
  'amount of 19 digits': () =>
    holding('', ['99999999999999999.99', 9_223_372_036_854_775_807n, -1_234_567_890_123_456_789n, 7, 0.1]),
  'day at midnight': () => holding('DATETIME', ['2025-03-01 00:00:00', '2025-03-01']),
  'day 1899-12-30': () => holding('DATE', ['1899-12-30']),
  'day 9999-12-31': () => holding('TEXT', ['9999-12-31']),
  'null and empty text': () => holding('TEXT', [null, '', null]),
  'text of Windows-1252': () => holding('TEXT', ['Ñoño Güepsa – “5 €” ’']),
  'blanks around': () => holding('TEXT', [' A-1 ', 'A-1\u00a0', '\tA-1\n']),
  'no cell for it': () => holding('BLOB', [new Uint8Array([0, 1, 255]), 'texto']),
});

/** The contract's subjects as SQLite files, for whatever driver reads them; `facets` are those that it holds otherwise. */
export function sqliteFactoryBy(
  subjectAt: SubjectAt,
  capabilities: DriverFactory['capabilities'],
  facets: (holding: Holding) => Partial<Facets> = () => ({}),
): DriverFactory {
  const holding = holdingBy(subjectAt);
  const held = { ...facetsOf(holding), ...facets(holding) };
  return {
    capabilities,
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
    holding: (facet) => held[facet](),
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
}

export const sqliteFactory = sqliteFactoryBy(
  (file, table = 'dbo.T') => ({ driver: sqlite({ file, schema: 'dbo' }), file, table, format: null }),
  {
    filters: true,
    counts: true,
    sums: false,
    uniqueKeys: true,
    clock: true,
    groups: false,
    versions: false,
    marks: true,
    catalogue: false,
    files: false,
    snapshots: true,
  },
);
