import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { centavosDe, dinero as dineroScalar } from '../../../schemas/scalars/dinero.ts';
import { dineroDeFlotante } from '../../../connectors/fields/index.ts';
import { EMPTY, readCell, readEach } from './read-cell.ts';

const NO_NUMBER = { expected: 'un número finito de pesos, con 17 cifras enteras a lo sumo' };
const RESIDUE = { observed: ['RESIDUO_DE_FLOTANTE'] };

describe('dineroDeFlotante', () => {
  test('un flotante que nombra centavos enteros pasa sin residuo', () => {
    const outcomes = readEach(dineroDeFlotante('VALOR', 2), [0, -0, 1234.5, -0.07, 90071992547409.92, 1e16, 5n]);

    expect(outcomes).toEqual(
      ['0.00', '0.00', '1234.50', '-0.07', '90071992547409.92', '10000000000000000.00', '5.00'].map((value) => ({
        value,
      })),
    );
  });

  test('redondea sus cifras más cortas una vez, la mitad hacia afuera, y observa el residuo', () => {
    const cells = [0.1 + 0.2, 1.005, -1.005, 2.675, 499.99999999999994, 0.004999, 1e-7];

    const outcomes = readEach(dineroDeFlotante('VALOR', 2), cells);

    expect(outcomes).toEqual(
      ['0.30', '1.01', '-1.01', '2.68', '500.00', '0.00', '0.00'].map((value) => ({ value, ...RESIDUE })),
    );
  });

  test('redondea a la escala que declara', () => {
    const pesos = readEach(dineroDeFlotante('VALOR', 0), [10, 1234.5, -1234.5, -0.4]);
    const tenths = readEach(dineroDeFlotante('VALOR', 1), [0.25, 0.2]);

    expect(pesos).toEqual([
      { value: '10.00' },
      { value: '1235.00', ...RESIDUE },
      { value: '-1235.00', ...RESIDUE },
      { value: '0.00', ...RESIDUE },
    ]);
    expect(tenths).toEqual([{ value: '0.30', ...RESIDUE }, { value: '0.20' }]);
  });

  test('lee las cifras de un flotante escritas como texto', () => {
    const cells = ['1234.5', '1.7E+10', '-2.675', '1e-7', '.5', '5.', '+3', ' 7 '];

    const outcomes = readEach(dineroDeFlotante('VALOR', 2), cells);

    expect(outcomes).toEqual([
      { value: '1234.50' },
      { value: '17000000000.00' },
      { value: '-2.68', ...RESIDUE },
      { value: '0.00', ...RESIDUE },
      { value: '0.50' },
      { value: '5.00' },
      { value: '3.00' },
      { value: '7.00' },
    ]);
  });

  test('lo que no es un número finito, o no cabe, no se lee', () => {
    const cells = [Number.NaN, Infinity, -Infinity, 1e17, 1e300, 'N/A', '1,5', '1.2.3', 'e5', '1e', true];

    const outcomes = readEach(dineroDeFlotante('VALOR', 2), cells);

    expect(outcomes).toEqual(cells.map(() => NO_NUMBER));
  });

  test('con marcas para el texto, las celdas de texto se leen por ellas y las numéricas como flotantes', () => {
    const field = dineroDeFlotante('VALOR', 2, { text: { decimal: ',', thousands: '.', zeros: ['-'] } });
    const cells = [1234567.89, '1.234.567,89', ' - ', 0.1 + 0.2, '0,305', '1.5E3'];

    const outcomes = readEach(field, cells);

    expect(outcomes.slice(0, 4)).toEqual([
      { value: '1234567.89' },
      { value: '1234567.89' },
      { value: '0.00' },
      { value: '0.30', ...RESIDUE },
    ]);
    expect(outcomes.slice(4).map((outcome) => 'value' in outcome)).toEqual([false, false]);
    expect(cells.map((cell) => field.tally?.(cell))).toEqual([
      123456789n,
      123456789n,
      0n,
      30n,
      'unreadable',
      'unreadable',
    ]);
  });

  test('una celda en blanco no se lee', () => {
    const outcomes = readEach(dineroDeFlotante('VALOR', 2), [null, ' ']);

    expect(outcomes).toEqual([EMPTY, EMPTY]);
  });

  test('el camino corto y el largo dan lo mismo', () => {
    const agreement = fc.property(fc.double(), fc.constantFrom<0 | 1 | 2>(0, 1, 2), (amount, scale) => {
      const field = dineroDeFlotante('VALOR', scale);

      expect(readCell(field, amount)).toEqual(readCell(field, String(amount)));
    });

    fc.assert(agreement, { numRuns: 3000 });
  });

  test('centavos guardados en flotante vuelven idénticos', () => {
    const identity = fc.property(fc.integer({ min: -(2 ** 49), max: 2 ** 49 }), (centavos) => {
      const outcome = readCell(dineroDeFlotante('VALOR', 2), centavos / 100);

      expect(outcome).not.toHaveProperty('observed');
      expect('value' in outcome && centavosDe(String(outcome.value))).toBe(BigInt(centavos));
    });

    fc.assert(identity, { numRuns: 2000 });
  });

  test('el conteo llega por su cuenta a lo mismo, y el valor cumple el esquema', () => {
    const cells = fc.oneof(
      fc.double(),
      fc.double({ min: -1e6, max: 1e6 }),
      fc.integer().map((centavos) => centavos / 1000),
      fc.bigInt(),
      fc.string(),
      fc.stringMatching(/^[+-]?[0-9]{0,20}[.]?[0-9]{0,6}([eE][+-]?[0-9]{1,2})?$/),
      fc.constantFrom(null, '', true),
    );
    const agreement = fc.property(cells, fc.constantFrom<0 | 1 | 2>(0, 1, 2), (cell, scale) => {
      const field = dineroDeFlotante('VALOR', scale);
      const outcome = readCell(field, cell);
      const counted = field.tally?.(cell);

      if ('value' in outcome) {
        expect(dineroScalar.safeParse(outcome.value).success).toBe(true);
        expect(counted).toBe(centavosDe(String(outcome.value)));
      } else {
        expect(counted).toBe(cell === null || String(cell).trim() === '' ? null : 'unreadable');
      }
    });

    fc.assert(agreement, { numRuns: 5000 });
  });
});
