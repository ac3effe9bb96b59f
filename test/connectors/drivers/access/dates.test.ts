import { expect, test } from 'vitest';
import { dateTimeText, extendedDateText } from '../../../../connectors/drivers/access/dates.ts';

test.each([
  [0, '1899-12-30 00:00:00'],
  [-1.25, '1899-12-29 06:00:00'],
  [-0.5, '1899-12-30 12:00:00'],
  [1.999999999, '1900-01-01 00:00:00'],
  [45_352.000011574074, '2024-03-01 00:00:01'],
  [45_352.000005787, '2024-03-01 00:00:00.500'],
  [-657_434, '0100-01-01 00:00:00'],
  [2_958_465.999988426, '9999-12-31 23:59:59'],
])('el número %d de Fecha/Hora es %s', (days, text) => {
  expect(dateTimeText(days)).toBe(text);
});

test.each([2_958_466, -657_435, Number.NaN, Number.POSITIVE_INFINITY])(
  'el número %d no es ningún día, y queda como está',
  (days) => {
    expect(dateTimeText(days)).toBe(String(days));
  },
);

const extended = (days: number, seconds: number, fraction: string): Buffer =>
  Buffer.from(`${String(days).padStart(19, '0')}:${String(seconds).padStart(12, '0')}${fraction}:7\u0000`, 'latin1');

test.each([
  [0, 0, '0000000', '0001-01-01 00:00:00'],
  [737_790, 86_399, '9999999', '2021-01-01 23:59:59.9999999'],
  [3_652_058, 43_200, '1000000', '9999-12-31 12:00:00.1'],
])('el día %i de Fecha/Hora extendida, con %i segundos y %s, es %s', (days, seconds, fraction, text) => {
  expect(extendedDateText(extended(days, seconds, fraction))).toBe(text);
});

test('lo que no es una Fecha/Hora extendida queda como está', () => {
  expect(extendedDateText(Buffer.from('hoy', 'latin1'))).toBe('hoy');
});
