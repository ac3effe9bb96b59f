import fc from 'fast-check';
import { expect, test } from 'vitest';

import { codigo } from '../../../schemas/scalars/codigo.ts';
import { texto } from '../../../schemas/scalars/texto.ts';

const anything = fc.string({ unit: 'binary' });
const units = fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes));

test('es texto lo que no está vacío, no trae blancos en los extremos y PostgreSQL puede guardar', () => {
  fc.assert(
    fc.property(fc.oneof(anything, units), (text) => {
      const { success } = texto.safeParse(text);

      expect(success).toBe(text !== '' && text === text.trim() && !text.includes('\0') && text.isWellFormed());
    }),
    { numRuns: 1000 },
  );
});

test('un código es un texto sin caracteres de control ni saltos de línea', () => {
  fc.assert(
    fc.property(fc.oneof(anything, units), (text) => {
      const { success } = codigo.safeParse(text);

      expect(success).toBe(texto.safeParse(text).success && !/[\p{Cc}\u2028\u2029]/u.test(text));
    }),
    { numRuns: 1000 },
  );
});

test.each(['007', 'A 1', '50N-987', 'Ñ', '𝒜'])('%s es un código y queda como está', (text) => {
  const value = codigo.parse(text);

  expect(value).toBe(text);
});

test.each(['', ' ', 'A-1\u00a0', ' A-1', '\ufeffA-1', 'A\0', 'A\ud800', '\udc00A', 'A\tB', 'A\nB'])(
  '%j no es un código',
  (text) => {
    const { success } = codigo.safeParse(text);

    expect(success).toBe(false);
  },
);

test('un texto puede tener saltos de línea por dentro', () => {
  const value = texto.parse('CALLE 3\nCASA 4');

  expect(value).toBe('CALLE 3\nCASA 4');
});
