import fc from 'fast-check';
import { expect, test } from 'vitest';

import { bandera } from '../../../schemas/scalars/bandera.ts';
import { decimal } from '../../../schemas/scalars/decimal.ts';
import { entero } from '../../../schemas/scalars/entero.ts';
import { opcion } from '../../../schemas/scalars/opcion.ts';

/** The canonical text of a number of units of the last decimal. */
function write(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${units < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
}

test('un decimal lleva siempre todos sus decimales y hasta diecinueve dígitos', () => {
  const limit = 10n ** 19n;
  fc.assert(
    fc.property(fc.bigInt({ min: -limit * 10n, max: limit * 10n }), fc.integer({ min: 0, max: 8 }), (units, scale) => {
      const text = write(units, scale);

      expect(decimal(scale).safeParse(text).success).toBe(units > -limit && units < limit);
    }),
    { numRuns: 1000 },
  );
});

test('un decimal de otra escala no es el mismo texto', () => {
  const accepted = ['6.5000', '6.5', '6.50000', '6', '-0.0000', '0.0000', '06.5000', '-6.5000'].filter(
    (text) => decimal(4).safeParse(text).success,
  );

  expect(accepted).toEqual(['6.5000', '0.0000', '-6.5000']);
});

test('un entero es el que un número binario guarda exacto', () => {
  const values = [0, -1, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1, 1.5, Number.NaN, '1', 1n];

  const accepted = values.filter((value) => entero.safeParse(value).success);

  expect(accepted).toEqual([0, -1, Number.MAX_SAFE_INTEGER]);
});

test('una bandera es verdadera o falsa, no un texto ni un número', () => {
  const accepted = [true, false, 'S', 1, 0, null].filter((value) => bandera.safeParse(value).success);

  expect(accepted).toEqual([true, false]);
});

test('una opción acepta los valores de su lista y ningún otro', () => {
  const values = ['urbana', 'rural'];
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.constantFrom(...values)), (text) => {
      const { success } = opcion(['urbana', 'rural']).safeParse(text);

      expect(success).toBe(values.includes(text));
    }),
  );
});
