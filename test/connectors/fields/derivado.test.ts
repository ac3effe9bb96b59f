import { describe, expect, test } from 'vitest';
import {
  codigo,
  cuenta,
  delAmbito,
  dinero,
  entero,
  extraer,
  opcional,
  texto,
  traducido,
} from '../../../connectors/fields/index.ts';
import { EMPTY, readCell, readEach, readInScope } from './read-cell.ts';

describe('extraer', () => {
  test('lee con su lector lo que halla dentro del texto', () => {
    const bpin = extraer('CONCEPTO', /BPIN\s*(\d{13,15})/, codigo);
    const recibo = extraer('REFERENCIA', /^0*(\d+)$/, entero);

    expect(readCell(bpin, 'VÍAS BPIN 2024257580012 FASE I')).toEqual({ value: '2024257580012' });
    expect(readCell(recibo, '000000000000000000000000000000000000000202400123')).toEqual({ value: 202400123 });
  });

  test('donde no halla nada es como una celda en blanco', () => {
    const bpin = extraer('CONCEPTO', /BPIN\s*(\d{13})/, codigo);
    const expected = `un texto en que se halle /BPIN\\s*(\\d{13})/`;

    expect(readEach(bpin, ['VÍAS', null])).toEqual([{ expected }, EMPTY]);
    expect(readEach(opcional(bpin), ['VÍAS', null])).toEqual([{ value: null }, { value: null }]);
  });

  test('lo hallado que su lector no lee se rechaza con la celda entera', () => {
    const outcome = readCell(extraer('CONCEPTO', /CTA (\S+)/, cuenta), 'PAGO CTA 130');

    expect(outcome).toEqual({
      expected: 'una cuenta contable de 1, 2, 4, 6 o más dígitos, como 130507 o 1.3.05.07',
    });
  });

  test('halla lo mismo cada vez, aunque el patrón sea global', () => {
    const outcomes = readEach(extraer('TEXTO', /(\d+)/g, texto), ['a1', 'a1', 'a1']);

    expect(outcomes).toEqual([{ value: '1' }, { value: '1' }, { value: '1' }]);
  });

  test('un patrón sin grupo, o con dos, es un error de quien declara', () => {
    expect(() => extraer('TEXTO', /\d+/, texto)).toThrow(TypeError);
    expect(() => extraer('TEXTO', /(a)(b)/, texto)).toThrow(TypeError);
  });

  test('el dinero hallado se cuenta', () => {
    const field = extraer('TEXTO', /POR (\S+)/, dinero);

    expect(['PAGO POR 5.10', 'PAGO', 'POR x'].map((cell) => field.tally?.(cell))).toEqual([510n, null, 'unreadable']);
  });

  test('su declaración es JSON y dice el patrón', () => {
    const field = opcional(extraer('TEXTO', /cdp (\d+)/i, entero));

    expect(JSON.parse(JSON.stringify(field.options))).toEqual({
      pattern: 'cdp (\\d+)',
      flags: 'i',
      inner: { leadingZeros: 'allowed', optional: true },
    });
  });
});

describe('traducido', () => {
  const bank = traducido('BANCO', { '1007': '007', '7': '007' }, codigo);

  test('cambia el código por el declarado', () => {
    expect(readEach(bank, ['1007', ' 7 ', 7])).toEqual([{ value: '007' }, { value: '007' }, { value: '007' }]);
  });

  test('un código fuera del mapa no se lee, y uno en blanco tampoco', () => {
    const expected = 'uno de los 2 códigos declarados';

    expect(readEach(bank, ['051', 'toString', null])).toEqual([{ expected }, { expected }, EMPTY]);
    expect(readEach(opcional(bank), [null, '051'])).toEqual([{ value: null }, { expected }]);
  });
});

describe('del ámbito', () => {
  test('la vigencia es la del lugar donde se lee', () => {
    expect(readInScope(delAmbito('vigencia'), { vigencia: 2024 })).toEqual({ value: 2024 });
    expect(readInScope(delAmbito('vigencia'), { vigencia: '2205' })).toEqual({
      expected: 'una vigencia entre 1980 y 2100',
    });
  });

  test('cualquier otro valor se lee con el lector que se declara', () => {
    const bank = delAmbito('banco', codigo);

    expect(readInScope(bank, { banco: '007' })).toEqual({ value: '007' });
    expect(readInScope(bank, {})).toEqual(EMPTY);
    expect(readInScope(opcional(bank), {})).toEqual({ value: null });
  });
});
