import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Cell, Condition, RawRow } from '../../driver.ts';
import { findColumn, identifier } from './tables.ts';
import type { Table } from './tables.ts';

/** Conditions as SQL with bound values; the keys asked for stand in temporary tables until it is disposed. */
export interface Filter extends Disposable {
  /** A boolean expression; `1` when there is no condition. */
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

interface Clause {
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** What `String.prototype.trim` takes away: what the readers do not count as part of a value. */
export const BLANKS =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

export function openFilter(database: DatabaseSync, table: Table, conditions: readonly Condition[]): Filter {
  const temporary: string[] = [];
  const clauses = conditions.map((condition) => clauseOf(database, table, condition, temporary));
  return {
    sql: clauses.length === 0 ? '1' : clauses.map((clause) => `(${clause.sql})`).join(' AND '),
    values: clauses.flatMap((clause) => clause.values),
    [Symbol.dispose]: () => {
      for (const name of temporary) if (database.isOpen) database.exec(`DROP TABLE temp.${name}`);
    },
  };
}

function clauseOf(database: DatabaseSync, table: Table, condition: Condition, temporary: string[]): Clause {
  switch (condition.kind) {
    case 'equals':
      return { sql: `${quoted(table, condition.column)} = ?`, values: [condition.value] };
    case 'vigencia':
      return vigenciaClause(quoted(table, condition.column), condition.from);
    case 'range':
      return rangeClause(quoted(table, condition.column), condition.after, condition.upTo);
    case 'keys': {
      const columns = condition.columns.map((column) => quoted(table, column));
      return keysClause(database, columns, condition.keys, temporary);
    }
  }
}

function quoted(table: Table, column: string): string {
  return identifier(findColumn(table, column).name);
}

function vigenciaClause(cell: string, from: number): Clause {
  const year = `trim(${cell}, ?)`;
  return {
    sql: `CASE typeof(${cell})
      WHEN 'integer' THEN ${cell} NOT BETWEEN 1000 AND 9999 OR ${cell} >= ?
      WHEN 'real' THEN ${cell} NOT BETWEEN 1000 AND 9999 OR ${cell} <> CAST(${cell} AS INTEGER) OR ${cell} >= ?
      WHEN 'text' THEN ${year} NOT GLOB '[1-9][0-9][0-9][0-9]' OR CAST(${year} AS INTEGER) >= ?
      ELSE 1 END`,
    values: [from, from, BLANKS, BLANKS, from],
  };
}

function rangeClause(cell: string, after: string | null, upTo: string | null): Clause {
  const values: string[] = [];
  let sql = `${cell} IS NOT NULL`;
  if (after !== null) {
    sql += ` AND ${cell} > ?`;
    values.push(after);
  }
  if (upTo !== null) {
    sql += ` AND ${cell} <= ?`;
    values.push(upTo);
  }
  return { sql, values };
}

/** IN finds a key by the table's own index but never one with a null; those are looked for apart. */
function keysClause(
  database: DatabaseSync,
  columns: readonly string[],
  keys: readonly RawRow[],
  temporary: string[],
): Clause {
  const [whole, partial] = [keys.filter((key) => !key.includes(null)), keys.filter((key) => key.includes(null))];
  const parts: string[] = [];
  const names = columns.map((_, index) => `k${String(index)}`);
  if (whole.length > 0) {
    const from = keepKeys(database, names, whole, temporary);
    parts.push(`(${columns.join(', ')}) IN (SELECT ${names.join(', ')} FROM temp.${from})`);
  }
  if (partial.length > 0) {
    const from = keepKeys(database, names, partial, temporary);
    const equal = columns.map((column, index) => `${column} IS k${String(index)}`).join(' AND ');
    parts.push(`EXISTS (SELECT 1 FROM temp.${from} WHERE ${equal})`);
  }
  return { sql: parts.length === 0 ? '0' : parts.join(' OR '), values: [] };
}

function keepKeys(
  database: DatabaseSync,
  names: readonly string[],
  keys: readonly RawRow[],
  temporary: string[],
): string {
  const { next } = database
    .prepare(`SELECT count(*) AS next FROM sqlite_temp_schema WHERE name GLOB 'claves_*'`)
    .get() as { next: number };
  const name = `claves_${String(next + temporary.length)}`;
  database.exec(`CREATE TEMP TABLE ${name} (${names.join(', ')})`);
  temporary.push(name);
  const insert = database.prepare(`INSERT INTO temp.${name} VALUES (${names.map(() => '?').join(', ')})`);
  for (const key of keys) insert.run(...key.map(bound));
  return name;
}

function bound(cell: Cell): SQLInputValue {
  return typeof cell === 'boolean' ? Number(cell) : cell;
}
