import { expect, test } from 'vitest';
import { ausente, codigo, constante, dinero, opcional } from '../../../connectors/fields/index.ts';
import { readCell, readEach } from './read-cell.ts';

test('lo que el sistema no guarda es nulo y dice por qué', () => {
  const field = ausente('está en PREDIOS');

  expect(readCell(field)).toEqual({ value: null });
  expect([field.columns, field.options]).toEqual([[], { why: 'está en PREDIOS' }]);
});

test('una constante es la misma en cada registro', () => {
  expect(readCell(constante('25758'))).toEqual({ value: '25758' });
});

test('un campo opcional es nulo si su celda está en blanco, y si no es el de siempre', () => {
  const outcomes = readEach(opcional(codigo('CODIGO')), [null, '', ' ', '\u00a0 ', '007 ', '1.7E+29']);

  expect(outcomes).toEqual([
    { value: null },
    { value: null },
    { value: null },
    { value: null },
    { value: '007' },
    { expected: expect.stringContaining('notación científica') as string },
  ]);
});

test('un campo opcional ya no mantiene aparte las celdas distintas: lo nulo y lo vacío son uno', () => {
  const field = opcional(codigo('CODIGO'));

  expect([field.injective, field.options]).toEqual([false, { optional: true }]);
});

test('un dinero opcional sigue contándose', () => {
  const field = opcional(dinero('VALOR'));

  expect(['', '42.50', 'x'].map((cell) => field.tally?.(cell))).toEqual([null, 4250n, 'unreadable']);
});
