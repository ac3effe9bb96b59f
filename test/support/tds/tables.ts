import { quoteName } from './sql/quote.ts';
import { parseExpressionText } from './sql/parse-batch.ts';
import { storedColumns, type TableColumn, type TableIndex } from './engine/table.ts';
import type { Store } from './engine/store.ts';
import { store as stored } from './types/convert.ts';
import { parseType } from './types/sql-type.ts';
import type { Given, Stored } from './types/stored.ts';

/** A column as a test declares it; the type as T-SQL writes it. */
export interface ColumnDeclaration {
  readonly name: string;
  readonly type: string;
  /** Default true; a rowversion never is. */
  readonly nullable?: boolean;
  readonly identity?: boolean;
  /** An expression over the table's other columns, whose value is given the column's type. */
  readonly computed?: string;
}

export interface IndexDeclaration {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique?: boolean;
  readonly clustered?: boolean;
}

export interface TableDeclaration {
  readonly columns: readonly ColumnDeclaration[];
  /** Clustered, unless an index is declared so. */
  readonly primaryKey?: readonly string[];
  readonly indexes?: readonly IndexDeclaration[];
}

/** Creates the table and puts its rows in as committed. */
export function defineTable(
  store: Store,
  name: string,
  declaration: TableDeclaration,
  rows: Iterable<readonly Given[]>,
): void {
  const parts = name.split('.').map((part) => part.replace(/^\[|\]$/g, ''));
  const keys = new Set(declaration.primaryKey ?? []);
  const columns = declaration.columns.map((column) => columnOf(column, keys));
  const table = store.createTable(parts, columns, indexesOf(parts.at(-1) ?? '', declaration));
  const kept = storedColumns(table);
  const given = kept.filter((column) => column.type.name !== 'rowversion');
  const names = ['"~from"', ...kept.map((column) => quoteName(column.name))];
  const places = names.map(() => '?').join(', ');
  const insert = store.sqlite.prepare(`INSERT INTO ${table.physical} (${names.join(', ')}) VALUES (${places})`);
  store.sqlite.exec('BEGIN');
  for (const row of rows) {
    const cells = new Map(given.map((column, place) => [column, stored(row[place] ?? null, column.type)]));
    insert.run(
      0,
      ...kept.map((column) => (column.type.name === 'rowversion' ? nextVersion(store) : required(cells, column))),
    );
    table.rows++;
  }
  store.sqlite.exec('COMMIT');
}

function required(cells: ReadonlyMap<TableColumn, Stored>, column: TableColumn): Stored {
  const cell = cells.get(column) ?? null;
  if (cell === null && !column.nullable) throw new RangeError(`column ${column.name} takes no null`);
  return cell;
}

function nextVersion(store: Store): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(store.transactions.nextRowversion());
  return bytes;
}

function columnOf(column: ColumnDeclaration, keys: ReadonlySet<string>): TableColumn {
  const type = parseType(column.type);
  const never = type.name === 'rowversion' || keys.has(column.name) || column.identity === true;
  return {
    name: column.name,
    type,
    nullable: !never && (column.nullable ?? true),
    identity: column.identity ?? false,
    initial: null,
    computed:
      column.computed === undefined
        ? null
        : { expression: parseExpressionText(column.computed), definition: column.computed },
  };
}

function indexesOf(table: string, { primaryKey, indexes = [] }: TableDeclaration): readonly TableIndex[] {
  const others = indexes.map(({ name, columns, unique = false, clustered = false }) => {
    return { name, columns, unique, clustered, primary: false };
  });
  if (primaryKey === undefined) return others;
  const clustered = !others.some((index) => index.clustered);
  return [{ name: `PK_${table}`, columns: primaryKey, unique: true, primary: true, clustered }, ...others];
}
