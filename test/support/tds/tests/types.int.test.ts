import { expect, test } from 'vitest';

import { need } from '../../need.ts';
import { openTdsServer } from '../server.ts';
import { ALL_TYPES, columnOf, createAllTypes } from './all-types.ts';
import { missingFreetds, runTsql } from './freetds-client.ts';
import { missingJdbc, runJdbc } from './jdbc-client.ts';
import { connectMssql } from './mssql-client.ts';

const noFreetds = missingFreetds();
const noJdbc = missingJdbc();

/** Every column as the server's own exact text, so that all clients must show the same. */
const EXACT = [
  'CONVERT(varchar(20), ID)',
  ...ALL_TYPES.map(([type], index) => exactText(type, columnOf(index))),
  'CONVERT(varchar(20), DOBLE)',
  'CONVERT(varchar(20), CONVERT(binary(8), VERSION), 1)',
].map((expression, index) => `${expression} AS [${String(index)}]`);

const QUERY = `SELECT ${EXACT.join(', ')} FROM dbo.TIPOS ORDER BY ID`;

function exactText(type: string, column: string): string {
  if (type.includes('money')) return `CONVERT(varchar(50), ${column}, 2)`;
  if (/float|real/.test(type)) return `CONVERT(varchar(50), ${column}, 3)`;
  if (/date|time/.test(type)) return `CONVERT(varchar(50), ${column}, 121)`;
  if (type === 'image') return `CONVERT(varchar(max), CONVERT(varbinary(max), ${column}), 1)`;
  if (type.includes('binary')) return `LEFT(CONVERT(varchar(max), ${column}, 1), 20)`;
  return `CONVERT(nvarchar(60), ${column})`;
}

const ORDINARY = [
  ...['1', '1', '7', '-2', '2024', '9007199254740993', '1234.50', '0.0000000001', '1234.5678', '-0.0001'],
  ...['1.0000000000000001e-001', '5.0000000000000000e-001', '2024-02-29', '10:20:30.1234567', '10:20:30'],
  ...['2024-01-31 10:20:30.997', '2024-01-31 10:20:00.000', '2024-01-31 10:20:30.1234567', '1899-12-30 00:00:00.000'],
  ...['2024-01-31 23:20:30.1234567 -05:00', 'ab   ', 'Peña', 'á'.repeat(60), 'x  ', 'Ωж漢 😀', '漢'.repeat(60)],
  ...['largo ñ', 'largo Ω', '<a>ñ</a>', '6F9619FF-8B86-D011-B42D-00C04FC964FF', '0x01020304', '0xFF00'],
  ...['0xABABABABABABABABAB', '0x0102', '2', '0x00000000000007D1'],
];

const LIMITS = [
  ...['2', '0', '255', '-32768', '-2147483648', '-9223372036854775808', '-9999999999999999.99'],
  ...['9999999999999999999999999999.9999999999', '-922337203685477.5808', '214748.3647', '-1.7976931348623157e+308'],
  ...['3.4028234663852886e+038', '0001-01-01', '23:59:59.9999999', '00:00:00', '1753-01-01 00:00:00.003'],
  ...['2079-06-06 23:59:00.000', '9999-12-31 23:59:59.9999999', '0001-01-01 00:00:00.000'],
  ...['2024-01-01 01:00:00.0000000 +05:30', 'ñ€’ÿ?', '', '', 'Ωж漢', '', '', '', '', '<b/>'],
  ...['00000000-0000-0000-0000-000000000000', '0x00000000', '0x', '0x', '0x', '4', '0x00000000000007D2'],
];

const NULLS = ['3', ...ALL_TYPES.map(() => null), '6', '0x00000000000007D3'];

test('mssql reads the exact text of every type', async () => {
  await using server = await openTdsServer();
  createAllTypes(server);
  await using client = await connectMssql(server);

  const rows = await client.rows(QUERY);

  expect(rows.map((row) => Object.values(row as Record<string, unknown>))).toEqual([ORDINARY, LIMITS, NULLS]);
});

test('mssql reads every type in its own form', async () => {
  await using server = await openTdsServer();
  createAllTypes(server);
  await using client = await connectMssql(server);

  const rows = await client.rows('SELECT * FROM dbo.TIPOS ORDER BY ID');

  const [ordinary, limits, nulls] = rows.map((row) => Object.values(row as Record<string, unknown>));
  expect(ordinary).toEqual([
    ...[1, true, 7, -2, 2024, '9007199254740993', 1234.5, 1e-10, 1234.5678, -0.0001, 0.1, 0.5],
    ...['2024-02-29T00:00:00.000Z', '1970-01-01T10:20:30.123Z', '1970-01-01T10:20:30.000Z'].map(moment),
    ...['2024-01-31T10:20:30.997Z', '2024-01-31T10:20:00.000Z', '2024-01-31T10:20:30.123Z'].map(moment),
    ...['1899-12-30T00:00:00.000Z', '2024-02-01T04:20:30.123Z'].map(moment),
    ...['ab   ', 'Peña', 'á'.repeat(9000), 'x  ', 'Ωж漢 😀', '漢'.repeat(5000), 'largo ñ', 'largo Ω', '<a>ñ</a>'],
    '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    ...['01020304', 'ff00', 'ab'.repeat(9000), '0102'].map(bytes),
    2,
    bytes('00000000000007d1'),
  ]);
  expect(limits?.slice(1, 6)).toEqual([false, 255, -32_768, -2_147_483_648, '-9223372036854775808']);
  expect(nulls?.slice(1, -2)).toEqual(ALL_TYPES.map(() => null));
});

const moment = (text: string): Date => new Date(text);
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

need(
  'FreeTDS',
  noFreetds === null,
  noFreetds ?? '',
)('FreeTDS', () => {
  test('reads the same rows as mssql', async () => {
    await using server = await openTdsServer();
    createAllTypes(server);

    const lines = await runTsql(server, QUERY);

    expect(lines.slice(1).map((line) => line.split('\t'))).toEqual([
      ORDINARY,
      LIMITS,
      NULLS.map((cell) => cell ?? 'NULL'),
    ]);
  });

  test('reads every type in its own form, long ones in several packets', async () => {
    await using server = await openTdsServer();
    createAllTypes(server);

    const [, ordinary = ''] = await runTsql(server, 'SELECT * FROM dbo.TIPOS ORDER BY ID');

    const cells = ordinary.split('\t');
    expect(cells.slice(0, 10)).toEqual(ORDINARY.slice(0, 10));
    expect(cells.slice(20, 30)).toEqual([
      ...['ab   ', 'Peña', 'á'.repeat(9000), 'x  ', 'Ωж漢 😀', '漢'.repeat(5000), 'largo ñ', 'largo Ω', '<a>ñ</a>'],
      '6F9619FF-8B86-D011-B42D-00C04FC964FF',
    ]);
    expect(cells.slice(30)).toEqual(['01020304', 'ff00', 'ab'.repeat(9000), '0102', '2', '00000000000007d1']);
  });
});

need(
  'JDBC',
  noJdbc === null,
  noJdbc ?? '',
)('JDBC', () => {
  test('reads the same rows as mssql', async () => {
    await using server = await openTdsServer();
    createAllTypes(server);

    const lines = await runJdbc(server, ['query', QUERY]);

    expect(lines.slice(1).map((line) => line.split('\t').slice(1))).toEqual([
      ORDINARY,
      LIMITS,
      NULLS.map((cell) => cell ?? 'null'),
    ]);
  });

  test('finds the types of the columns as they were declared', async () => {
    await using server = await openTdsServer();
    createAllTypes(server);

    const [columns = '', ordinary = ''] = await runJdbc(server, ['query', 'SELECT * FROM dbo.TIPOS ORDER BY ID']);

    const names = columns.split('\t').map((column) => column.split(' ')[1]);
    expect(names.slice(2, -2)).toEqual(ALL_TYPES.map(([type]) => type.replace(/\(.*/, '')));
    expect(names.at(-1)).toBe('timestamp');
    expect(ordinary.split('\t').slice(13, 21)).toEqual([
      ...['2024-02-29', '10:20:30.1234567', '10:20:30', '2024-01-31 10:20:30.997', '2024-01-31 10:20:00.0'],
      ...['2024-01-31 10:20:30.1234567', '1899-12-30 00:00:00.000', '2024-01-31 23:20:30.1234567 -05:00'],
    ]);
  });
});
