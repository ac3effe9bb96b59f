import { describe, expect, test } from 'vitest';
import { codigo, texto } from '../../../connectors/fields/index.ts';
import { EMPTY, readCell, readEach } from './read-cell.ts';

const NO_TEXT = { expected: 'un texto sin caracteres nulos ni a medio codificar' };
const NO_CODE = {
  expected: 'un código sin caracteres de control ni notación científica (1.70E+29: Excel perdió sus cifras)',
};

describe('texto', () => {
  test('quita los espacios de los extremos, también los que no se ven', () => {
    const outcomes = readEach(texto('NOMBRE'), [' Ana Nadie ', 'Ana Nadie\u00a0', '\ufeffAna\tNadie\n', 'Ñuñoa\u3000']);

    expect(outcomes).toEqual([
      { value: 'Ana Nadie' },
      { value: 'Ana Nadie' },
      { value: 'Ana\tNadie' },
      { value: 'Ñuñoa' },
    ]);
  });

  test('una celda vacía o en blanco no se lee', () => {
    const outcomes = readEach(texto('NOMBRE'), [null, '', '   ', '\u00a0']);

    expect(outcomes).toEqual([EMPTY, EMPTY, EMPTY, EMPTY]);
  });

  test('un carácter nulo y medio par sustituto no se leen; un par entero sí', () => {
    const outcomes = readEach(texto('NOMBRE'), ['Ana\0', 'a\ud83d', 'a\udca9', '\ud83d\udca9']);

    expect(outcomes).toEqual([NO_TEXT, NO_TEXT, NO_TEXT, { value: '\ud83d\udca9' }]);
  });

  test('un texto mal decodificado se guarda y se observa', () => {
    const outcomes = readEach(texto('NOMBRE'), ['PEÃ‘A', 'Ã±', 'â€œSopó', 'MU├æOZ', 'PE¥A', 'Pe\ufffda', 'Â°']);

    const observed = ['MOJIBAKE'];
    expect(outcomes).toEqual([
      { value: 'PEÃ‘A', observed },
      { value: 'Ã±', observed },
      { value: 'â€œSopó', observed },
      { value: 'MU├æOZ', observed },
      { value: 'PE¥A', observed },
      { value: 'Pe\ufffda', observed },
      { value: 'Â°', observed },
    ]);
  });

  test('las tildes y los signos de otras lenguas no son sospechosos', () => {
    const texts = ['Peña Ávila', 'São João', 'Âncora', '¥ 100', '“Sopó” – 20 €', 'crème brûlée'];

    const outcomes = readEach(texto('NOMBRE'), texts);

    expect(outcomes).toEqual(texts.map((value) => ({ value })));
  });

  test('un entero se lee por sus cifras; lo que no es texto ni entero no se lee', () => {
    const outcomes = readEach(texto('NOMBRE'), [
      7,
      -0,
      12345678901234567890n,
      1.5,
      2 ** 53,
      true,
      new Uint8Array([65]),
    ]);

    expect(outcomes).toEqual([
      { value: '7' },
      { value: '0' },
      { value: '12345678901234567890' },
      NO_TEXT,
      NO_TEXT,
      NO_TEXT,
      NO_TEXT,
    ]);
  });
});

describe('codigo', () => {
  test('conserva los ceros a la izquierda y lo que hay entre los extremos', () => {
    const outcomes = readEach(codigo('CODIGO'), ['007', '1.10', 'A-1\u00a0', 'A 1']);

    expect(outcomes).toEqual([{ value: '007' }, { value: '1.10' }, { value: 'A-1' }, { value: 'A 1' }]);
  });

  test('la notación científica no se lee: las cifras ya se perdieron', () => {
    const outcomes = readEach(codigo('CODIGO'), ['1.70E+29', '1,7E+29', '1e+21', '2.5E10', '-1E-5', ' 1.7E+29 ']);

    expect(outcomes).toEqual([NO_CODE, NO_CODE, NO_CODE, NO_CODE, NO_CODE, NO_CODE]);
  });

  test('una letra E entre cifras, sin punto ni signo, es parte del código', () => {
    const outcome = readCell(codigo('CODIGO'), '3E10');

    expect(outcome).toEqual({ value: '3E10' });
  });

  test('una celda flotante y los caracteres de control no se leen', () => {
    const outcomes = readEach(codigo('CODIGO'), [
      1.5,
      2 ** 60,
      Number.NaN,
      'A\t1',
      'A\n1',
      'A\u0085\u0001',
      'A\u2028B',
    ]);

    expect(outcomes).toEqual(outcomes.map(() => NO_CODE));
  });

  test('una celda en blanco no se lee', () => {
    const outcomes = readEach(codigo('CODIGO'), [null, ' \u00a0']);

    expect(outcomes).toEqual([EMPTY, EMPTY]);
  });
});

test('una columna que las filas no traen es un error de quien declara', () => {
  const compile = () => texto('NOMBRE').compile(new Map([['OTRA', 0]]));

  expect(compile).toThrow(TypeError);
});
