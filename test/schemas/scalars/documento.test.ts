import fc from 'fast-check';
import { expect, test } from 'vitest';

import { digitoVerificacion, documento, nitCheckDigit } from '../../../schemas/scalars/documento.ts';

const nit = fc.stringMatching(/^[0-9]{1,15}$/);

test.each([
  ['213123432', '1'],
  ['800107701', '8'],
  ['890700906', '0'],
  ['899999239', '2'],
  ['899999062', '6'],
  ['890903938', '8'],
  ['899999468', '2'],
])('el dígito de verificación del NIT %s es %s', (number, expected) => {
  const digit = nitCheckDigit(number);

  expect(digit).toBe(expected);
});

test('cada uno de los quince lugares tiene su peso', () => {
  const digits = Array.from({ length: 15 }, (_, place) => nitCheckDigit(`1${'0'.repeat(place)}`));

  expect(digits.join('')).toBe('849531473182716');
});

test('todo NIT tiene un dígito de verificación, el mismo con ceros delante', () => {
  fc.assert(
    fc.property(nit, (number) => {
      const digit = nitCheckDigit(number);

      expect(digitoVerificacion.safeParse(digit).success).toBe(true);
      expect(nitCheckDigit(number.padStart(15, '0'))).toBe(digit);
    }),
  );
});

test('un dígito mal copiado cambia el dígito de verificación, salvo donde 0 y 1 se confunden', () => {
  fc.assert(
    fc.property(nit, fc.nat(), fc.integer({ min: 1, max: 9 }), (number, seed, change) => {
      const place = seed % number.length;
      const digit = (Number(number[place]) + change) % 10;
      const wrong = `${number.slice(0, place)}${String(digit)}${number.slice(place + 1)}`;

      const digits = [nitCheckDigit(number), nitCheckDigit(wrong)];

      expect(digits[0] !== digits[1] || ['0', '1'].includes(digits[0] ?? '')).toBe(true);
    }),
  );
});

test.each(['', 'AB123', '1234567890123456', '899.999.468', '899999468-2'])('%j no es un NIT', (text) => {
  const digit = nitCheckDigit(text);

  expect(digit).toBeNull();
});

test('un documento son hasta veinte dígitos y letras mayúsculas, sin puntos ni guiones', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9A-Z]{1,22}$/)), (text) => {
      const { success } = documento.safeParse(text);

      expect(success).toBe(
        text.length >= 1 && text.length <= 20 && Array.from(text).every((sign) => /[0-9A-Z]/.test(sign)),
      );
    }),
  );
});

test.each(['0', '1', '222222222222', '999999999999999999'])('el documento de relleno %s se conserva', (text) => {
  const value = documento.parse(text);

  expect(value).toBe(text);
});
