import type { SqlType, TypeName } from '../types/sql-type.ts';
import type { Given } from '../types/stored.ts';
import type { Table, TableColumn, View } from './table.ts';

/** A row of a catalogue view by its columns' names; a column left out is null. */
export type CatalogueRow = Readonly<Record<string, Given>>;

export interface SeenColumn {
  readonly name: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  readonly identity: boolean;
  readonly computed: TableColumn['computed'];
}

/** A table or view that the asking account may see. */
export interface Seen {
  readonly object: Table | View;
  readonly columns: readonly SeenColumn[];
}

/** `system_type_id` of each type, as sys.types of a real server lists them. */
export const TYPE_IDS: Readonly<Record<TypeName, number>> = {
  image: 34,
  text: 35,
  uniqueidentifier: 36,
  date: 40,
  time: 41,
  datetime2: 42,
  datetimeoffset: 43,
  tinyint: 48,
  smallint: 52,
  int: 56,
  smalldatetime: 58,
  real: 59,
  money: 60,
  datetime: 61,
  float: 62,
  sql_variant: 98,
  ntext: 99,
  bit: 104,
  decimal: 106,
  numeric: 108,
  smallmoney: 122,
  bigint: 127,
  varbinary: 165,
  varchar: 167,
  binary: 173,
  char: 175,
  rowversion: 189,
  nvarchar: 231,
  nchar: 239,
  xml: 241,
};

/** In the catalogue a rowversion is called timestamp. */
export const catalogueName = (name: TypeName): string => (name === 'rowversion' ? 'timestamp' : name);
