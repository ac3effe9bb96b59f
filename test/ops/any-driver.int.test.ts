import { expect, test } from 'vitest';
import { anyDriver } from '../../ops/any-driver.ts';
import { batchesOf, never } from '../contracts/driver-factory.ts';
import { databaseFile } from '../connectors/drivers/sqlite/sqlite-subjects.ts';
import { need } from '../support/need.ts';
import { missingOdbc, odbcDriver } from '../support/odbc-drivers.ts';

const missing = missingOdbc('libsqlite3odbc.so', 'libsqliteodbc');

need(
  'SQLite by ODBC',
  missing === null,
  missing ?? '',
)('una base por ODBC que ninguna configuración nombra', () => {
  test('se lee con su dialecto y su conexión', async () => {
    const file = await databaseFile('CREATE TABLE T (A TEXT)', "INSERT INTO T VALUES ('ñ')");
    const connection = `dialect=sqlite;Driver=${odbcDriver('libsqlite3odbc.so') ?? ''};Database=${file}`;

    await using opened = await anyDriver({ driver: 'odbc', connection }, '/', process.env).connect(never);
    const rows = await batchesOf(
      opened.read({ table: 'T', columns: ['A'], where: [], orderBy: [], batchSize: 10 }, never),
    );

    expect(rows).toEqual([[['ñ']]]);
  });
});

test('una conexión por ODBC sin dialecto dice cuáles hay', () => {
  const source = { driver: 'odbc', connection: 'Driver=X;Server=srv' };

  expect(() => anyDriver(source, '/', {})).toThrow("se espera 'access', 'access-microsoft', 'firebird', 'mariadb'");
});

test('un driver que no hay se dice, con los que hay', () => {
  expect(() => anyDriver({ driver: 'oracle', file: 'x' }, '/', {})).toThrow(
    'No hay driver oracle: diga --driver access',
  );
});

test('de un servidor con el puerto tras una coma se dice dónde va el puerto', () => {
  const source = { driver: 'sqlserver', connection: 'server=SRV,1433;database=PCT;user=lector' };

  expect(() => anyDriver(source, '/', {})).toThrow('el puerto no va tras una coma: va en port');
});
