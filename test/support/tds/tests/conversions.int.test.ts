import { expect, test } from 'vitest';

import { openTdsServer } from '../server.ts';

async function value(expression: string): Promise<string | null | undefined> {
  await using server = await openTdsServer();
  const [[found] = []] = await server.local().run(`SELECT ${expression}`);
  return found;
}

// The texts are those of "CAST and CONVERT (Transact-SQL)" on learn.microsoft.com, and of its examples.
test.each([
  ["CONVERT(varchar(50), CAST('1234567.8949' AS money))", '1234567.89'],
  ["CONVERT(varchar(50), CAST('1234567.8949' AS money), 1)", '1,234,567.89'],
  ["CONVERT(varchar(50), CAST('-0.5' AS money), 2)", '-0.5000'],
  ["CONVERT(varchar(50), CAST('12.345' AS decimal(9,2)))", '12.35'],
  ["CONVERT(varchar(50), CAST('-12.345' AS decimal(9,2)))", '-12.35'],
  ['CONVERT(varchar(50), CAST(1234567.0 AS float))', '1.23457e+006'],
  ['CONVERT(varchar(50), CAST(0.1 AS float))', '0.1'],
  ['CONVERT(varchar(50), CAST(0.1 AS float), 2)', '1.000000000000000e-001'],
  ["CONVERT(varchar(30), CAST('2024-01-05 15:04:00' AS datetime))", 'Jan  5 2024  3:04PM'],
  ["CONVERT(varchar(30), CAST('2024-01-05 15:04:00.998' AS datetime), 121)", '2024-01-05 15:04:00.997'],
  ["CONVERT(varchar(30), CAST('2024-01-05 15:04:00.999' AS datetime), 121)", '2024-01-05 15:04:01.000'],
  ["CONVERT(varchar(30), CAST('2024-01-05 15:04:00' AS datetime), 126)", '2024-01-05T15:04:00'],
  ["CONVERT(varchar(10), CAST('2024-01-05' AS date), 103)", '05/01/2024'],
  ["CONVERT(varchar(8), CAST('2024-01-05' AS date), 112)", '20240105'],
  ["CONVERT(varchar(30), CAST('2024-01-05 15:04:29.999' AS smalldatetime), 120)", '2024-01-05 15:05:00'],
  ["CONVERT(varchar(40), CAST('2024-01-05 23:59:59.9999999' AS datetime2(3)), 121)", '2024-01-06 00:00:00.000'],
  ["CONVERT(varchar(40), CAST('2024-01-05 23:00:00 -05:00' AS datetimeoffset(0)), 121)", '2024-01-05 23:00:00 -05:00'],
  ['CONVERT(varchar(10), 0x00FFa1, 1)', '0x00FFA1'],
  ['CONVERT(varchar(10), 0x00FFa1, 2)', '00FFA1'],
  ["CONVERT(varchar(20), CONVERT(binary(4), '0x0102', 1), 1)", '0x01020000'],
  ['CONVERT(varchar(20), CONVERT(binary(8), 2001), 1)', '0x00000000000007D1'],
  ['CONVERT(bigint, 0x00000000000007D1)', '2001'],
  ['CONVERT(varchar(2), 12345)', '*'],
  ["CONVERT(varchar(3), 'largo')", 'lar'],
  ["CAST('abc' AS char(5)) + '|'", 'abc  |'],
  ["CAST('2024' AS varchar)", '2024'],
  [
    "CONVERT(nvarchar(36), CAST('6f9619ff-8b86-d011-b42d-00c04fc964ff' AS uniqueidentifier))",
    '6F9619FF-8B86-D011-B42D-00C04FC964FF',
  ],
  ['CONVERT(int, 12.9)', '12'],
  ["CONVERT(int, CAST('12.9' AS money))", '13'],
  ["ISNULL(NULL, 'x')", 'x'],
  ['COALESCE(NULL, 1, 2.50)', '1.00'],
  ['7 / 2', '3'],
  ['7 / 2.0', '3.500000'],
  ['-7 % 3', '-1'],
  ['1.50 + 2', '3.50'],
  ["LEN('ab  ')", '2'],
  ["DATALENGTH('ab  ')", '4'],
  ["DATALENGTH(N'ab')", '4'],
  ['DATALENGTH(CAST(1 AS decimal(19,2)))', '9'],
  ["CASE WHEN 'Ñ' = 'ñ  ' THEN 1 ELSE 0 END", '1'],
  ["CASE WHEN 'n' = 'ñ' THEN 1 ELSE 0 END", '0'],
  ["CASE WHEN 'a' = 'á' THEN 1 ELSE 0 END", '0'],
  ["CASE WHEN 'A' COLLATE Latin1_General_BIN2 = 'a' THEN 1 ELSE 0 END", '0'],
  ["CASE WHEN 'PREDIO 12' LIKE 'predio [0-9]_' THEN 1 ELSE 0 END", '1'],
  ["CASE WHEN '50%' LIKE '50!%' ESCAPE '!' THEN 1 ELSE 0 END", '1'],
  ["PATINDEX('%[0-9]%', 'abc9')", '4'],
  ['CASE WHEN NULL = NULL THEN 1 ELSE 0 END', '0'],
  ["QUOTENAME('a]b')", '[a]]b]'],
])('%s is %s', async (expression, expected) => {
  expect(await value(expression)).toBe(expected);
});

test.each([
  ["CONVERT(int, '1x')", 245],
  ["CONVERT(decimal(9,2), '1x')", 8114],
  ["CONVERT(datetime, '2024-02-30')", 242],
  ["CONVERT(date, 'ayer')", 241],
  ['CONVERT(tinyint, 256)', 8115],
  ['2147483647 + 1', 8115],
  ['CONVERT(varchar(3), CAST(12.5 AS money), 2)', 8115],
  ['1 / 0', 8134],
  ["CONVERT(uniqueidentifier, 'x')", 8169],
  ['NADA(1)', 195],
  ['columna', 207],
  ['@variable', 137],
])('%s is error %i', async (expression, number) => {
  await expect(value(expression)).rejects.toMatchObject({ number });
});
