import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../../connectors/driver.ts';
import type { Given } from '../../../support/tds/types/stored.ts';
import { batchesOf, failureOf, never } from '../../../contracts/driver-factory.ts';
import { driverOf, tdsServer } from './sqlserver-subjects.ts';

interface Row {
  readonly type: string;
  readonly column: string;
  readonly cells: readonly (readonly [given: Given, cell: Cell])[];
}

const same = (...cells: readonly (string | number)[]): Row['cells'] => cells.map((cell) => [cell, cell]);

/** What is put in as the server's own text, and the cell that must arrive. Each column also holds a null. */
const table: readonly Row[] = [
  {
    type: 'bit',
    column: 'boolean',
    cells: [
      [1, true],
      [0, false],
    ],
  },
  { type: 'tinyint', column: 'integer', cells: same(0, 255) },
  { type: 'smallint', column: 'integer', cells: same(-32_768, 32_767) },
  { type: 'int', column: 'integer', cells: same(-2_147_483_648, 2_147_483_647) },
  {
    type: 'bigint',
    column: 'integer',
    cells: [
      [7, 7],
      ['9007199254740991', 9_007_199_254_740_991],
      ['9007199254740993', 9_007_199_254_740_993n],
      ['-9223372036854775808', -9_223_372_036_854_775_808n],
    ],
  },
  {
    type: 'decimal(19,2)',
    column: 'decimal',
    cells: same('0.00', '-0.01', '90071992547409.93', '-99999999999999999.99'),
  },
  { type: 'numeric(38,10)', column: 'decimal', cells: same('1234567890123456789012345678.0123456789') },
  { type: 'numeric(4,0)', column: 'integer', cells: [['2024', 2024]] },
  { type: 'decimal(38,0)', column: 'integer', cells: [['99999999999999999999999999999999999999', 10n ** 38n - 1n]] },
  { type: 'money', column: 'decimal', cells: same('922337203685477.5807', '-900719925474.0993', '0.0000') },
  { type: 'smallmoney', column: 'decimal', cells: same('214748.3647', '-0.0001') },
  { type: 'float', column: 'float', cells: same(0.1, 1_234_567_890.12, -1e300, 5e-324) },
  { type: 'real', column: 'float', cells: same(0.1, 16_777_216, 3.4e38, -1.1754944e-38) },
  { type: 'date', column: 'date', cells: same('0001-01-01', '1899-12-30', '9999-12-31') },
  { type: 'time(7)', column: 'text', cells: same('00:00:00.0000000', '23:59:59.9999999') },
  { type: 'smalldatetime', column: 'timestamp', cells: [['2024-02-29 10:20', '2024-02-29 10:20:00']] },
  {
    type: 'datetime',
    column: 'timestamp',
    cells: same('1753-01-01 00:00:00.000', '1899-12-30 00:00:00.000', '2024-02-29 23:59:59.997'),
  },
  {
    type: 'datetime2(7)',
    column: 'timestamp',
    cells: same('0001-01-01 00:00:00.0000000', '9999-12-31 23:59:59.9999999'),
  },
  { type: 'datetime2(0)', column: 'timestamp', cells: same('2024-11-03 01:30:00') },
  {
    type: 'datetimeoffset(7)',
    column: 'timestamp',
    cells: same('2024-02-29 10:20:30.1234567 -05:00', '2024-02-29 10:20:30.0000000 +05:30'),
  },
  { type: 'char(4)', column: 'text', cells: [['Ñ', 'Ñ   ']] },
  { type: 'varchar(20)', column: 'text', cells: same('', ' A-1 ', 'Güepsa – “5 €” ’') },
  { type: 'varchar(max)', column: 'text', cells: same('ñ'.repeat(9000)) },
  { type: 'nchar(4)', column: 'text', cells: [['Ω', 'Ω   ']] },
  { type: 'nvarchar(20)', column: 'text', cells: same('', '\u00a0A\u00a0', '日本 🙂') },
  { type: 'nvarchar(max)', column: 'text', cells: same('漢'.repeat(9000)) },
  { type: 'text', column: 'text', cells: same('Ñandú') },
  { type: 'ntext', column: 'text', cells: same('Ñandú 漢') },
  { type: 'xml', column: 'text', cells: same('<a b="ñ"/>') },
  { type: 'uniqueidentifier', column: 'text', cells: same('6F9619FF-8B86-D011-B42D-00C04FC964FF') },
  { type: 'binary(4)', column: 'binary', cells: [[new Uint8Array([0, 255]), new Uint8Array([0, 255, 0, 0])]] },
  { type: 'varbinary(max)', column: 'binary', cells: [[new Uint8Array([1, 0, 254]), new Uint8Array([1, 0, 254])]] },
];

describe('cells of SQL Server', () => {
  test.each(table.map((row) => [row.type, row] as const))('%s arrive exact', async (_, { type, column, cells }) => {
    const server = await tdsServer();
    const rows = [...cells.map(([given]) => given), null].map((given, index) => [index, given]);
    server.createTable(
      'dbo.T',
      {
        columns: [
          { name: 'ID', type: 'int' },
          { name: 'C', type },
        ],
        primaryKey: ['ID'],
      },
      rows,
    );
    await using connection = await driverOf(server).connect(never);
    const request = { table: 'dbo.T', where: [], orderBy: [], batchSize: 2, columns: ['C'] };

    const columns = await connection.columns('dbo.T', never);
    const read = (await batchesOf(connection.read(request, never))).flat();

    expect(read.map(([cell]) => cell)).toEqual([...cells.map(([, cell]) => cell), null]);
    expect(columns[1]).toEqual({ name: 'C', type: column, declared: type, nullable: true });
  });

  test('rowversion arrive as text that keeps their order', async () => {
    const server = await tdsServer({ firstRowversion: 0x0fn });
    const columns = [
      { name: 'ID', type: 'int' },
      { name: 'RV', type: 'rowversion' },
    ];
    server.createTable('dbo.T', { columns, primaryKey: ['ID'] }, [[1], [2]]);
    await using connection = await driverOf(server).connect(never);

    const rows = await batchesOf(
      connection.read({ table: 'dbo.T', columns: ['RV'], where: [], orderBy: [], batchSize: 9 }, never),
    );

    expect(rows).toEqual([[['0x000000000000000F'], ['0x0000000000000010']]]);
  });

  test('a computed column is read like any other', async () => {
    const server = await tdsServer();
    const columns = [
      { name: 'BASE', type: 'decimal(10,2)' },
      { name: 'DOBLE', type: 'decimal(12,2)', computed: 'BASE + BASE' },
    ];
    server.createTable('dbo.T', { columns }, [['1.25']]);
    await using connection = await driverOf(server).connect(never);

    const rows = await batchesOf(
      connection.read({ table: 'dbo.T', columns: ['DOBLE'], where: [], orderBy: [], batchSize: 9 }, never),
    );

    expect(rows).toEqual([[['2.50']]]);
  });

  test.each(['sql_variant', 'image'])('%s is refused by name, and only when it is read', async (type) => {
    const server = await tdsServer();
    server.createTable(
      'dbo.T',
      {
        columns: [
          { name: 'ID', type: 'int' },
          { name: 'RARA', type },
        ],
        primaryKey: ['ID'],
      },
      [[1, null]],
    );
    await using connection = await driverOf(server).connect(never);
    const read = (columns: readonly string[]): Promise<unknown> =>
      batchesOf(connection.read({ table: 'dbo.T', columns, where: [], orderBy: [], batchSize: 9 }, never));

    const other = await read(['ID']);
    const failure = await failureOf(() => read(['ID', 'RARA']));

    expect(other).toEqual([[[1]]]);
    expect([failure.code, failure.message]).toEqual([
      'SOURCE_DRIFTED',
      `La columna RARA de dbo.T es de tipo ${type}, que no se lee. Quítela de la declaración, o pida una vista que la convierta a un tipo corriente.`,
    ]);
  });
});
