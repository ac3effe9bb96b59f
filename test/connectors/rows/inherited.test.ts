import { expect, test } from 'vitest';
import { inherited, onlyRows } from '../../../connectors/rows/index.ts';
import { outcomesOf, shapeRows } from './shape-rows.ts';

const columns = ['RUBRO', 'CONCEPTO'];
const bpin = inherited({
  into: 'BPIN',
  from: { column: 'CONCEPTO', pattern: /BPIN\s*(\d{4}[MN]?\d{9,11})/ },
  code: { column: 'RUBRO', pattern: /^(\d{2,8} - [\d.]+)/ },
});

test('el BPIN del texto de un programa llega a las filas que el programa suma, y a ninguna otra', () => {
  const judged = shapeRows([bpin], columns, [
    ['01 - 2.3.17.1701', 'AGRICULTURA'],
    ['01 - 2.3.17.1701.0100.2024', 'APOYO BPIN2024257580012 VF'],
    ['01 - 2.3.17.1701.0100.2024.1 - 121000', 'BIENES'],
    ['01 - 2.3.17.1701.0100.20241 - 121000', 'OTRO'],
    ['02 - 2.3.17.1701.0100.2024.1 - 121000', 'OTRA UNIDAD'],
    ['01 - 2.3.17.1701.0100.2024.2.5 - R12', 'BBPIN 2024M0257580013 SERVICIOS'],
    ['Elaboró: N. N.', null],
  ]);

  expect(outcomesOf(judged).map((rows) => (typeof rows === 'string' ? rows : rows[0]?.[2]))).toEqual([
    null,
    '2024257580012',
    '2024257580012',
    null,
    null,
    '2024M0257580013',
    null,
  ]);
});

test('lo dicho por una fila que después se excluye vale para las que siguen', () => {
  const leaf = onlyRows({ column: 'RUBRO', matches: / - [0-9A-Za-z]{1,6}$/ }, 'no es hoja: sin fuente');

  const judged = shapeRows([bpin, leaf], columns, [
    ['01 - 2.3.1', 'BPIN 2024257580012'],
    ['01 - 2.3.1.9 - 121000', 'HOJA'],
  ]);

  expect(outcomesOf(judged)).toEqual(['no es hoja: sin fuente', [['01 - 2.3.1.9 - 121000', 'HOJA', '2024257580012']]]);
});

test('un patrón sin su grupo es un error de quien declara', () => {
  expect(() =>
    inherited({ into: 'X', from: { column: 'A', pattern: /x/ }, code: { column: 'B', pattern: /(x)/ } }),
  ).toThrow(TypeError);
});
