import fc from 'fast-check';
import { expect, test } from 'vitest';

import { divipola } from '../../../schemas/scalars/divipola.ts';
import { matricula } from '../../../schemas/scalars/matricula.ts';

test('una matrícula es el círculo y el número sin ceros delante', () => {
  const circulo = fc.stringMatching(/^(?:[0-9]{3}|[0-9]{2}[A-Z])$/);
  fc.assert(
    fc.property(circulo, fc.integer({ min: 1, max: 9_999_999 }), (office, number) => {
      const accepted = [
        `${office}-${number}`,
        `${office}-0${number}`,
        `${office}${number}`,
        `${office}-${number} `,
      ].map((text) => matricula.safeParse(text).success);

      expect(accepted).toEqual([true, false, false, false]);
    }),
  );
});

test.each(['176-12345', '50N-987', '001-1'])('%s es una matrícula', (text) => {
  const { success } = matricula.safeParse(text);

  expect(success).toBe(true);
});

test('un código DIVIPOLA son cinco dígitos, con su cero delante', () => {
  fc.assert(
    fc.property(fc.oneof(fc.stringMatching(/^[0-9]{3,7}$/), fc.string()), (text) => {
      const { success } = divipola.safeParse(text);

      expect(success).toBe(text.length === 5 && Array.from(text).every((sign) => sign >= '0' && sign <= '9'));
    }),
  );
});

test('Medellín es 05001, no 5001', () => {
  const accepted = ['05001', '5001', '25758'].filter((text) => divipola.safeParse(text).success);

  expect(accepted).toEqual(['05001', '25758']);
});
