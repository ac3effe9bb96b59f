import { IntegrationError } from '../../../schemas/errors.ts';
import type { RawRow } from '../../driver.ts';
import { changesByTrimming, trimmed } from './blanks.ts';
import { ROW, cellOf, comparable, filterSql } from './filter.ts';
import type { KeyTable } from './filter.ts';
import type { Condition } from '../../driver.ts';
import { literalOf } from './literals.ts';
import { openValues, statement } from './statement.ts';
import type { Statement } from './statement.ts';
import { readable, tableSql, titleOf } from './table.ts';
import type { ReadableColumn, Table } from './table.ts';

/** What a statement over a table's rows is asked: which rows, with the key tables of its conditions. */
export interface Rows {
  readonly table: Table;
  readonly where: readonly Condition[];
  readonly kept: readonly KeyTable[];
}

/** One page in the order of the key: what comes after the last key, none of its columns null. */
export function pageSql(
  rows: Rows,
  columns: readonly ReadableColumn[],
  key: readonly ReadableColumn[],
  after: RawRow | null,
  size: number,
): Statement {
  const values = openValues();
  const filter = filterSql(rows.table, rows.where, rows.kept, values);
  const beyond = after === null ? '' : ` AND ${beyondSql(key, after, values)}`;
  const order = key.map(({ name }) => cellOf(name)).join(', ');
  return statement(
    `SELECT TOP (${size}) ${projection(columns)} FROM ${from(rows.table)} WHERE ${filter}${beyond} ORDER BY ${order}`,
    values.all,
  );
}

/** All rows in one statement. Without an order the server's own, which one thread at least does not shuffle. */
export function streamSql(rows: Rows, columns: readonly ReadableColumn[], order: readonly ReadableColumn[]): Statement {
  const values = openValues();
  const filter = filterSql(rows.table, rows.where, rows.kept, values);
  const ending = order.length === 0 ? 'OPTION (MAXDOP 1)' : `ORDER BY ${order.map(comparable).join(', ')}`;
  return statement(`SELECT ${projection(columns)} FROM ${from(rows.table)} WHERE ${filter} ${ending}`, values.all);
}

export function countSql(rows: Rows): Statement {
  const values = openValues();
  const filter = filterSql(rows.table, rows.where, rows.kept, values);
  return statement(
    `SELECT CONVERT(varchar(20), COUNT_BIG(*)) AS cuantas FROM ${from(rows.table)} WHERE ${filter}`,
    values.all,
  );
}

/** Exact totals, each with the decimals of its column. SOURCE_REFUSED for a column that has no exact total. */
export function sumSql(rows: Rows, columns: readonly string[]): Statement {
  const values = openValues();
  const filter = filterSql(rows.table, rows.where, rows.kept, values);
  const sums = columns.map((name, index) => {
    const column = readable(rows.table, name);
    const wide = `CONVERT(decimal(38,${decimalsOf(rows.table, column)}), ${cellOf(column.name)})`;
    return `CONVERT(varchar(50), SUM(${wide})) AS suma${String(index + 1)}`;
  });
  return statement(`SELECT ${sums.join(', ')} FROM ${from(rows.table)} WHERE ${filter}`, values.all);
}

/** A row when a key, trimmed, stands on several. */
export function repeatedSql(rows: Rows, columns: readonly string[]): Statement {
  const values = openValues();
  const filter = filterSql(rows.table, rows.where, rows.kept, values);
  const groups = columns.map((name) => {
    const column = readable(rows.table, name);
    return isCharacters(column) ? trimmed(column.kind.select(cellOf(column.name), column.sqlType)) : comparable(column);
  });
  return statement(
    `SELECT TOP (1) 1 AS repetida FROM ${from(rows.table)} WHERE ${filter} GROUP BY ${groups.join(', ')} HAVING COUNT_BIG(*) > 1`,
    values.all,
  );
}

/** A row when one of the columns is null somewhere. */
export function nullSql(table: Table, columns: readonly ReadableColumn[]): Statement {
  const nulls = columns.map(({ name }) => `${cellOf(name)} IS NULL`);
  return statement(`SELECT TOP (1) 1 AS nula FROM ${from(table)} WHERE ${nulls.join(' OR ')}`);
}

/** Null where no column can hold a blank. */
export function untrimmedSql(table: Table, columns: readonly string[]): Statement | null {
  const changed = columns
    .map((name) => readable(table, name))
    .filter(isCharacters)
    .map(({ name, sqlType, kind }) => changesByTrimming(kind.select(cellOf(name), sqlType)));
  if (changed.length === 0) return null;
  return statement(
    `SELECT CONVERT(varchar(20), COUNT_BIG(*)) AS cuantas FROM ${from(table)} WHERE ${changed.join(' OR ')}`,
  );
}

function projection(columns: readonly ReadableColumn[]): string {
  return columns
    .map(({ name, sqlType, kind }, index) => `${kind.select(cellOf(name), sqlType)} AS c${String(index + 1)}`)
    .join(', ');
}

function from(table: Table): string {
  return `${tableSql(table)} AS ${ROW}`;
}

/** (a, b) > (x, y), which T-SQL cannot say in one. */
function beyondSql(key: readonly ReadableColumn[], after: RawRow, values: ReturnType<typeof openValues>): string {
  const bounds = key.map(({ name, sqlType }, index) => {
    const value = literalOf(sqlType, after[index] ?? null, values);
    if (value === null) throw new TypeError(`the key column ${name} gave a cell that its type does not hold`);
    return { cell: cellOf(name), value };
  });
  const alternatives = bounds.map(({ cell, value }, index) => {
    const equal = bounds.slice(0, index).map((before) => `${before.cell} = ${before.value}`);
    return [...equal, `${cell} > ${value}`].join(' AND ');
  });
  const [first] = bounds;
  // Said apart, the first column is one that the server seeks by.
  const seek = first && bounds.length > 1 ? `${first.cell} >= ${first.value} AND ` : '';
  return bounds.length > 1 ? `${seek}(${alternatives.join(' OR ')})` : alternatives.join('');
}

function isCharacters({ kind, sqlType }: ReadableColumn): boolean {
  return kind.type(sqlType) === 'text' && sqlType.collation !== null;
}

function decimalsOf(table: Table, { name, sqlType, kind }: ReadableColumn): string {
  const type = kind.type(sqlType);
  if (type === 'integer') return '0';
  if (type === 'decimal') return String(sqlType.scale);
  throw new IntegrationError(
    'SOURCE_REFUSED',
    `La columna ${name} de ${titleOf(table)} es de tipo ${kind.declared(sqlType)}: el servidor no la suma exacta.`,
    { context: { table: titleOf(table), column: name } },
  );
}
