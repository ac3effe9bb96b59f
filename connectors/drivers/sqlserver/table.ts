import { IntegrationError } from '../../../schemas/errors.ts';
import type { Column } from '../../driver.ts';
import { identifier } from './statement.ts';
import { declaredOf, kindOf } from './types.ts';
import type { Kind, SqlType } from './types.ts';

export interface TableColumn {
  readonly name: string;
  readonly sqlType: SqlType;
  readonly nullable: boolean;
}

/** An index that is unique over the whole table: enabled, without a filter. */
export interface UniqueIndex {
  readonly primary: boolean;
  readonly columns: readonly string[];
}

/** A table or view found in the database. */
export interface Table {
  readonly schema: string;
  readonly name: string;
  readonly kind: 'table' | 'view';
  readonly columns: readonly TableColumn[];
  readonly uniqueIndexes: readonly UniqueIndex[];
  /** Columns of the clustered index, unique or not; empty for a heap or a view. */
  readonly storedBy: readonly string[];
}

/** A column that has a cell. */
export interface ReadableColumn extends TableColumn {
  readonly kind: Kind;
}

export function titleOf(table: Pick<Table, 'schema' | 'name'>): string {
  return `${table.schema}.${table.name}`;
}

export function tableSql(table: Pick<Table, 'schema' | 'name'>): string {
  return `${identifier(table.schema)}.${identifier(table.name)}`;
}

/** What the contract says of a column. One that has no cell promises nothing, and is refused when it is read. */
export function columnOf({ name, sqlType, nullable }: TableColumn): Column {
  return { name, type: kindOf(sqlType)?.type(sqlType) ?? 'any', declared: declaredOf(sqlType), nullable };
}

/** By the name asked for, whatever its case; NOT_FOUND when the table lacks it. */
export function findColumn(table: Table, name: string): TableColumn {
  const wanted = name.toLowerCase();
  const column =
    table.columns.find((candidate) => candidate.name === name) ??
    table.columns.find((candidate) => candidate.name.toLowerCase() === wanted);
  if (column) return column;
  throw new IntegrationError(
    'NOT_FOUND',
    `La columna ${name} no está en la tabla ${titleOf(table)}, o la cuenta no la puede ver; tiene ${table.columns.map((candidate) => candidate.name).join(', ')}.`,
    { context: { table: titleOf(table), column: name } },
  );
}

/** SOURCE_DRIFTED where the column's type has no cell: its stream's trouble, not that of the source. */
export function readable(table: Table, name: string): ReadableColumn {
  const column = findColumn(table, name);
  const kind = kindOf(column.sqlType);
  if (kind !== null) return { ...column, kind };
  throw new IntegrationError(
    'SOURCE_DRIFTED',
    `La columna ${column.name} de ${titleOf(table)} es de tipo ${column.sqlType.name}, que no se lee. Quítela de la declaración, o pida una vista que la convierta a un tipo corriente.`,
    { context: { table: titleOf(table), column: column.name } },
  );
}

/** The columns by which the table can be read page by page: unique, never null; null where there are none. */
export function pagingKey(table: Table): readonly ReadableColumn[] | null {
  const stored = JSON.stringify(table.storedBy);
  const rank = ({ columns, primary }: UniqueIndex): number =>
    JSON.stringify(columns) === stored ? 0 : primary ? 1 : 2;
  const usable = table.uniqueIndexes
    .filter(({ columns }) => columns.every((name) => isPageable(findColumn(table, name))))
    .toSorted((one, other) => rank(one) - rank(other));
  const [best] = usable;
  return best ? best.columns.map((name) => readable(table, name)) : null;
}

function isPageable({ sqlType, nullable }: TableColumn): boolean {
  return !nullable && kindOf(sqlType) !== null;
}
