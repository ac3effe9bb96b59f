import { expect, test } from 'vitest';

import { openTdsServer, type TdsServer } from '../server.ts';

async function openWithPredios(): Promise<TdsServer> {
  const server = await openTdsServer();
  server.createTable(
    'dbo.PREDIOS',
    {
      columns: [
        { name: 'CODIGO', type: 'char(6)' },
        { name: 'BARRIO', type: 'varchar(20)' },
        { name: 'AVALUO', type: 'money' },
        { name: 'CENTAVOS', type: 'decimal(19,4)', computed: 'AVALUO * 100' },
      ],
      primaryKey: ['CODIGO'],
    },
    [
      ['01-1', 'Centro', '1000.50'],
      ['01-2', 'CENTRO ', '900719925474.0993'],
      ['02-1', 'Ñapa', null],
      ['02-2', 'Norte', '-0.0001'],
      ['02-3', null, '5'],
    ],
  );
  server.createTable(
    'fiscal.PAGOS',
    {
      columns: [
        { name: 'CODIGO', type: 'varchar(6)' },
        { name: 'ID', type: 'uniqueidentifier' },
      ],
    },
    [
      ['01-1', '00000000-0000-0000-0000-010000000000'],
      ['01-1', '00000000-0000-0000-0001-000000000000'],
      ['02-3', 'FFFFFFFF-0000-0000-0000-000000000000'],
    ],
  );
  return server;
}

const cases: readonly (readonly [title: string, sql: string, rows: readonly (readonly (string | null)[])[]])[] = [
  [
    'groups text that differs only in case and trailing blanks together, and sums money exactly',
    'SELECT COUNT(*), SUM(AVALUO) FROM dbo.PREDIOS GROUP BY BARRIO ORDER BY SUM(AVALUO) DESC',
    [
      ['2', '900719926474.5993'],
      ['1', '5.0000'],
      ['1', '-0.0001'],
      ['1', null],
    ],
  ],
  [
    'orders by the collation, nulls first, ñ after n',
    'SELECT CODIGO FROM dbo.PREDIOS ORDER BY BARRIO, CODIGO',
    [['02-3  '], ['01-1  '], ['01-2  '], ['02-2  '], ['02-1  ']],
  ],
  [
    'orders a uniqueidentifier from its last bytes on',
    'SELECT ID FROM fiscal.PAGOS ORDER BY ID',
    [
      ['FFFFFFFF-0000-0000-0000-000000000000'],
      ['00000000-0000-0000-0001-000000000000'],
      ['00000000-0000-0000-0000-010000000000'],
    ],
  ],
  [
    'joins with brackets, schemas and aliases',
    'SELECT p.[CODIGO], COUNT_BIG(g.ID) AS n FROM [dbo].[PREDIOS] AS p LEFT JOIN [HASSQL].[fiscal].[PAGOS] g ON g.CODIGO = p.CODIGO GROUP BY p.CODIGO HAVING COUNT_BIG(g.ID) > 0 ORDER BY n DESC',
    [
      ['01-1  ', '2'],
      ['02-3  ', '1'],
    ],
  ],
  [
    'takes the first rows',
    'SELECT TOP (2) CODIGO FROM dbo.PREDIOS WITH (READCOMMITTED) ORDER BY AVALUO DESC',
    [['01-2  '], ['01-1  ']],
  ],
  [
    'pages with OFFSET',
    'SELECT CODIGO FROM dbo.PREDIOS ORDER BY CODIGO OFFSET 1 ROWS FETCH NEXT 2 ROWS ONLY',
    [['01-2  '], ['02-1  ']],
  ],
  ['computes a column of its declaration', "SELECT CENTAVOS FROM dbo.PREDIOS WHERE CODIGO = '02-2'", [['-0.0100']]],
  [
    'asks with IN, BETWEEN, LIKE, IS NULL and EXISTS',
    "SELECT CODIGO FROM dbo.PREDIOS AS p WHERE (p.CODIGO IN ('01-1', '02-3') OR p.AVALUO BETWEEN -1 AND 0) AND NOT p.CODIGO LIKE '02-2%' AND EXISTS (SELECT 1 FROM fiscal.PAGOS WHERE PAGOS.CODIGO = p.CODIGO) ORDER BY 1",
    [['01-1  '], ['02-3  ']],
  ],
  [
    'reads from values and subqueries',
    "SELECT k.a, (SELECT COUNT(*) FROM dbo.PREDIOS AS p WHERE p.CODIGO >= k.b) FROM (VALUES (1, N'02'), (2, N'99')) AS k(a, b) ORDER BY k.a DESC",
    [
      ['2', '0'],
      ['1', '3'],
    ],
  ],
  ['unites without repeating', "SELECT 'a' AS x UNION SELECT 'a' UNION ALL SELECT 'b' ORDER BY x", [['a'], ['b']]],
  [
    'reads a common table expression',
    'WITH caros AS (SELECT CODIGO, AVALUO FROM dbo.PREDIOS WHERE AVALUO > 10) SELECT COUNT(*), MAX(CODIGO) FROM caros',
    [['2', '01-2  ']],
  ],
  [
    'numbers rows',
    'SELECT ROW_NUMBER() OVER (PARTITION BY LEFT(CODIGO, 2) ORDER BY CODIGO DESC) FROM dbo.PREDIOS ORDER BY CODIGO',
    [['2'], ['1'], ['3'], ['2'], ['1']],
  ],
  [
    'keeps variables over a batch',
    'DECLARE @desde binary(8) = @@DBTS, @n int; SELECT @n = COUNT(*) FROM dbo.PREDIOS; SET @n = @n + 1; IF @n > 5 SELECT @n, @desde ELSE SELECT 0',
    [['6', '0x00000000000007D0']],
  ],
  ['finds distinct values', 'SELECT DISTINCT LEFT(CODIGO, 2) AS x FROM dbo.PREDIOS ORDER BY x', [['01'], ['02']]],
];

test.each(cases)('%s', async (_title, sql, expected) => {
  await using server = await openWithPredios();

  const rows = await server.local().run(sql);

  expect(rows).toEqual(expected);
});

test.each([
  ['SELECT * FROM dbo.NADA', 208],
  ['SELECT * FROM OTRA.dbo.PREDIOS', 208],
  ['SELECT CODIGO FROM dbo.PREDIOS GROUP BY', 102],
  ['SELEC 1', 102],
  ['SELECT BARRIO FROM dbo.PREDIOS, fiscal.PAGOS WHERE CODIGO = 1', 209],
  ['INSERT dbo.PREDIOS (CODIGO) VALUES (NULL)', 515],
  ["INSERT dbo.PREDIOS (CODIGO) VALUES ('demasiado largo')", 8152],
  ['UPDATE dbo.PREDIOS SET CENTAVOS = 1', 271],
  ['COMMIT', 3902],
  ['EXEC sp_who', 50_000],
  ['USE OTRA', 911],
])('%s is error %i', async (sql, number) => {
  await using server = await openWithPredios();

  const refused = server.local().run(sql);

  await expect(refused).rejects.toMatchObject({ number });
});
