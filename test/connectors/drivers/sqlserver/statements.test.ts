import { describe, expect, test } from 'vitest';
import type { Cell, Condition } from '../../../../connectors/driver.ts';
import { createKeyTable, fillKeyTable, keyTable } from '../../../../connectors/drivers/sqlserver/key-table.ts';
import { countSql, pageSql, streamSql, sumSql } from '../../../../connectors/drivers/sqlserver/reading-sql.ts';
import type { Statement } from '../../../../connectors/drivers/sqlserver/statement.ts';
import { pagingKey, readable } from '../../../../connectors/drivers/sqlserver/table.ts';
import type { SqlType } from '../../../../connectors/drivers/sqlserver/types.ts';
import { column, int, sqlType, tableOf, varchar20 } from './tables.ts';

const primary = { primary: true, columns: ['SUCURSAL', 'RECIBO'] };
const pagos = tableOf(
  [
    column('SUCURSAL', int),
    column('RECIBO', varchar20),
    column('VALOR', sqlType('money', { precision: 19, scale: 4 }), true),
    column('FECHA', sqlType('datetime', { scale: 3 }), true),
  ],
  primary,
);
const all = { table: pagos, where: [], kept: [] };
const named = (...names: readonly string[]) => names.map((name) => readable(pagos, name));
const valuesOf = ({ values }: Statement): unknown => values.map(({ name, value }) => [name, value]);

describe('a page of a table', () => {
  test('begins with the first rows of the key', () => {
    const { text, values } = pageSql(all, named('RECIBO', 'VALOR'), named('SUCURSAL', 'RECIBO'), null, 2000);

    expect(text).toBe(
      'SELECT TOP (2000) CONVERT(nvarchar(20), fila.[RECIBO]) AS c1, CONVERT(varchar(50), fila.[VALOR], 2) AS c2 ' +
        'FROM [dbo].[PAGOS] AS fila WHERE 1 = 1 ORDER BY fila.[SUCURSAL], fila.[RECIBO]',
    );
    expect(values).toEqual([]);
  });

  test("goes on after the last key, compared in the key's own types", () => {
    const page = pageSql(all, named('FECHA'), named('SUCURSAL', 'RECIBO'), [7, 'A-1'], 10);

    expect(page.text).toBe(
      'SELECT TOP (10) CONVERT(varchar(23), fila.[FECHA], 121) AS c1 FROM [dbo].[PAGOS] AS fila WHERE 1 = 1 ' +
        'AND fila.[SUCURSAL] >= CONVERT(int, @p1) AND (fila.[SUCURSAL] > CONVERT(int, @p1) ' +
        'OR fila.[SUCURSAL] = CONVERT(int, @p1) AND fila.[RECIBO] > @p2) ORDER BY fila.[SUCURSAL], fila.[RECIBO]',
    );
    expect(page.values).toEqual([
      { name: 'p1', type: { kind: 'varchar', length: 50 }, value: '7' },
      { name: 'p2', type: { kind: 'varchar', length: 20 }, value: 'A-1' },
    ]);
  });

  test('binds a key beyond ASCII so that the server turns it into the code page of its column', () => {
    const page = pageSql(all, named('FECHA'), named('RECIBO'), ['Ñ-1'], 10);

    expect(page.text).toContain('fila.[RECIBO] > CONVERT(varchar(20), @p1 COLLATE Modern_Spanish_CI_AS)');
    expect(page.values).toEqual([{ name: 'p1', type: { kind: 'nvarchar', length: 20 }, value: 'Ñ-1' }]);
  });
});

describe('the key by which a table is paged', () => {
  const a = column('A', int);
  const nullable = column('B', int, true);
  const variant = column('C', sqlType('sql_variant'));
  test.each([
    ['the primary key', tableOf([a, nullable], { primary: true, columns: ['A'] }), ['A']],
    [
      'the clustered index before the primary key',
      {
        ...tableOf([a, column('D', int)], { primary: true, columns: ['A'] }, { primary: false, columns: ['D'] }),
        storedBy: ['D'],
      },
      ['D'],
    ],
    ['no index with a column that may be null', tableOf([a, nullable], { primary: false, columns: ['B'] }), null],
    ['no index with a column that has no cell', tableOf([a, variant], { primary: true, columns: ['C'] }), null],
    ['nothing in a heap', tableOf([a]), null],
  ])('is %s', (_, table, expected) => {
    expect(pagingKey(table)?.map(({ name }) => name) ?? null).toEqual(expected);
  });
});

test('a table without a key is read in one statement, on one thread', () => {
  const { text } = streamSql(all, named('SUCURSAL'), []);

  expect(text).toBe('SELECT fila.[SUCURSAL] AS c1 FROM [dbo].[PAGOS] AS fila WHERE 1 = 1 OPTION (MAXDOP 1)');
});

test('a sum is exact in the decimals of its column', () => {
  const { text } = sumSql(all, ['VALOR', 'SUCURSAL']);

  expect(text).toBe(
    'SELECT CONVERT(varchar(50), SUM(CONVERT(decimal(38,4), fila.[VALOR]))) AS suma1, ' +
      'CONVERT(varchar(50), SUM(CONVERT(decimal(38,0), fila.[SUCURSAL]))) AS suma2 FROM [dbo].[PAGOS] AS fila WHERE 1 = 1',
  );
});

test.each(['FECHA', 'RECIBO'])('the column %s has no exact sum', (name) => {
  expect(() => sumSql(all, [name])).toThrow(`La columna ${name} de dbo.PAGOS`);
});

describe('a condition', () => {
  const whereOf = (type: SqlType, condition: Condition): readonly [string, unknown] => {
    const table = tableOf([column('C', type, true)]);
    const statement = countSql({ table, where: [condition], kept: [] });
    return [statement.text.split(' WHERE ')[1] ?? '', valuesOf(statement)];
  };
  const equals = (value: string | number): Condition => ({ kind: 'equals', column: 'C', value });
  const range = (after: string | null, upTo: string | null): Condition => ({ kind: 'range', column: 'C', after, upTo });
  const vigencia: Condition = { kind: 'vigencia', column: 'C', from: 2024 };
  const datetime = sqlType('datetime', { scale: 3 });
  const decimal = sqlType('decimal', { precision: 5, scale: 2 });

  test.each<readonly [string, SqlType, Condition, string, unknown]>([
    ['on an integer', int, equals('2024'), '(fila.[C] = CONVERT(int, @p1))', [['p1', '2024']]],
    ['that an integer cannot meet', int, equals('dos mil'), '(1 = 0)', []],
    ['that overflows the integer', sqlType('tinyint'), equals(256), '(1 = 0)', []],
    ['on a decimal', decimal, equals('100.50'), '(fila.[C] = CONVERT(decimal(5,2), @p1))', [['p1', '100.50']]],
    ['on a decimal that is no number', decimal, equals(''), '(1 = 0)', []],
    ['on a decimal that is but a sign', decimal, equals('-.'), '(1 = 0)', []],
    ['on a float that is no number', sqlType('float'), equals(' '), '(1 = 0)', []],
    ['with more decimals than the column', decimal, equals('100.505'), '(1 = 0)', []],
    ['on a text', varchar20, equals('A-1'), '(fila.[C] = @p1)', [['p1', 'A-1']]],
    ['longer than the text', varchar20, equals('A'.repeat(21)), '(1 = 0)', []],
    ['of a day that does not exist', datetime, equals('2024-02-30'), '(1 = 0)', []],
    ['of a vigencia in an integer', int, vigencia, '(fila.[C] IS NULL OR fila.[C] NOT BETWEEN 1980 AND 2023)', []],
    ['of a vigencia in a column of days', datetime, vigencia, '(1 = 1)', []],
    ['of a vigencia in a column with decimals', decimal, vigencia, '(1 = 1)', []],
    [
      'between ticks of a datetime, cut and not rounded',
      datetime,
      range('2024-01-01 10:00:00.002', '2024-01-01 10:00:00.999'),
      '(fila.[C] IS NOT NULL AND fila.[C] > CONVERT(datetime, @p1, 121) AND fila.[C] <= CONVERT(datetime, @p2, 121))',
      [
        ['p1', '2024-01-01 10:00:00.000'],
        ['p2', '2024-01-01 10:00:00.997'],
      ],
    ],
    [
      'between minutes of a smalldatetime, cut and not rounded',
      sqlType('smalldatetime'),
      range('2024-01-01 10:00:59.999', null),
      '(fila.[C] IS NOT NULL AND fila.[C] > CONVERT(smalldatetime, @p1, 121))',
      [['p1', '2024-01-01 10:00:00']],
    ],
    [
      'between moments of a datetimeoffset, by the zone of the server',
      sqlType('datetimeoffset', { scale: 2 }),
      range(null, '2024-01-01 10:00:00.128'),
      '(fila.[C] IS NOT NULL AND fila.[C] <= TODATETIMEOFFSET(CONVERT(datetime2(2), @p1, 121), DATENAME(TZoffset, SYSDATETIMEOFFSET())))',
      [['p1', '2024-01-01 10:00:00.12']],
    ],
    [
      'between versions of rows',
      sqlType('timestamp'),
      range('0x00000000000007D0', '0x00000000000007D9'),
      '(fila.[C] IS NOT NULL AND fila.[C] > CONVERT(binary(8), @p1, 1) AND fila.[C] <= CONVERT(binary(8), @p2, 1))',
      [
        ['p1', '0x00000000000007D0'],
        ['p2', '0x00000000000007D9'],
      ],
    ],
  ])('%s', (_, type, condition, expected, values) => {
    expect(whereOf(type, condition)).toEqual([expected, values]);
  });
});

describe('keys asked for', () => {
  const asked = (keys: readonly (readonly Cell[])[]) =>
    ({ kind: 'keys', columns: ['SUCURSAL', 'RECIBO'], keys }) as const;

  test('stand in a temporary table in their own types', () => {
    const condition = asked([
      [1, 'A-1'],
      [null, 'A-2'],
      ['no es número', 'A-3'],
    ]);

    const keys = keyTable(pagos, condition, '#claves_1');
    const [fill] = fillKeyTable(keys);
    const { text } = countSql({ table: pagos, where: [condition], kept: [keys] });

    expect(createKeyTable(keys).text).toBe(
      'CREATE TABLE #claves_1 ([k0] int NULL, [k1] varchar(20) COLLATE Modern_Spanish_CI_AS NULL)',
    );
    expect([fill?.text, fill && valuesOf(fill)]).toEqual([
      'INSERT INTO #claves_1 VALUES (CONVERT(int, @p1), @p2), (NULL, @p3)',
      [
        ['p1', '1'],
        ['p2', 'A-1'],
        ['p3', 'A-2'],
      ],
    ]);
    expect(text).toContain(
      '(EXISTS (SELECT 1 FROM #claves_1 AS clave WHERE fila.[SUCURSAL] = clave.[k0] AND fila.[RECIBO] = clave.[k1]) OR EXISTS (',
    );
  });

  test('as long text are compared by the collation of their column, not by that of tempdb', () => {
    const table = tableOf([column('NOTA', sqlType('text', { collation: 'Modern_Spanish_CI_AS' }))]);
    const keys = keyTable(table, { kind: 'keys', columns: ['NOTA'], keys: [['A']] }, '#claves_1');

    expect(createKeyTable(keys).text).toBe(
      'CREATE TABLE #claves_1 ([k0] nvarchar(max) COLLATE Modern_Spanish_CI_AS NULL)',
    );
  });

  test('are written so many at a time that no statement has more than 2100 values or 1000 rows', () => {
    const keys = Array.from({ length: 2500 }, (_, index) => [index, `A-${String(index)}`]);

    const fills = fillKeyTable(keyTable(pagos, asked(keys), '#claves_1'));

    expect(fills.map(({ values }) => values.length)).toEqual([2000, 2000, 1000]);
  });
});
