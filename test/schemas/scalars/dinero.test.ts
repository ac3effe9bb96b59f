import fc from 'fast-check';
import { expect, test } from 'vitest';

import { CENTAVOS_LIMIT, centavosDe, dinero, dineroDe } from '../../../schemas/scalars/dinero.ts';

const centavos = fc.bigInt({ min: 1n - CENTAVOS_LIMIT, max: CENTAVOS_LIMIT - 1n });

test('de centavos a texto y de vuelta no se pierde ni un centavo', () => {
  fc.assert(
    fc.property(centavos, (amount) => {
      const text = dineroDe(amount);

      expect({ valid: dinero.safeParse(text).success, back: centavosDe(text) }).toEqual({ valid: true, back: amount });
    }),
  );
});

test('un mismo valor se escribe de una sola manera', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^-?[0-9]{1,20}(\.[0-9]{1,3})?$/), (text) => {
      const accepted = dinero.safeParse(text).success;

      expect(!accepted || dineroDe(centavosDe(text)) === text).toBe(true);
    }),
  );
});

test.each(['0.00', '-0.01', '42.50', '-42.50', '99999999999999999.99', '-99999999999999999.99'])(
  '%s es dinero',
  (text) => {
    const { success } = dinero.safeParse(text);

    expect(success).toBe(true);
  },
);

test.each([
  '-0.00',
  '00.50',
  '1',
  '1.5',
  '1.500',
  '1,50',
  '+1.00',
  ' 1.00',
  '1.00 ',
  '1e2',
  'N/A',
  '',
  '100000000000000000.00',
  '1.00\n',
])('%j no es dinero', (text) => {
  const { success } = dinero.safeParse(text);

  expect(success).toBe(false);
});
