import fc from 'fast-check';
import { expect, test } from 'vitest';

import { cuenta, cuentaLevel, dottedCuenta } from '../../../schemas/scalars/cuenta.ts';

test('una cuenta tiene 1, 2, 4, 6 o más dígitos', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{0,14}$/), (text) => {
      const { success } = cuenta.safeParse(text);

      expect(success).toBe(![0, 3, 5].includes(text.length));
    }),
  );
});

test.each([
  ['1', 'clase', '1'],
  ['13', 'grupo', '1.3'],
  ['1305', 'cuenta', '1.3.05'],
  ['130507', 'subcuenta', '1.3.05.07'],
  ['13050701', 'auxiliar', '1.3.05.07.01'],
  ['240719001', 'auxiliar', '2.4.07.19.00.1'],
] as const)('%s es de nivel %s y se escribe %s', (text, level, dotted) => {
  const shown = [cuentaLevel(text), dottedCuenta(text)];

  expect(shown).toEqual([level, dotted]);
});

test('sin sus puntos, la forma con puntos es la cuenta', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{6,14}$/), (text) => {
      const dotted = dottedCuenta(text);

      expect(dotted.replaceAll('.', '')).toBe(text);
    }),
  );
});

test.each(['1.3.05.07', '1305 ', '13O5', ''])('%j no es una cuenta', (text) => {
  const { success } = cuenta.safeParse(text);

  expect(success).toBe(false);
});
