import { expect, test } from 'vitest';
import { bandera, opcion, opcional } from '../../../connectors/fields/index.ts';
import { EMPTY, readEach } from './read-cell.ts';

test('una bandera lee los textos declarados y ningún otro', () => {
  const outcomes = readEach(bandera('ANULADO', { S: true, N: false }), [
    'S',
    ' N\u00a0',
    's',
    'X',
    'constructor',
    1,
    true,
  ]);

  const expected = 'S o N';
  expect(outcomes).toEqual([
    { value: true },
    { value: false },
    { expected },
    { expected },
    { expected },
    { expected },
    { expected },
  ]);
});

test('números y valores lógicos cuentan por su texto', () => {
  const access = readEach(bandera('PAGADO', { '-1': true, '0': false }), [-1, 0, -0, '-1', 0n]);
  const logical = readEach(bandera('PAGADO', { true: true, false: false }), [true, false]);

  expect(access).toEqual([true, false, false, true, false].map((value) => ({ value })));
  expect(logical).toEqual([{ value: true }, { value: false }]);
});

test('una celda en blanco solo se lee si el mapa la nombra', () => {
  const silent = readEach(bandera('ANULADO', { S: true, N: false }), [null, ' ']);
  const named = readEach(bandera('ANULADO', { S: true, '': false }), [null, ' ']);
  const optional = readEach(opcional(bandera('ANULADO', { S: true, N: false })), [null, ' ', 'X']);

  expect(silent).toEqual([EMPTY, EMPTY]);
  expect(named).toEqual([{ value: false }, { value: false }]);
  expect(optional).toEqual([{ value: null }, { value: null }, { expected: 'S o N' }]);
});

test('una opción lee el valor de su código; un código fuera del mapa se nombra', () => {
  const field = opcion('ORIGEN', { A: 'archivo', M: 'manual', W: 'manual' });

  const outcomes = readEach(field, ['A', 'M ', 'W', 'Z', new Uint8Array([65]), Number.NaN]);

  const expected = 'A, M o W';
  expect(outcomes).toEqual([
    { value: 'archivo' },
    { value: 'manual' },
    { value: 'manual' },
    { expected },
    { expected },
    { expected },
  ]);
});

test('de un mapa largo se nombran doce códigos y cuántos son', () => {
  const field = opcion('BANCO', Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`B${String(at)}`, 'x'])));

  const outcomes = readEach(field, ['Z']);

  expect(outcomes).toEqual([
    { expected: 'B0, B1, B2, B3, B4, B5, B6, B7, B8, B9, B10, B11 u otro de los 14 códigos declarados' },
  ]);
});

test('solo un mapa de uno a uno mantiene aparte los códigos distintos', () => {
  const fields = [
    opcion('O', { A: 'a', M: 'm' }),
    opcion('O', { A: 'a', M: 'a' }),
    bandera('O', { S: true, N: false }),
  ];

  expect(fields.map((field) => field.injective)).toEqual([true, false, true]);
});
