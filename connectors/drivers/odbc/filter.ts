import type { Cell, Condition, RawRow } from '../../driver.ts';
import type { Compared, Expressions } from './dialect.ts';
import { yearsBefore } from './sql.ts';
import { findColumn } from './table.ts';
import type { Table, TableColumn } from './table.ts';

const NOTHING = '1 = 0';

/**
 * The conditions as one expression; null when there is none. More keys than a statement has room for make several, of which
 * no two are met by one row: keys that a collation may call equal stand together.
 */
export function filtersOf(
  table: Table,
  expressions: Expressions,
  conditions: readonly Condition[],
): readonly (string | null)[] {
  const single = conditions.filter((condition) => condition.kind !== 'keys');
  const clauses = single.map((condition) => clauseOf(table, expressions, condition));
  const keys = conditions.filter((condition) => condition.kind === 'keys');
  const sets = keys.reduce<readonly (readonly string[])[]>(
    (before, { columns, keys: asked }) =>
      before.flatMap((set) => keyClauses(table, expressions, columns, asked).map((clause) => [...set, clause])),
    [clauses],
  );
  return sets.map((set) => (set.length === 0 ? null : set.map((clause) => `(${clause})`).join(' AND ')));
}

type Single = Exclude<Condition, { readonly kind: 'keys' }>;

function clauseOf(table: Table, expressions: Expressions, condition: Single): string {
  const column = findColumn(table, condition.column);
  switch (condition.kind) {
    case 'equals':
      return equal(column, condition.value, expressions);
    case 'range': {
      const bounds = [['>', condition.after] as const, ['<=', condition.upTo] as const];
      const clauses = bounds.flatMap(([sign, bound]) => {
        if (bound === null) return [];
        const literal = boundOf(column, bound, expressions);
        return [literal === null ? NOTHING : `${column.quoted} ${sign} ${literal}`];
      });
      return [`${column.quoted} IS NOT NULL`, ...clauses].join(' AND ');
    }
    case 'vigencia':
      return `${column.quoted} IS NULL OR NOT ${isYear(column, yearsBefore(condition.from), expressions)}`;
  }
}

function isYear(column: TableColumn, years: readonly string[], expressions: Expressions): string {
  if (years.length === 0) return `(${NOTHING})`;
  if (column.form?.compared === 'number') return `(${column.quoted} IN (${years.join(', ')}))`;
  const text = expressions.trimmed(expressions.asText(column.quoted));
  return `(${text} IN (${years.map(expressions.literal).join(', ')}))`;
}

export function boundOf(column: TableColumn, cell: NonNullable<Cell>, expressions: Expressions): string | null {
  const compared: Compared | null = column.form?.compared ?? null;
  return compared === null ? null : expressions.bound(column, compared, cell);
}

function equal(column: TableColumn, cell: Cell, expressions: Expressions): string {
  if (cell === null) return `${column.quoted} IS NULL`;
  const literal = boundOf(column, cell, expressions);
  return literal === null ? NOTHING : `${column.quoted} = ${literal}`;
}

function keyClauses(
  table: Table,
  expressions: Expressions,
  names: readonly string[],
  keys: readonly RawRow[],
): readonly string[] {
  const columns = names.map((name) => findColumn(table, name));
  const [only, ...more] = columns;
  const chunks = chunked(keys, expressions.keysAtMost);
  if (chunks.length === 0) return [NOTHING];
  return chunks.map((chunk) => {
    if (only !== undefined && more.length === 0) return among(only, chunk, expressions);
    return chunk
      .map((key) => columns.map((column, index) => equal(column, key[index] ?? null, expressions)).join(' AND '))
      .map((clause) => `(${clause})`)
      .join(' OR ');
  });
}

function among(column: TableColumn, keys: readonly RawRow[], expressions: Expressions): string {
  const literals = keys.flatMap(([cell]) => {
    const literal = cell === null || cell === undefined ? null : boundOf(column, cell, expressions);
    return literal === null ? [] : [literal];
  });
  const parts = literals.length === 0 ? [] : [`${column.quoted} IN (${literals.join(', ')})`];
  if (keys.some(([cell]) => cell === null)) parts.push(`${column.quoted} IS NULL`);
  return parts.length === 0 ? NOTHING : parts.join(' OR ');
}

/** Keys in the order of their first, those that fold alike beside each other and in one chunk. */
function chunked(keys: readonly RawRow[], most: number): readonly (readonly RawRow[])[] {
  const chunks: RawRow[][] = [];
  for (const alike of Map.groupBy(keys, folded).values()) {
    const last = chunks.at(-1);
    if (last === undefined || last.length >= most) chunks.push([...alike]);
    else last.push(...alike);
  }
  return chunks;
}

/** Without case, accents and blanks: at least as coarse as the collations of databases. */
function folded(key: RawRow): string {
  const fold = (cell: Cell): string | null =>
    cell === null
      ? null
      : String(cell)
          .normalize('NFKD')
          .replaceAll(/[\p{M}\s]/gu, '')
          .toLowerCase();
  return JSON.stringify(key.map(fold));
}
