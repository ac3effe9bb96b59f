import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import { cannotWrite, isSqliteFull } from '../cli/disk-failure.ts';

/** A table of a stand-in: its columns as `NAME TYPE`, its unique key, and its rows. */
export interface StandInTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  readonly rows: Iterable<readonly SQLInputValue[]>;
}

/** Writes a database anew. The same tables give the same bytes. Returns how many rows each table got. FORBIDDEN when the disk is full. */
export function writeSqlite(file: string, tables: readonly StandInTable[]): Readonly<Record<string, number>> {
  rmSync(file, { force: true });
  const database = new DatabaseSync(file);
  try {
    database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN');
    const counts = Object.fromEntries(tables.map((table) => [table.name, writeTable(database, table)]));
    database.exec('COMMIT');
    return counts;
  } catch (error) {
    throw isSqliteFull(error) ? cannotWrite(file, error) : error;
  } finally {
    database.close();
  }
}

function writeTable(database: DatabaseSync, { name, columns, key, rows }: StandInTable): number {
  database.exec(`CREATE TABLE "${name}" (${columns.join(', ')}, UNIQUE (${key.join(', ')}))`);
  const insert = database.prepare(`INSERT INTO "${name}" VALUES (${columns.map(() => '?').join(', ')})`);
  let count = 0;
  for (const row of rows) {
    insert.run(...row);
    count += 1;
  }
  return count;
}
