import type { Cell, Condition } from '../../../../connectors/driver.ts';
import * as catalogue from '../../../../connectors/drivers/sqlserver/catalogue-sql.ts';
import { createKeyTable, fillKeyTable, keyTable } from '../../../../connectors/drivers/sqlserver/key-table.ts';
import {
  countSql,
  nullSql,
  pageSql,
  repeatedSql,
  streamSql,
  sumSql,
  untrimmedSql,
} from '../../../../connectors/drivers/sqlserver/reading-sql.ts';
import type { Statement } from '../../../../connectors/drivers/sqlserver/statement.ts';
import { readable } from '../../../../connectors/drivers/sqlserver/table.ts';
import type { Table } from '../../../../connectors/drivers/sqlserver/table.ts';
import type { SqlType, TypeName } from '../../../../connectors/drivers/sqlserver/types.ts';
import { preambleOf } from '../../../../connectors/drivers/sqlserver/preamble.ts';
import { column, everyType, tableOf, varchar20 } from './tables.ts';

/** A cell of each type, as the driver itself gives it. */
export const cells: Readonly<Record<TypeName, Cell>> = {
  bit: true,
  tinyint: 1,
  smallint: -2,
  int: 2024,
  bigint: 9_223_372_036_854_775_807n,
  decimal: '12',
  numeric: '2024',
  money: '922337203685477.5807',
  smallmoney: '-0.0100',
  float: 0.1,
  real: 0.1,
  date: '2024-02-29',
  time: '23:59:59.9999999',
  smalldatetime: '2024-02-29 10:20:00',
  datetime: '2024-02-29 10:20:30.997',
  datetime2: '9999-12-31 23:59:59',
  datetimeoffset: '2024-02-29 10:20:30.1234567 -05:00',
  char: 'A-1       ',
  varchar: 'Ñ-1',
  nchar: 'Ñ  ',
  nvarchar: 'Güepsa',
  text: 'largo',
  ntext: 'largo',
  xml: '<a/>',
  uniqueidentifier: '6F9619FF-8B86-D011-B42D-00C04FC964FF',
  binary: new Uint8Array([1, 2, 3, 4]),
  varbinary: new Uint8Array([255]),
  timestamp: '0x00000000000007D1',
};

/** Every statement that the driver can generate, over every type and every condition. */
export function everyStatement(): readonly Statement[] {
  const types = Object.entries(everyType).flatMap(([name, sizes]) =>
    sizes.map((type) => [name as TypeName, type] as const),
  );
  return [...fixedStatements(), ...types.flatMap(([name, type]) => statementsOver(type, cells[name]))].map(
    (statement, index) => ({ ...statement, text: (preambles[index % preambles.length] ?? '') + statement.text }),
  );
}

const preambles = ['', ...(['SNAPSHOT', 'READ COMMITTED', null] as const).map((level) => preambleOf({}, level))];

function fixedStatements(): readonly Statement[] {
  return [
    catalogue.settingsSql(),
    catalogue.tablesSql(),
    catalogue.findTableSql('dbo.PAGOS'),
    catalogue.columnsSql(1),
    catalogue.indexesSql(1),
    catalogue.allColumnsSql(),
    catalogue.allIndexesSql(),
    catalogue.sizesSql(),
    catalogue.rightsSql(),
    catalogue.clockSql(),
    catalogue.settledVersionSql(),
  ];
}

function statementsOver(type: SqlType, cell: Cell): readonly Statement[] {
  const table = tableOf([column('C', type), column('D]', varchar20)], { primary: true, columns: ['C', 'D]'] });
  const [c, d] = [readable(table, 'C'), readable(table, 'D]')];
  const rows = (...where: readonly Condition[]) => ({ table, where, kept: [] });
  const untrimmed = untrimmedSql(table, ['C', 'D]']);
  const sums = ['integer', 'decimal'].includes(c.kind.type(type)) ? [sumSql(rows(), ['C'])] : [];
  return [
    pageSql(rows(), [c, d], [c, d], null, 2000),
    pageSql(rows(), [c], [c, d], [cell, 'A-1'], 2000),
    streamSql(rows(), [c], []),
    streamSql(rows(), [c], [c, d]),
    ...conditionsOver(cell).map((condition) => countSql(rows(condition))),
    countSql(rows(...conditionsOver(cell))),
    nullSql(table, [c, d]),
    repeatedSql(rows(), ['C', 'D]']),
    ...(untrimmed === null ? [] : [untrimmed]),
    ...sums,
    ...keyStatements(table, cell),
  ];
}

function conditionsOver(cell: Cell): readonly Condition[] {
  const bound = typeof cell === 'string' ? cell : '2024';
  return [
    { kind: 'equals', column: 'C', value: typeof cell === 'number' ? cell : bound },
    { kind: 'vigencia', column: 'C', from: 2024 },
    { kind: 'range', column: 'C', after: bound, upTo: bound },
    { kind: 'range', column: 'C', after: '2024-01-01 10:00:00.123', upTo: null },
    { kind: 'range', column: 'C', after: null, upTo: null },
  ];
}

function keyStatements(table: Table, cell: Cell): readonly Statement[] {
  const asked = {
    kind: 'keys',
    columns: ['C', 'D]'],
    keys: [
      [cell, 'A-1'],
      [null, 'A-2'],
    ],
  } as const;
  const keys = keyTable(table, asked, '#claves_1');
  return [createKeyTable(keys), ...fillKeyTable(keys), countSql({ table, where: [asked], kept: [keys] })];
}
