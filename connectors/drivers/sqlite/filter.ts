import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Cell, Condition, RawRow } from '../../driver.ts';
import { VIGENCIA_MIN } from '../../../schemas/scalars/vigencia.ts';
import { findColumn, identifier } from './tables.ts';
import type { Table } from './tables.ts';

/** Conditions as SQL with bound values. */
export interface Filter {
  /** A boolean expression; `1` when there is no condition. */
  readonly sql: string;
  readonly values: readonly SQLInputValue[];
}

/** What `String.prototype.trim` takes away: what the readers do not count as part of a value. */
export const BLANKS =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** Inside a transaction: the keys asked for stand in temporary tables, which go when it is rolled back. */
export function filterOf(database: DatabaseSync, table: Table, conditions: readonly Condition[]): Filter {
  const clauses = conditions.map((condition) => clauseOf(database, table, condition));
  return {
    sql: clauses.length === 0 ? '1' : clauses.map((clause) => `(${clause.sql})`).join(' AND '),
    values: clauses.flatMap((clause) => clause.values),
  };
}

function clauseOf(database: DatabaseSync, table: Table, condition: Condition): Filter {
  switch (condition.kind) {
    case 'equals':
      return { sql: `${quoted(table, condition.column)} = ?`, values: [condition.value] };
    case 'vigencia':
      return vigenciaClause(quoted(table, condition.column), condition.from);
    case 'range':
      return rangeClause(quoted(table, condition.column), condition.after, condition.upTo);
    case 'keys': {
      const columns = condition.columns.map((column) => quoted(table, column));
      return { sql: keysClause(database, columns, condition.keys), values: [] };
    }
  }
}

function quoted(table: Table, column: string): string {
  return identifier(findColumn(table, column).name);
}

/** Leaves out only what reads as a vigencia before `from`: any other year, and what is no year, has no vigencia to go by. */
function vigenciaClause(cell: string, from: number): Filter {
  const year = `trim(${cell}, ?)`;
  return {
    sql: `CASE typeof(${cell})
      WHEN 'integer' THEN ${cell} NOT BETWEEN ? AND ?
      WHEN 'real' THEN ${cell} <> CAST(${cell} AS INTEGER) OR ${cell} NOT BETWEEN ? AND ?
      WHEN 'text' THEN ${year} NOT GLOB '[1-9][0-9][0-9][0-9]' OR CAST(${year} AS INTEGER) NOT BETWEEN ? AND ?
      ELSE 1 END`,
    values: [VIGENCIA_MIN, from - 1, VIGENCIA_MIN, from - 1, BLANKS, BLANKS, VIGENCIA_MIN, from - 1],
  };
}

function rangeClause(cell: string, after: string | null, upTo: string | null): Filter {
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
function keysClause(database: DatabaseSync, columns: readonly string[], keys: readonly RawRow[]): string {
  const [whole, partial] = [keys.filter((key) => !key.includes(null)), keys.filter((key) => key.includes(null))];
  const names = columns.map((_, index) => `k${String(index)}`);
  const parts: string[] = [];
  if (whole.length > 0) {
    parts.push(`(${columns.join(', ')}) IN (SELECT ${names.join(', ')} FROM temp.${keepKeys(database, names, whole)})`);
  }
  if (partial.length > 0) {
    const kept = keepKeys(database, names, partial);
    database.exec(`CREATE INDEX temp.${kept}_index ON ${kept} (${names.join(', ')})`);
    const equal = columns.map((column, index) => `${column} IS k${String(index)}`).join(' AND ');
    parts.push(`EXISTS (SELECT 1 FROM temp.${kept} WHERE ${equal})`);
  }
  return parts.length === 0 ? '0' : parts.join(' OR ');
}

/** A table rather than bound values or JSON: any number of keys, and every cell exactly as it is. */
function keepKeys(database: DatabaseSync, names: readonly string[], keys: readonly RawRow[]): string {
  const kept = database.prepare(`SELECT count(*) AS n FROM sqlite_temp_schema`).get();
  const name = `keys_${String(kept?.['n'])}`;
  database.exec(`CREATE TEMP TABLE ${name} (${names.join(', ')})`);
  const insert = database.prepare(`INSERT INTO temp.${name} VALUES (${names.map(() => '?').join(', ')})`);
  for (const key of keys) insert.run(...key.map(bound));
  return name;
}

function bound(cell: Cell): SQLInputValue {
  return typeof cell === 'boolean' ? Number(cell) : cell;
}
