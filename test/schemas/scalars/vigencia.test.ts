import fc from 'fast-check';
import { expect, test } from 'vitest';

import { periodo, vigencia } from '../../../schemas/scalars/vigencia.ts';

test('una vigencia es un año entero de 1980 a 2100', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer({ min: 1900, max: 2210 }), fc.double()), (year) => {
      const { success } = vigencia.safeParse(year);

      expect(success).toBe(Number.isInteger(year) && year >= 1980 && year <= 2100);
    }),
  );
});

test('los periodos van de 0, saldos iniciales, a 13, cierre', () => {
  const accepted = [-1, 0, 1, 12, 13, 14, 1.5].filter((value) => periodo.safeParse(value).success);

  expect(accepted).toEqual([0, 1, 12, 13]);
});

test('una vigencia escrita como texto no es una vigencia', () => {
  const { success } = vigencia.safeParse('2025');

  expect(success).toBe(false);
});
