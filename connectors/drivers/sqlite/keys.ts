import type { DatabaseSync } from 'node:sqlite';
import { BLANKS } from './filter.ts';
import { findColumn, identifier, primaryKey } from './tables.ts';
import type { Table } from './tables.ts';

/** A unique index on exactly these columns, none of them null anywhere: SQLite lets nulls repeat in a unique index. */
export function isUnique(database: DatabaseSync, table: Table, columns: readonly string[]): boolean {
  const found = columns.map((column) => findColumn(table, column));
  // Without affinity the integer 1 and the text '1' are two values of one index, and one canonical key.
  if (found.some((column) => column.affinity === 'none')) return false;
  const wanted = asSet(found.map((column) => column.name));
  if (![primaryKey(table.columns), ...uniqueIndexes(database, table)].some((index) => asSet(index) === wanted))
    return false;
  const anyNull = found.map((column) => `${identifier(column.name)} IS NULL`).join(' OR ');
  return database.prepare(`SELECT 1 FROM ${table.sql} WHERE ${anyNull} LIMIT 1`).get() === undefined;
}

/** Rows in which trimming would change one of the columns. */
export function countUntrimmed(database: DatabaseSync, table: Table, columns: readonly string[]): number {
  const names = columns.map((column) => identifier(findColumn(table, column).name));
  // Compared by length: a column's collation may call two texts equal that differ by blanks.
  const changed = names.map(
    (name) => `typeof(${name}) = 'text' AND octet_length(trim(${name}, ?)) <> octet_length(${name})`,
  );
  const row = database
    .prepare(`SELECT count(*) AS n FROM ${table.sql} WHERE ${changed.join(' OR ')}`)
    .get(...names.map(() => BLANKS));
  return Number(row?.['n']);
}

function uniqueIndexes(database: DatabaseSync, table: Table): readonly (readonly string[])[] {
  const rows = database
    .prepare(
      `SELECT list.seq AS position, info.name FROM pragma_index_list(?) AS list, pragma_index_info(list.name) AS info
       WHERE list."unique" = 1 AND list.partial = 0`,
    )
    .all(table.name) as { position: number; name: string | null }[];
  // The name is null where an index is on an expression, which then matches no column.
  return [...Map.groupBy(rows, (row) => row.position).values()].map((index) => index.map((row) => row.name ?? ''));
}

function asSet(names: readonly string[]): string {
  return JSON.stringify([...names].sort());
}
