import { expect, test } from 'vitest';
import { fillDown } from '../../../connectors/rows/index.ts';
import { outcomesOf, shapeRows } from './shape-rows.ts';

const columns = ['VIGENCIA', 'SECCION', 'VALOR'];

test('una celda en blanco toma el valor de la fila de arriba', () => {
  const rows = [
    ['ACTUAL', 'CONCEJO', '1'],
    ['\u00a0', '', '2'],
    [null, 'PERSONERIA', '3'],
    ['RESERVAS', ' ', null],
  ];

  const judged = shapeRows([fillDown(['VIGENCIA', 'SECCION'])], columns, rows);

  expect(outcomesOf(judged)).toEqual([
    [['ACTUAL', 'CONCEJO', '1']],
    [['ACTUAL', 'CONCEJO', '2']],
    [['ACTUAL', 'PERSONERIA', '3']],
    [['RESERVAS', 'PERSONERIA', null]],
  ]);
});

test('la primera fila en blanco sigue en blanco', () => {
  const judged = shapeRows([fillDown(['VIGENCIA'])], columns, [[null, 'A', '1']]);

  expect(outcomesOf(judged)).toEqual([[[null, 'A', '1']]]);
});

test('cada fila se juzga como vino, y lo llenado no la toca', () => {
  const row = [null, 'A', '1'];

  const judged = shapeRows([fillDown(['VIGENCIA'])], columns, [['ACTUAL', 'A', '0'], row]);

  expect(judged[1]?.row).toBe(row);
  expect(row).toEqual([null, 'A', '1']);
});

test('dos lecturas no comparten lo que recuerdan', () => {
  const shape = fillDown(['VIGENCIA']);
  shapeRows([shape], columns, [['ACTUAL', 'A', '1']]);

  const judged = shapeRows([shape], columns, [[null, 'A', '1']]);

  expect(outcomesOf(judged)).toEqual([[[null, 'A', '1']]]);
});
