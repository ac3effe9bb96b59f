import { VIGENCIA_MIN } from '../../../schemas/scalars/vigencia.ts';
import type { Condition, RawRow } from '../../driver.ts';
import { BY_CODE_POINT, INK } from './blanks.ts';
import { literalOf } from './literals.ts';
import { boundOf } from './range.ts';
import { identifier } from './statement.ts';
import type { Values } from './statement.ts';
import { readable } from './table.ts';
import type { ReadableColumn, Table } from './table.ts';

/** A temporary table that holds keys asked for. */
export interface KeyTable {
  readonly name: string;
  readonly columns: readonly ReadableColumn[];
  /** Of the keys whose cells the columns can hold; any other stands on no row. */
  readonly keys: readonly RawRow[];
}

/** The name under which a statement knows the table that it reads. */
export const ROW = 'fila';
const KEY = 'clave';

/** A condition's column as the statement calls it. */
export function cellOf(column: string): string {
  return `${ROW}.${identifier(column)}`;
}

/** Conditions as a boolean expression; `1 = 1` when there is none. `kept` are the key tables, in the order of their conditions. */
export function filterSql(
  table: Table,
  conditions: readonly Condition[],
  kept: readonly KeyTable[],
  values: Values,
): string {
  let next = 0;
  const clauses = conditions.map((condition) => {
    if (condition.kind === 'keys') {
      const keys = kept[next];
      next += 1;
      return keys ? keysClause(keys) : '1 = 0';
    }
    return clauseOf(readable(table, condition.column), condition, values);
  });
  return clauses.length === 0 ? '1 = 1' : clauses.map((clause) => `(${clause})`).join(' AND ');
}

function clauseOf(column: ReadableColumn, condition: Exclude<Condition, { kind: 'keys' }>, values: Values): string {
  switch (condition.kind) {
    case 'equals': {
      const value = literalOf(column.sqlType, condition.value, values);
      return value === null ? '1 = 0' : `${comparable(column)} = ${value}`;
    }
    case 'vigencia':
      return vigenciaClause(column, condition.from);
    case 'range':
      return rangeClause(column, condition, values);
  }
}

/** text, ntext and xml cannot be compared as they are. */
export function comparable({ name, sqlType, kind }: ReadableColumn): string {
  const long = sqlType.name === 'text' || sqlType.name === 'ntext' || sqlType.name === 'xml';
  return long ? kind.select(cellOf(name), sqlType) : cellOf(name);
}

/** Leaves out only what reads as a vigencia before `from`: any other year, and what is no year, has no vigencia to go by. */
function vigenciaClause(column: ReadableColumn, from: number): string {
  const cell = cellOf(column.name);
  const years = `BETWEEN ${VIGENCIA_MIN} AND ${from - 1}`;
  switch (column.kind.type(column.sqlType)) {
    case 'integer':
      return `${cell} IS NULL OR ${cell} NOT ${years}`;
    case 'float':
      return `${cell} IS NULL OR ${cell} <> FLOOR(${cell}) OR ${cell} NOT ${years}`;
    case 'text':
      return textYearClause(column, years);
    // With its decimals, its day or its bytes it is read as no vigencia at all.
    case 'decimal':
    case 'date':
    case 'timestamp':
    case 'boolean':
    case 'binary':
    case 'any':
      return '1 = 1';
  }
}

function textYearClause({ name, sqlType, kind }: ReadableColumn, years: string): string {
  const text = kind.select(cellOf(name), sqlType);
  const start = `PATINDEX(${INK}, ${text} ${BY_CODE_POINT})`;
  const year = `SUBSTRING(${text}, ${start}, 4)`;
  const rest = `SUBSTRING(${text}, ${start} + 4, DATALENGTH(${text}))`;
  const isYear = `${year} ${BY_CODE_POINT} LIKE N'[1-9][0-9][0-9][0-9]' AND PATINDEX(${INK}, ${rest} ${BY_CODE_POINT}) = 0`;
  return `CASE WHEN ${isYear} THEN CASE WHEN CONVERT(int, ${year}) NOT ${years} THEN 1 ELSE 0 END ELSE 1 END = 1`;
}

function rangeClause(
  column: ReadableColumn,
  { after, upTo }: Extract<Condition, { kind: 'range' }>,
  values: Values,
): string {
  const cell = comparable(column);
  const clauses = [`${cell} IS NOT NULL`];
  for (const [sign, bound] of [['>', after] as const, ['<=', upTo] as const]) {
    if (bound === null) continue;
    const value = boundOf(column.sqlType, bound, values);
    clauses.push(value === null ? '1 = 0' : `${cell} ${sign} ${value}`);
  }
  return clauses.join(' AND ');
}

/** Whole keys are found by the table's own index; those with a null are looked for apart. */
function keysClause({ name, columns, keys }: KeyTable): string {
  const equal = (column: ReadableColumn, index: number): string => `${comparable(column)} = ${KEY}.[k${String(index)}]`;
  const parts: string[] = [];
  const [only, ...more] = columns;
  if (keys.some((key) => !key.includes(null))) {
    const one = only && more.length === 0 ? `${comparable(only)} IN (SELECT ${KEY}.[k0] FROM ${name} AS ${KEY})` : null;
    parts.push(one ?? exists(name, columns.map(equal)));
  }
  if (keys.some((key) => key.includes(null))) {
    const both = columns.map(
      (column, index) =>
        `(${equal(column, index)} OR (${cellOf(column.name)} IS NULL AND ${KEY}.[k${String(index)}] IS NULL))`,
    );
    parts.push(exists(name, both));
  }
  return parts.length === 0 ? '1 = 0' : parts.join(' OR ');
}

function exists(name: string, clauses: readonly string[]): string {
  return `EXISTS (SELECT 1 FROM ${name} AS ${KEY} WHERE ${clauses.join(' AND ')})`;
}
