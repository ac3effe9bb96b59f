import { expect, test } from 'vitest';

import { need } from '../../need.ts';
import { openTdsServer } from '../server.ts';
import { missingFreetds, runTsql } from './freetds-client.ts';
import { missingJdbc, runJdbc } from './jdbc-client.ts';
import { connectMssql } from './mssql-client.ts';

const noFreetds = missingFreetds();
const noJdbc = missingJdbc();

const VARIANTS: readonly (readonly [expression: string, text: string])[] = [
  ["CAST('1.50' AS decimal(9,2))", '1.50'],
  ['CAST(7 AS bigint)', '7'],
  ['CAST(1 AS bit)', '1'],
  ["CAST('-2.5' AS money)", '-2.5000'],
  ["CAST('Peña' AS varchar(9))", 'Peña'],
  ["CAST(N'Ω' AS nvarchar(9))", 'Ω'],
  ["CAST('2024-02-29' AS date)", '2024-02-29'],
  ["CAST('6F9619FF-8B86-D011-B42D-00C04FC964FF' AS uniqueidentifier)", '6F9619FF-8B86-D011-B42D-00C04FC964FF'],
];
const QUERY = `SELECT ${VARIANTS.map(([expression], index) => `CAST(${expression} AS sql_variant) AS v${String(index)}`).join(', ')}, CAST(NULL AS sql_variant) AS nada`;

// tedious 20.3.9 reads the length before the collation, against MS-TDS 2.2.5.5.4: its letters beyond ASCII are wrong.
test('mssql reads a sql_variant as its base type', async () => {
  await using server = await openTdsServer();
  await using client = await connectMssql(server);

  const [row] = await client.rows(QUERY.replace('Peña', 'Pago'));

  expect(Object.values(row as Record<string, unknown>)).toEqual([
    ...[1.5, '7', true, -2.5, 'Pago', 'Ω', new Date('2024-02-29'), '6F9619FF-8B86-D011-B42D-00C04FC964FF', null],
  ]);
});

test('a column of sql_variant keeps the type of each of its values', async () => {
  await using server = await openTdsServer();
  server.createTable('dbo.VARIOS', { columns: [{ name: 'V', type: 'sql_variant' }] }, [[1n], ['x'], [null]]);
  await using client = await connectMssql(server);

  const rows = await client.rows('SELECT V FROM dbo.VARIOS');

  expect(rows).toEqual([{ V: '1' }, { V: 'x' }, { V: null }]);
});

need(
  'FreeTDS',
  noFreetds === null,
  noFreetds ?? '',
)('FreeTDS', () => {
  test('reads a sql_variant', async () => {
    await using server = await openTdsServer();

    const [, cells = ''] = await runTsql(
      server,
      QUERY.replace(/, CAST\(CAST\('2024-02-29' AS date\) AS sql_variant\) AS v6/, ''),
    );

    expect(cells.split('\t')).toEqual([...VARIANTS.filter((_, index) => index !== 6).map(([, text]) => text), 'NULL']);
  });
});

need(
  'JDBC',
  noJdbc === null,
  noJdbc ?? '',
)('JDBC', () => {
  test('reads a sql_variant', async () => {
    await using server = await openTdsServer();

    const [, row = ''] = await runJdbc(server, ['query', QUERY]);

    expect(row.split('\t').slice(1)).toEqual([...VARIANTS.map(([, text]) => text), 'null']);
  });
});
