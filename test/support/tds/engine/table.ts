import type { Expression, IndexDefinition, Query } from '../sql/syntax.ts';
import type { SqlType } from '../types/sql-type.ts';

export interface TableColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly identity: boolean;
  readonly computed: { readonly expression: Expression; readonly definition: string } | null;
  readonly initial: Expression | null;
}

export interface TableIndex extends IndexDefinition {
  readonly name: string;
}

/** A user table. Its rows are versions in one SQLite table; `rows` counts those that are committed. */
export interface Table {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly indexes: TableIndex[];
  /** The SQLite table, quoted. */
  readonly physical: string;
  readonly created: string;
  /** The session whose temporary table it is. */
  readonly owner: number | null;
  /** The transaction that made a temporary table: it goes with its rollback. */
  madeBy: number | null;
  rows: number;
  nextIdentity: bigint;
}

export interface View {
  readonly id: number;
  readonly schema: string;
  readonly name: string;
  readonly query: Query;
  readonly shown: readonly Pick<TableColumn, 'name' | 'type' | 'nullable'>[];
  readonly definition: string;
  readonly created: string;
}

/** Columns that hold values of their own. */
export function storedColumns(table: Table): readonly TableColumn[] {
  return table.columns.filter((column) => column.computed === null);
}

export function fullName(object: { readonly schema: string; readonly name: string }): string {
  return `${object.schema}.${object.name}`;
}
