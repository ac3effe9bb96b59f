import { expect, test } from 'vitest';
import { readCatalogues } from '../../../pipelines/profile/catalogues.ts';
import { profile } from '../../../pipelines/profile/profile.ts';
import type { ProfileTask, TableProfile } from '../../../pipelines/profile/profile.ts';
import { SqliteSource } from '../../support/sqlite-source.ts';

const visits = Array.from({ length: 40 }, (_, index) => {
  const cedula = String(9_900_000_001 + index);
  const code = `D${String(index % 4)}`;
  return `(${String(index + 1)}, '${cedula}', 'PERSONA INVENTADA ${String(index)}', '2026-03-${String(1 + (index % 28)).padStart(2, '0')}', '${String(1000 + index)}.50', '${code}', '${index % 2 === 0 ? 'S' : 'N'}', ${index % 5 === 0 ? 'null' : `'${String(index)}'`})`;
});
const REGISTER = `
  create table VISITAS (NUM_VISITA integer, CEDULA text, NOMBRE text, FECHA date, VALOR text, COD_DEPENDENCIA text, ENCUESTA text, OTRO text);
  insert into VISITAS values ${visits.join(', ')};
  create table DEPENDENCIAS (CODIGO text, NOMBRE text);
  insert into DEPENDENCIAS values ${Array.from({ length: 30 }, (_, index) => `('D${String(index)}', 'Oficina ${String(index)}')`).join(', ')};
  create table POCAS (ID integer);
  insert into POCAS values (1), (2)`;

async function look(source: SqliteSource, changes: Partial<ProfileTask> = {}): Promise<readonly TableProfile[]> {
  return profile({
    driver: source.driver,
    tables: null,
    limit: 1000,
    catalogues: await readCatalogues(),
    pace: () => Promise.resolve(),
    progress: () => undefined,
    signal: new AbortController().signal,
    ...changes,
  });
}

test('dice qué hay en cada columna sin decir de quién es', async () => {
  using source = new SqliteSource(REGISTER);

  const [table] = await look(source);

  expect(table).toMatchObject({ name: 'dbo.VISITAS', rows: 40, complete: true, problem: null });
  expect(
    table?.columns.map(({ name, nulls, distinct, range, contents, values, samples }) => [
      name,
      nulls,
      distinct,
      range,
      contents,
      values,
      samples,
    ]),
  ).toEqual([
    ['NUM_VISITA', 0, 40, { from: '1', to: '40' }, [], null, ['9']],
    ['CEDULA', 0, 40, null, [], null, ['9999999999']],
    ['NOMBRE', 0, 40, null, [], null, ['AAAAAAA AAAAAAAAA 9']],
    ['FECHA', 0, 28, { from: '2026-03-01', to: '2026-03-28' }, ['fecha'], null, ['9999-99-99']],
    ['VALOR', 0, 40, { from: '1000.50', to: '1039.50' }, ['dinero'], null, ['9999.99']],
    ['COD_DEPENDENCIA', 0, 4, null, [], ['D0', 'D1', 'D2', 'D3'], ['A9']],
    ['ENCUESTA', 0, 2, null, ['bandera de dos valores'], ['N', 'S'], ['A']],
    ['OTRO', 8, 32, null, [], null, ['9', '99']],
  ]);
  expect(JSON.stringify(table)).not.toMatch(/PERSONA|9900000/);
});

test('un documento que se guardó como número, quien atiende y el día en que alguien nació no se muestran', async () => {
  const rows = Array.from({ length: 40 }, (_, index) => {
    const document = 9_900_000_001 + index;
    return `(${String(document)}.0, ${String(document)}.0, 'ANA ${String(index % 3)}', '1960-01-${String(10 + (index % 9))}', ${String(index)}.5, ${String(index % 7)}.0)`;
  });
  using source = new SqliteSource(`
    create table ATENCION (CUAL double, "No Identificación" double, "Funcionario" text, FEC_NACIMIENTO date, VALOR_UNITARIO double, PISO double);
    insert into ATENCION values ${rows.join(', ')}`);

  const [table] = await look(source);

  expect(table?.columns.map(({ name, range, values }) => [name, range, values])).toEqual([
    ['CUAL', null, null],
    ['No Identificación', null, null],
    ['Funcionario', null, null],
    ['FEC_NACIMIENTO', null, null],
    ['VALOR_UNITARIO', { from: '0.5', to: '39.5' }, null],
    ['PISO', { from: '0', to: '6' }, ['0', '1', '2', '3', '4', '5', '6']],
  ]);
});

test('dice la clave que prueban las filas y a qué se refiere cada columna', async () => {
  using source = new SqliteSource(REGISTER);

  const [table] = await look(source);

  expect(table?.keys?.[0]).toEqual({ columns: ['NUM_VISITA'], declared: false });
  expect(table?.references).toEqual([
    { column: 'COD_DEPENDENCIA', table: 'dbo.DEPENDENCIAS', key: 'CODIGO', covered: 1 },
  ]);
});

test('con menos de treinta filas, o sin haberlas leído todas, no prueba nada', async () => {
  using source = new SqliteSource(REGISTER);

  const small = (await look(source)).find(({ name }) => name === 'dbo.POCAS');
  const [cut] = await look(source, { tables: ['dbo.VISITAS'], limit: 35 });

  expect([small?.rows, small?.keys]).toEqual([2, null]);
  expect([cut?.rows, cut?.complete, cut?.keys]).toEqual([35, false, null]);
});

test('una tabla que no se puede leer no impide ver las demás', async () => {
  using source = new SqliteSource(`${REGISTER}; create view ROTA as select * from NO_EXISTE`);

  const tables = await look(source);

  const broken = tables.find(({ name }) => name === 'dbo.ROTA');
  expect(tables).toHaveLength(4);
  expect(broken?.problem).toMatch(/NO_EXISTE/);
});

test('la que se pide y no está se dice, con las que hay', async () => {
  using source = new SqliteSource(REGISTER);

  const asked = look(source, { tables: ['dbo.NADA'] });

  await expect(asked).rejects.toThrow('No hay tabla dbo.NADA. Hay: dbo.DEPENDENCIAS, dbo.POCAS, dbo.VISITAS.');
});

test('se detiene tras cada tanda por el tiempo que se le dice', async () => {
  using source = new SqliteSource(REGISTER);
  const paces: number[] = [];

  await look(source, {
    tables: ['dbo.VISITAS'],
    pace: (rows) => {
      paces.push(rows);
      return Promise.resolve();
    },
  });

  expect(paces).toEqual([40]);
});
