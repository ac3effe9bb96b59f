import { expect, test } from 'vitest';
import { decimal, entero, periodo, vigencia } from '../../../connectors/fields/index.ts';
import { EMPTY, readEach } from './read-cell.ts';

test('una vigencia son cuatro cifras entre 1980 y 2100', () => {
  const read = readEach(vigencia('ANO'), ['2024', ' 1980 ', 2100, 2024n]);
  const refused = readEach(vigencia('ANO'), [
    '2205',
    '1979',
    2101,
    '24',
    '02024',
    '2024.0',
    '2024-1',
    2024.5,
    true,
    'x',
  ]);

  expect(read).toEqual([{ value: 2024 }, { value: 1980 }, { value: 2100 }, { value: 2024 }]);
  expect(refused).toEqual(refused.map(() => ({ expected: 'una vigencia entre 1980 y 2100' })));
});

test('un período va de 0, la apertura, a 13, el cierre', () => {
  const outcomes = readEach(periodo('MES'), [0, '13', '01', 14, -1, '-1', '001', 'enero', null]);

  const expected = 'un período de 0 a 13';
  expect(outcomes).toEqual([
    { value: 0 },
    { value: 13 },
    { value: 1 },
    { expected },
    { expected },
    { expected },
    { expected },
    { expected },
    EMPTY,
  ]);
});

test('un entero es el que un número binario guarda exacto', () => {
  const cells = ['007', '-5', 9007199254740991n, '-0', -0, '9007199254740992', 2 ** 53, 1.5, '1.0', '+1', '', '1e3'];

  const outcomes = readEach(entero('LINEA'), cells);

  const expected = 'un número entero';
  expect(outcomes).toEqual([
    { value: 7 },
    { value: -5 },
    { value: 9007199254740991 },
    { value: 0 },
    { value: 0 },
    { expected },
    { expected },
    { expected },
    { expected },
    { expected },
    EMPTY,
    { expected },
  ]);
});

test('sin ceros a la izquierda, celdas distintas son enteros distintos', () => {
  const field = entero('LINEA', { leadingZeros: 'refused' });

  const outcomes = readEach(field, ['7', '0', '-7', '007', '-0', '00']);

  const expected = 'un número entero';
  expect(outcomes).toEqual([{ value: 7 }, { value: 0 }, { value: -7 }, { expected }, { expected }, { expected }]);
  expect([field.injective, entero('LINEA').injective]).toEqual([true, false]);
});

test('un decimal tiene siempre los decimales de su escala', () => {
  const comma = { scale: 4, decimal: ',', thousands: '.' } as const;

  const points = readEach(decimal('TARIFA', { scale: 4 }), [
    '6.5',
    '6',
    7,
    '-0.0000',
    '6.50000',
    '6.00001',
    6.5,
    '6,5',
  ]);
  const commas = readEach(decimal('AREA', comma), ['1.234,5', '1,23456']);
  const whole = readEach(decimal('PISOS', { scale: 0 }), ['3', '3.0', '-0', '3.5']);

  const expected = 'un número como 1234.50, con 4 decimales a lo sumo';
  expect(points).toEqual([
    { value: '6.5000' },
    { value: '6.0000' },
    { value: '7.0000' },
    { value: '0.0000' },
    { value: '6.5000' },
    { expected },
    { expected },
    { expected },
  ]);
  expect(commas).toEqual([{ value: '1234.5000' }, { expected: 'un número como 1.234,50, con 4 decimales a lo sumo' }]);
  expect(whole).toEqual([
    { value: '3' },
    { value: '3' },
    { value: '0' },
    { expected: 'un número como 1234.50, con 0 decimales a lo sumo' },
  ]);
});
