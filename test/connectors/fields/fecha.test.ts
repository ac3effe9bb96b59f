import { describe, expect, test } from 'vitest';
import { delAmbito, fecha, instante, opcional } from '../../../connectors/fields/index.ts';
import type { FormatoDeFecha } from '../../../connectors/fields/fecha.ts';
import { EMPTY, readCell, readEach, readInScope } from './read-cell.ts';

const NO_DATE = { expected: 'una fecha que exista, AAAA-MM-DD, sin hora' };

describe('fecha', () => {
  test('lee los días que existen, sin hora o a medianoche', () => {
    const cells = [
      '2024-02-29',
      ' 2024-02-29 ',
      '2024-02-29 00:00:00',
      '2024-02-29T00:00:00.0000000',
      '2024-02-29 00:00',
    ];

    const outcomes = readEach(fecha('FECHA'), cells);

    expect(outcomes).toEqual(cells.map(() => ({ value: '2024-02-29' })));
  });

  test('conserva los años 0001 a 9999 como están escritos', () => {
    const outcomes = readEach(fecha('FECHA'), ['0001-01-01', '1899-12-30', '2918-08-01', '9999-12-31']);

    expect(outcomes).toEqual(['0001-01-01', '1899-12-30', '2918-08-01', '9999-12-31'].map((value) => ({ value })));
  });

  test('un día que no existe, un texto o una hora no se leen', () => {
    const cells = [
      '2023-02-29',
      '2024-04-31',
      '2024-13-01',
      '0000-00-00',
      '31/01/2024',
      '20240101',
      '24-01-01',
      'ayer',
    ];

    const outcomes = readEach(fecha('FECHA'), [
      ...cells,
      '2024-01-01 10:30:00',
      '2024-01-0100:00:00',
      20240101,
      45000.5,
    ]);

    expect(outcomes).toEqual(outcomes.map(() => NO_DATE));
  });

  test('la hora se desecha solo donde se declara', () => {
    const outcomes = readEach(fecha('FECHA', { time: 'dropped' }), [
      '2024-01-01 23:59:59.997',
      '2024-01-01',
      '2024-01-01 x',
    ]);

    expect(outcomes).toEqual([
      { value: '2024-01-01' },
      { value: '2024-01-01' },
      { expected: 'una fecha que exista, AAAA-MM-DD' },
    ]);
  });

  test('cada formato declarado lee el suyo y rechaza los demás', () => {
    const written: Readonly<Record<FormatoDeFecha, string>> = {
      'AAAA-MM-DD': '2024-01-31',
      'AAAA/MM/DD': '2024/01/31',
      AAAAMMDD: '20240131',
      'DD/MM/AAAA': '31/01/2024',
      'DD-MM-AAAA': '31-01-2024',
      'DD.MM.AAAA': '31.01.2024',
      DDMMAAAA: '31012024',
      'MM/DD/AAAA': '01/31/2024',
    };
    const formats = Object.keys(written) as FormatoDeFecha[];

    const reads = formats.map((format) =>
      formats.filter((other) => 'value' in readCell(fecha('F', { format }), written[other])),
    );
    const values = formats.map((format) => readCell(fecha('F', { format }), written[format]));

    expect(reads).toEqual(formats.map((format) => [format]));
    expect(values).toEqual(formats.map(() => ({ value: '2024-01-31' })));
  });

  test('31/02 no es una fecha', () => {
    const outcome = readCell(fecha('FECHA', { format: 'DD/MM/AAAA' }), '31/02/2024');

    expect(outcome).toEqual({ expected: 'una fecha que exista, DD/MM/AAAA, sin hora' });
  });

  test('un entero es una fecha de ocho cifras; solo al día puede faltarle su cero', () => {
    const yearFirst = readEach(fecha('FECHA', { format: 'AAAAMMDD' }), [20240131, 240131]);
    const dayFirst = readEach(fecha('FECHA', { format: 'DDMMAAAA' }), [1012024, 31012024, '1012024']);

    expect(yearFirst).toEqual([{ value: '2024-01-31' }, { expected: 'una fecha que exista, AAAAMMDD, sin hora' }]);
    expect(dayFirst).toEqual([
      { value: '2024-01-01' },
      { value: '2024-01-31' },
      { expected: 'una fecha que exista, DDMMAAAA, sin hora' },
    ]);
  });

  test('una fecha centinela es nula solo donde se declara', () => {
    const declared = fecha('FECHA', { sentinels: ['1899-12-30', '0000-00-00'] });

    const outcomes = readEach(declared, ['1899-12-30', '0000-00-00', '1899-12-30 00:00:00', '1900-01-01']);

    expect(outcomes).toEqual([{ value: null }, { value: null }, { value: null }, { value: '1900-01-01' }]);
    expect(readEach(fecha('FECHA'), ['1899-12-30', '0000-00-00'])).toEqual([{ value: '1899-12-30' }, NO_DATE]);
  });

  test('una celda en blanco no es centinela: no se lee, o es nula si el campo es opcional', () => {
    const sentinel = fecha('FECHA', { sentinels: ['1899-12-30'] });

    expect(readEach(sentinel, [null, ' '])).toEqual([EMPTY, EMPTY]);
    expect(readEach(opcional(sentinel), [null, ' ', '1899-12-30'])).toEqual([
      { value: null },
      { value: null },
      { value: null },
    ]);
  });

  test('una fecha de otro año que su vigencia se observa', () => {
    const field = fecha('FECHA', { vigencia: 'ANO' });

    const outcomes = [2024, '2024 ', '2023', 'x', null].map((vigencia) => readCell(field, '2024-05-01', vigencia));

    expect(outcomes).toEqual([
      { value: '2024-05-01' },
      { value: '2024-05-01' },
      { value: '2024-05-01', observed: ['FECHA_FUERA_DE_VIGENCIA'] },
      { value: '2024-05-01' },
      { value: '2024-05-01' },
    ]);
  });

  test('en una base por vigencia, la vigencia la dice el ámbito', () => {
    const field = fecha('FECHA', { vigencia: delAmbito('vigencia') });

    const outcomes = [2024, 2023, null].map((vigencia) => readInScope(field, { vigencia }, '2024-05-01'));

    expect(field.columns).toEqual(['FECHA']);
    expect(outcomes).toEqual([
      { value: '2024-05-01' },
      { value: '2024-05-01', observed: ['FECHA_FUERA_DE_VIGENCIA'] },
      { value: '2024-05-01' },
    ]);
  });
});

describe('instante', () => {
  const field = instante('REGISTRO', { zone: '-05:00' });

  test('lleva a UTC la hora de la zona declarada', () => {
    const outcomes = readEach(field, ['2024-01-31 20:15:30', '2024-01-31T20:15', '2024-01-31 20:15:30.1234567']);

    expect(outcomes).toEqual([
      { value: '2024-02-01T01:15:30.000Z' },
      { value: '2024-02-01T01:15:00.000Z' },
      { value: '2024-02-01T01:15:30.123Z' },
    ]);
  });

  test('la zona que trae la celda va por delante de la declarada', () => {
    const outcomes = readEach(field, ['2024-01-31T20:15:30Z', '2024-01-31 20:15:30 +05:30', '0001-01-01 00:00:00']);

    expect(outcomes).toEqual([
      { value: '2024-01-31T20:15:30.000Z' },
      { value: '2024-01-31T14:45:30.000Z' },
      { value: '0001-01-01T05:00:00.000Z' },
    ]);
  });

  test('lo que no es un momento no se lee', () => {
    const cells = [
      '2024-01-31',
      '2024-02-30 10:00:00',
      '2024-01-31 24:00:00',
      '9999-12-31 23:00:00',
      '31/01/2024 10:00',
      5,
    ];

    const outcomes = readEach(field, cells);

    expect(outcomes).toEqual(cells.map(() => ({ expected: 'una fecha con hora, AAAA-MM-DD HH:MM:SS' })));
  });

  test('una zona sin diferencia horaria es un error de quien declara', () => {
    expect(() => instante('REGISTRO', { zone: 'America/Bogota' })).toThrow(TypeError);
  });
});
