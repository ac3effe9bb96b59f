import { expect, test } from 'vitest';
import { cellOf } from '../../../../connectors/drivers/odbc/cells.ts';

test.each([
  ['guarded', '2:ñ', 'ñ'],
  ['guarded', '0:', ''],
  ['guarded', '3:a:b', 'a:b'],
  ['guarded-utf16', '4:ñx', 'ñx'],
  ['tagged', 't2:ñ', 'ñ'],
  ['tagged', 'i-7', -7],
  ['integer', '9007199254740993', 9_007_199_254_740_993n],
  ['decimal', '-.50', '-0.50'],
  ['single', 0.15000000596046448, 0.15],
  ['boolean', 'T', true],
  ['hexadecimal', '0x00ff', Buffer.from([0, 255])],
  ['moment', '2025-03-01 00:00:00', '2025-03-01 00:00:00'],
  ['plain', null, null],
] as const)('a cell of %s that came as %j is what the source holds', (reading, value, cell) => {
  expect(cellOf(reading, value)).toEqual(cell);
});

test.each([
  ['guarded', '300:cut here'],
  ['guarded', '2:n'],
  ['guarded', 'no length'],
  ['guarded-utf16', '4:ñ'],
  ['tagged', 't300:cut here'],
  ['tagged', 'z1'],
  ['integer', '1.5'],
  ['decimal', '1E+3'],
  ['double', 'NaN'],
  ['boolean', 'quizá'],
  ['hexadecimal', '0x0'],
  ['moment', '1900-01-00 00:00:00'],
] as const)('a cell of %s that came as %j was cut or changed on its way', (reading, value) => {
  expect(cellOf(reading, value)).toBeUndefined();
});
