import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { centavosDe, dinero as dineroScalar, dineroDe } from '../../../schemas/scalars/dinero.ts';
import { dinero, opcional } from '../../../connectors/fields/index.ts';
import { EMPTY, readCell, readEach } from './read-cell.ts';

const centavos = fc.bigInt({ min: -(10n ** 19n) + 1n, max: 10n ** 19n - 1n });
const NO_AMOUNT = { expected: 'un valor en pesos como 1234.50, con 2 decimales a lo sumo' };

describe('dinero', () => {
  test('lee el texto exacto y lo deja con dos decimales', () => {
    const cells = ['1234.50', '1234.5', '1234', '-42.50', '007.10', '.5', ' 12\u00a0', '1.5000', '0', '-0.00', '-0'];

    const outcomes = readEach(dinero('VALOR'), cells);

    expect(outcomes).toEqual(
      ['1234.50', '1234.50', '1234.00', '-42.50', '7.10', '0.50', '12.00', '1.50', '0.00', '0.00', '0.00'].map(
        (value) => ({ value }),
      ),
    );
  });

  test('lee los enteros por sus cifras', () => {
    const outcomes = readEach(dinero('VALOR'), [0, -0, 12, -3, 9007199254740991, 10n ** 17n - 1n]);

    expect(outcomes).toEqual(
      ['0.00', '0.00', '12.00', '-3.00', '9007199254740991.00', '99999999999999999.00'].map((value) => ({ value })),
    );
  });

  test('lo que no es un valor de esta columna no se lee', () => {
    const cells = ['N/A', '5.', '-', '+5', '1e5', '$ 5', '1,234.50', '1 234', '1.505', '--5', '٣', true, 1.5, 2 ** 53];

    const outcomes = readEach(dinero('VALOR'), [...cells, Number.NaN, Infinity, new Uint8Array([49])]);

    expect(outcomes).toEqual(outcomes.map(() => NO_AMOUNT));
  });

  test('diecisiete cifras enteras caben y dieciocho no', () => {
    const outcomes = readEach(dinero('VALOR'), ['99999999999999999.99', '100000000000000000', 10n ** 17n]);

    expect(outcomes).toEqual([{ value: '99999999999999999.99' }, NO_AMOUNT, NO_AMOUNT]);
  });

  test('una celda en blanco no se lee, y si el campo es opcional es nula', () => {
    const required = readEach(dinero('VALOR'), [null, '', '\u00a0']);
    const optional = readEach(opcional(dinero('VALOR')), [null, '', '\u00a0', '7', 'x']);

    expect(required).toEqual([EMPTY, EMPTY, EMPTY]);
    expect(optional).toEqual([{ value: null }, { value: null }, { value: null }, { value: '7.00' }, NO_AMOUNT]);
  });

  test('con coma decimal y punto de miles lee esas marcas y ninguna otra', () => {
    const field = dinero('VALOR', { decimal: ',', thousands: '.' });
    const expected = 'un valor en pesos como 1.234,50, con 2 decimales a lo sumo';

    const read = readEach(field, ['1.234.567,89', '1234567,89', '104009277734,32 ', '-1.000', '999']);
    const refused = readEach(field, ['1,234.50', '1.23,4', '12.34', '1234.567', '1..234', '.234', '1.234.', '1,2,3']);

    expect(read).toEqual(
      ['1234567.89', '1234567.89', '104009277734.32', '-1000.00', '999.00'].map((value) => ({ value })),
    );
    expect(refused).toEqual(refused.map(() => ({ expected })));
  });

  test('un espacio de miles puede ser de los que no se parten', () => {
    const outcomes = readEach(dinero('VALOR', { decimal: ',', thousands: ' ' }), ['1 234,5', '1\u00a0234\u202f567']);

    expect(outcomes).toEqual([{ value: '1234.50' }, { value: '1234567.00' }]);
  });

  test('una misma marca para decimales y miles es un error de quien declara', () => {
    expect(() => dinero('VALOR', { thousands: '.' })).toThrow(TypeError);
  });

  test('los miles de pesos se multiplican sin perder nada', () => {
    const expected = 'un valor en miles de pesos como 1234.50, con 5 decimales a lo sumo';

    const outcomes = readEach(dinero('VALOR', { unit: 'miles' }), ['1', '1.23456', -2, '-0.00001', '1.234567']);

    expect(outcomes).toEqual([
      { value: '1000.00' },
      { value: '1234.56' },
      { value: '-2000.00' },
      { value: '-0.01' },
      { expected },
    ]);
  });

  test('un signo inusual se observa y se guarda', () => {
    const outcomes = readEach(dinero('VALOR', { sign: 'positive' }), ['-42.50', '42.50', '-0.00']);

    expect(outcomes).toEqual([{ value: '-42.50', observed: ['SIGNO_INUSUAL'] }, { value: '42.50' }, { value: '0.00' }]);
  });

  test('lo que los informes imprimen alrededor de un valor no es parte de él', () => {
    const field = dinero('VALOR', {
      decimal: ',',
      thousands: '.',
      zeros: ['-'],
      symbol: '$',
      negative: 'parentheses',
    });
    const printed = [' -   ', ' 44.893.000 ', '$ 1.234,50', '-$5', '$-5', '- 5', '(5)', '($ 1.234,50)', '0'];

    const outcomes = readEach(field, printed);
    const trailing = readEach(dinero('VALOR', { negative: 'trailing minus' }), ['1234.50-', '-1', '1--', '1- 2']);
    const twice = readEach(field, ['-(5)', '(-5)', '-$-5', '(5', '$', '--', '$$5']);

    expect(outcomes).toEqual(
      ['0.00', '44893000.00', '1234.50', '-5.00', '-5.00', '-5.00', '-5.00', '-1234.50', '0.00'].map((value) => ({
        value,
      })),
    );
    expect(trailing.map((outcome) => ('value' in outcome ? outcome.value : 'unreadable'))).toEqual([
      '-1234.50',
      '-1.00',
      'unreadable',
      'unreadable',
    ]);
    expect(twice.map((outcome) => 'value' in outcome)).toEqual(twice.map(() => false));
  });

  test('el texto canónico pasa idéntico', () => {
    const identity = fc.property(centavos, (amount) => {
      const text = dineroDe(amount);

      expect(readCell(dinero('VALOR'), text)).toEqual({ value: text });
    });

    fc.assert(identity, { numRuns: 1000 });
  });

  test('un valor escrito con cualquier marca declarada da los mismos centavos', () => {
    const marks = fc.constantFrom(
      { decimal: ',', thousands: '.' } as const,
      { decimal: '.', thousands: ',' } as const,
      { decimal: ',', thousands: ' ' } as const,
    );
    const sameAmount = fc.property(centavos, marks, (amount, mark) => {
      const [whole = '', decimals = ''] = dineroDe(amount).split('.');
      const written = whole.replace(/\B(?=(\d{3})+$)/g, mark.thousands) + mark.decimal + decimals;

      expect(readCell(dinero('VALOR', mark), written)).toEqual({ value: dineroDe(amount) });
    });

    fc.assert(sameAmount, { numRuns: 500 });
  });
});

describe('el conteo de dinero', () => {
  const columns = [
    dinero('VALOR'),
    dinero('VALOR', { decimal: ',', thousands: '.' }),
    dinero('VALOR', { decimal: ',', thousands: ' ' }),
    dinero('VALOR', { unit: 'miles' }),
    dinero('VALOR', { unit: 'miles', decimal: ',', thousands: '.' }),
    opcional(dinero('VALOR')),
    dinero('VALOR', { decimal: ',', thousands: '.', zeros: ['-'], symbol: '$', negative: 'parentheses' }),
    dinero('VALOR', { zeros: ['-', '0-'], symbol: 'COP', negative: 'trailing minus' }),
  ];
  const amounts = fc.oneof(
    centavos.map(dineroDe),
    fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
    fc.integer(),
    fc.double(),
    fc.constantFrom(null, true, new Uint8Array([49])),
    fc.stringMatching(/^ ?-?[$(]? ?(COP)?[-$]? ?[0-9]{0,3}([.,][0-9]{2,3}){0,2} ?[-)]?$/),
    fc.stringMatching(/^[ \u00a0]?-?[0-9]{0,20}([., ][0-9]{0,4}){0,4}[ \u00a0]?$/),
    fc.string(),
  );

  test('llega por su cuenta a lo mismo que el lector', () => {
    const agreement = fc.property(fc.constantFrom(...columns), amounts, (field, cell) => {
      const outcome = readCell(field, cell);
      const counted = field.tally?.(cell);

      if ('value' in outcome && typeof outcome.value === 'string') expect(counted).toBe(centavosDe(outcome.value));
      else expect(counted).toBe(isBlank(cell) ? null : 'unreadable');
    });

    fc.assert(agreement, { numRuns: 5000 });
  });

  test('lo que se lee cumple el esquema del dinero', () => {
    const validity = fc.property(fc.constantFrom(...columns), amounts, (field, cell) => {
      const outcome = readCell(field, cell);

      if ('value' in outcome) expect(dineroScalar.nullable().safeParse(outcome.value).success).toBe(true);
    });

    fc.assert(validity, { numRuns: 2000 });
  });

  function isBlank(cell: unknown): boolean {
    return cell === null || (typeof cell === 'string' && cell.trim() === '');
  }
});
