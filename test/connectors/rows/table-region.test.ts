import { expect, test } from 'vitest';
import { onlyRows, tableRegion } from '../../../connectors/rows/index.ts';
import { outcomesOf, shapeRows } from './shape-rows.ts';

const columns = ['CODIGO', 'VALOR'];

test('la primera fila del pie termina la tabla, venga lo que venga después', () => {
  const shape = tableRegion({ end: { column: 'CODIGO', matches: /^elabor/i } });

  const judged = shapeRows([shape], columns, [
    ['1', '5.00'],
    ['Elaboró: N. N.', null],
    ['2', '7.00'],
    [null, null],
  ]);

  const footer = 'pie del informe';
  expect(outcomesOf(judged)).toEqual([[['1', '5.00']], footer, footer, footer]);
});

test('el pie puede ser la primera fila que no se parece a las de la tabla', () => {
  const shape = tableRegion({ end: { column: 'CODIGO', notMatching: /^[\d.]+$/g } });

  const judged = shapeRows([shape], columns, [
    ['1', '5.00'],
    [' 1.1 ', '5.00'],
    ['Total', '5.00'],
  ]);

  expect(outcomesOf(judged)).toEqual([[['1', '5.00']], [[' 1.1 ', '5.00']], 'pie del informe']);
});

test('los títulos repetidos y las filas en blanco se excluyen, cada uno por su regla', () => {
  const shape = tableRegion({ end: null, skip: [{ column: 'CODIGO', in: ['CODIGO', 'CÓDIGO'] }] });

  const judged = shapeRows([shape], columns, [
    ['CÓDIGO ', 'VALOR'],
    ['\u00a0', null],
    ['1', null],
  ]);

  expect(outcomesOf(judged)).toEqual(['título o fila ajena a la tabla', 'fila en blanco', [['1', null]]]);
});

test('un filtro declarado deja pasar las filas que cumplen y cuenta las demás bajo su regla', () => {
  const byValue = onlyRows({ column: 'CODIGO', in: ['1', '2'] }, 'otro código');
  const byPattern = onlyRows({ column: 'CODIGO', matches: /^\d+$/ }, 'no es número');

  const judged = shapeRows([byPattern, byValue], columns, [
    [1, null],
    [' 2', null],
    ['3', null],
    ['x', null],
    [null, null],
  ]);

  expect(outcomesOf(judged)).toEqual([[[1, null]], [[' 2', null]], 'otro código', 'no es número', 'no es número']);
});

test('las condiciones se declaran como JSON', () => {
  const shape = tableRegion({ end: { column: 'A', notMatching: /^\d/i }, skip: [{ column: 'B', in: ['x'] }] });

  expect(JSON.parse(JSON.stringify(shape.options))).toEqual({
    end: { column: 'A', notMatching: '/^\\d/i' },
    skip: [{ column: 'B', in: ['x'] }],
  });
});
