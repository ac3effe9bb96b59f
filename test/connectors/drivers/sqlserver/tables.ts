import type { SqlType, TypeName } from '../../../../connectors/drivers/sqlserver/types.ts';
import type { Table, TableColumn, UniqueIndex } from '../../../../connectors/drivers/sqlserver/table.ts';

const SPANISH = 'Modern_Spanish_CI_AS';

/** A type as `sys.columns` has it. */
export function sqlType(name: string, more: Partial<SqlType> = {}): SqlType {
  return { name, bytes: 8, precision: 0, scale: 0, collation: null, ...more };
}

/** Each type that is read, in the sizes that change what is generated. */
export const everyType: Readonly<Record<TypeName, readonly SqlType[]>> = {
  bit: [sqlType('bit', { bytes: 1 })],
  tinyint: [sqlType('tinyint', { bytes: 1 })],
  smallint: [sqlType('smallint', { bytes: 2 })],
  int: [sqlType('int', { bytes: 4 })],
  bigint: [sqlType('bigint')],
  decimal: [sqlType('decimal', { precision: 19, scale: 2 }), sqlType('decimal', { precision: 38, scale: 0 })],
  numeric: [sqlType('numeric', { precision: 18, scale: 4 }), sqlType('numeric', { precision: 4, scale: 0 })],
  money: [sqlType('money', { precision: 19, scale: 4 })],
  smallmoney: [sqlType('smallmoney', { bytes: 4, precision: 10, scale: 4 })],
  float: [sqlType('float', { precision: 53 })],
  real: [sqlType('real', { bytes: 4, precision: 24 })],
  date: [sqlType('date', { bytes: 3 })],
  time: [sqlType('time', { bytes: 5, scale: 7 })],
  smalldatetime: [sqlType('smalldatetime', { bytes: 4 })],
  datetime: [sqlType('datetime', { scale: 3 })],
  datetime2: [sqlType('datetime2', { scale: 7 }), sqlType('datetime2', { scale: 0 })],
  datetimeoffset: [sqlType('datetimeoffset', { bytes: 10, scale: 7 })],
  char: [sqlType('char', { bytes: 10, collation: SPANISH })],
  varchar: [
    sqlType('varchar', { bytes: 20, collation: SPANISH }),
    sqlType('varchar', { bytes: 8000, collation: SPANISH }),
    sqlType('varchar', { bytes: -1, collation: 'SQL_Latin1_General_CP850_CI_AS' }),
  ],
  nchar: [sqlType('nchar', { bytes: 6, collation: SPANISH })],
  nvarchar: [
    sqlType('nvarchar', { bytes: 40, collation: SPANISH }),
    sqlType('nvarchar', { bytes: -1, collation: SPANISH }),
  ],
  text: [sqlType('text', { bytes: 16, collation: SPANISH })],
  ntext: [sqlType('ntext', { bytes: 16, collation: SPANISH })],
  xml: [sqlType('xml', { bytes: -1 })],
  uniqueidentifier: [sqlType('uniqueidentifier', { bytes: 16 })],
  binary: [sqlType('binary', { bytes: 4 })],
  varbinary: [sqlType('varbinary', { bytes: 30 }), sqlType('varbinary', { bytes: -1 })],
  timestamp: [sqlType('timestamp')],
};

export function column(name: string, type: SqlType, nullable = false): TableColumn {
  return { name, sqlType: type, nullable };
}

export function tableOf(columns: readonly TableColumn[], ...uniqueIndexes: readonly UniqueIndex[]): Table {
  return {
    schema: 'dbo',
    name: 'PAGOS',
    kind: 'table',
    columns,
    uniqueIndexes,
    storedBy: uniqueIndexes[0]?.columns ?? [],
  };
}

export const varchar20 = sqlType('varchar', { bytes: 20, collation: SPANISH });
export const int = sqlType('int', { bytes: 4 });
