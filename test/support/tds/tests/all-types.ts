import type { TdsServer } from '../server.ts';
import type { Given } from '../types/stored.ts';

/** A column of each type, and the cells of three rows: ordinary, at a limit, and null. */
export const ALL_TYPES: readonly (readonly [type: string, ordinary: Given, limit: Given])[] = [
  ['bit', true, false],
  ['tinyint', 7, 255],
  ['smallint', -2, -32_768],
  ['int', 2024, -2_147_483_648],
  ['bigint', 9_007_199_254_740_993n, -9_223_372_036_854_775_808n],
  ['decimal(18,2)', '1234.50', '-9999999999999999.99'],
  ['numeric(38,10)', '0.0000000001', '9999999999999999999999999999.9999999999'],
  ['money', '1234.5678', '-922337203685477.5808'],
  ['smallmoney', '-0.0001', '214748.3647'],
  ['float', 0.1, -1.7976931348623157e308],
  ['real', 0.5, 3.4028234663852886e38],
  ['date', '2024-02-29', '0001-01-01'],
  ['time(7)', '10:20:30.1234567', '23:59:59.9999999'],
  ['time(0)', '10:20:30', '00:00:00'],
  ['datetime', '2024-01-31 10:20:30.997', '1753-01-01 00:00:00.003'],
  ['smalldatetime', '2024-01-31 10:20:00', '2079-06-06 23:59:00'],
  ['datetime2(7)', '2024-01-31 10:20:30.1234567', '9999-12-31 23:59:59.9999999'],
  ['datetime2(3)', '1899-12-30 00:00:00.000', '0001-01-01 00:00:00.000'],
  ['datetimeoffset(7)', '2024-01-31 23:20:30.1234567 -05:00', '2024-01-01 01:00:00.0000000 +05:30'],
  ['char(5)', 'ab', 'ñ€’ÿ?'],
  ['varchar(20)', 'Peña', ''],
  ['varchar(max)', 'á'.repeat(9000), ''],
  ['nchar(3)', 'x', 'Ωж漢'],
  ['nvarchar(20)', 'Ωж漢 😀', ''],
  ['nvarchar(max)', '漢'.repeat(5000), ''],
  ['text', 'largo ñ', ''],
  ['ntext', 'largo Ω', ''],
  ['xml', '<a>ñ</a>', '<b/>'],
  ['uniqueidentifier', '6F9619FF-8B86-D011-B42D-00C04FC964FF', '00000000-0000-0000-0000-000000000000'],
  ['binary(4)', '0x01020304', '0x00000000'],
  ['varbinary(10)', '0xFF00', '0x'],
  ['varbinary(max)', Buffer.alloc(9000, 0xab), '0x'],
  ['image', '0x0102', '0x'],
];

export const columnOf = (index: number): string => `C${String(index + 1).padStart(2, '0')}`;

/** `dbo.TIPOS`: a column of each type, a computed one and a rowversion. */
export function createAllTypes(server: TdsServer): void {
  server.createTable(
    'dbo.TIPOS',
    {
      columns: [
        { name: 'ID', type: 'int' },
        ...ALL_TYPES.map(([type], index) => ({ name: columnOf(index), type })),
        { name: 'DOBLE', type: 'int', computed: 'ID * 2' },
        { name: 'VERSION', type: 'rowversion' },
      ],
      primaryKey: ['ID'],
    },
    [
      [1, ...ALL_TYPES.map(([, ordinary]) => ordinary)],
      [2, ...ALL_TYPES.map(([, , limit]) => limit)],
      [3, ...ALL_TYPES.map(() => null)],
    ],
  );
}
