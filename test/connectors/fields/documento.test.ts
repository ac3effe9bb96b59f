import { describe, expect, test } from 'vitest';
import { digitoVerificacion, documento, opcional } from '../../../connectors/fields/index.ts';
import { EMPTY, readCell, readEach } from './read-cell.ts';

const NO_DOCUMENT = {
  expected:
    'un documento de 1 a 20 letras y dígitos, sin decimales (12345678.0: un programa lo tomó por un valor); los demás puntos, guiones y espacios sobran',
};
const WRONG = { observed: ['NIT_DV_ERRADO'] };
const MISSING = { observed: ['NIT_SIN_DV'] };
const INVENTED = { observed: ['DOCUMENTO_FICTICIO'] };

describe('documento', () => {
  test('quita puntos, comas, guiones, espacios y ceros a la izquierda', () => {
    const cells = ['1019000123', '1.019.000.123', '1,019,000,123', ' 0001019000123\u00a0', '10-19000-123', 1019000123];

    const outcomes = readEach(documento('NIT'), cells);

    expect(outcomes).toEqual(cells.map(() => ({ value: '1019000123' })));
  });

  test('un documento con letras va en mayúsculas y conserva sus ceros', () => {
    const outcomes = readEach(documento('DOCUMENTO'), ['ab-012345', '00A1']);

    expect(outcomes).toEqual([{ value: 'AB012345' }, { value: '00A1' }]);
  });

  test('lo que no es un documento no se lee', () => {
    const outcomes = readEach(documento('NIT'), ['N/A', 'Ñ123', '1'.repeat(21), '---', 1.5, null, ' ']);

    expect(outcomes).toEqual([NO_DOCUMENT, NO_DOCUMENT, NO_DOCUMENT, NO_DOCUMENT, NO_DOCUMENT, EMPTY, EMPTY]);
  });

  test('los decimales que un programa le puso no se vuelven cifras de otra persona', () => {
    const cells = ['1019000123.0', '1019000123,00', '1019000123.5'];

    const outcomes = [...readEach(documento('NIT'), cells), ...readEach(documento('NIT', { dv: 'glued' }), cells)];

    expect(outcomes).toEqual(outcomes.map(() => NO_DOCUMENT));
  });

  test('un dígito de verificación tras un guion se quita siempre, y se observa si está errado', () => {
    const outcomes = readEach(documento('NIT'), ['899.999.468-2', '899999062 - 6', '899999062-5', '0800107701-8']);

    expect(outcomes).toEqual([
      { value: '899999468' },
      { value: '899999062' },
      { value: '899999062', ...WRONG },
      { value: '800107701' },
    ]);
  });

  test('donde se espera tras un guion, un NIT de empresa que no lo trae se observa; una cédula no', () => {
    const outcomes = readEach(documento('NIT', { dv: 'dashed' }), ['899999468', '1019000123', '899999468-2']);

    expect(outcomes).toEqual([{ value: '899999468', ...MISSING }, { value: '1019000123' }, { value: '899999468' }]);
  });

  test('pegado al número se quita; si a un NIT de empresa le falta se observa', () => {
    const outcomes = readEach(documento('NIT', { dv: 'glued' }), [
      '8999994682',
      '8999994683',
      '899999468',
      '801234567',
    ]);

    expect(outcomes).toEqual([
      { value: '899999468' },
      { value: '899999468', ...WRONG },
      { value: '899999468', ...MISSING },
      { value: '801234567', ...MISSING },
    ]);
  });

  test('en su propia columna se compara, y si falta a un NIT de empresa se observa', () => {
    const field = documento('NIT', { dv: { column: 'DV' } });

    const outcomes = [
      readCell(field, '899999468', '2'),
      readCell(field, '899999468', 2),
      readCell(field, '899999468', '3'),
      readCell(field, '899999468', ' '),
      readCell(field, '1019000123', null),
      readCell(field, 'AB1234', '0'),
    ];

    expect(outcomes).toEqual([
      { value: '899999468' },
      { value: '899999468' },
      { value: '899999468', ...WRONG },
      { value: '899999468', ...MISSING },
      { value: '1019000123' },
      { value: 'AB1234' },
    ]);
  });

  test('un documento inventado se guarda y se observa', () => {
    const cells = ['0', '1', '000', '222222222222', '999999999999999999', '123456789', '12345', 'SIN NIT'];

    const outcomes = readEach(documento('NIT'), cells);

    expect(outcomes).toEqual(
      ['0', '1', '0', '222222222222', '999999999999999999', '123456789', '12345', 'SINNIT'].map((value) => ({
        value,
        ...INVENTED,
      })),
    );
  });

  test('uno inventado no pierde su última cifra donde el dígito va pegado', () => {
    const outcomes = readEach(documento('NIT', { dv: 'glued' }), ['222222222222', '0', 'AB123']);

    expect(outcomes).toEqual([{ value: '222222222222', ...INVENTED }, { value: '0', ...INVENTED }, { value: 'AB123' }]);
  });
});

describe('dígito de verificación', () => {
  test('en su propia columna es una sola cifra', () => {
    const outcomes = readEach(digitoVerificacion('DV'), ['2', 0, '12', 'X', null]);

    const expected = 'un dígito de verificación de 0 a 9';
    expect(outcomes).toEqual([{ value: '2' }, { value: '0' }, { expected }, { expected }, EMPTY]);
  });

  test('tras el número se lee como el documento lo separa', () => {
    const dashed = readEach(digitoVerificacion('NIT', { in: 'dashed' }), ['899999468-2', '899999468']);
    const glued = readEach(digitoVerificacion('NIT', { in: 'glued' }), ['8999994682', '899999468', 'N/A']);

    expect(dashed).toEqual([{ value: '2' }, { value: null }]);
    expect(glued).toEqual([{ value: '2' }, { value: null }, NO_DOCUMENT]);
  });

  test('es nulo en una celda en blanco si el campo es opcional', () => {
    expect(readCell(opcional(digitoVerificacion('DV')), ' ')).toEqual({ value: null });
  });
});
