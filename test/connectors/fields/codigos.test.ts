import { expect, test } from 'vitest';
import { codigoPredial, cuenta, divipola, matricula, numeroPredial, rubro } from '../../../connectors/fields/index.ts';
import { EMPTY, readEach } from './read-cell.ts';

const NPN = '257580100000000050007000000000';

test('un rubro se guarda como está escrito', () => {
  const read = readEach(rubro('RUBRO'), ['1.1.01.01.200', '1.10', '1.1 ', 1]);
  const refused = readEach(rubro('RUBRO'), ['1.', '.1', '1..1', '1,1', '1.1.A', 1.1, '2.3 - 20']);

  expect(read).toEqual(['1.1.01.01.200', '1.10', '1.1', '1'].map((value) => ({ value })));
  expect(refused).toEqual(
    refused.map(() => ({ expected: 'un rubro de segmentos de dígitos separados por puntos, como 1.1.01.01.200' })),
  );
});

test('una cuenta se escribe con puntos o sin ellos y se guarda sin ellos', () => {
  const read = readEach(cuenta('CUENTA'), ['1', '1.3', '1.3.05', '1.3.05.07 ', '1.3.05.07.01', '130507', 13050701]);
  const refused = readEach(cuenta('CUENTA'), ['1.3.5', '13.05', '130', '13050', '1.3.05.', 'A', '', 1.3]);

  expect(read).toEqual(['1', '13', '1305', '130507', '13050701', '130507', '13050701'].map((value) => ({ value })));
  expect(refused).toEqual(
    refused.map((_, at) =>
      at === 6 ? EMPTY : { expected: 'una cuenta contable de 1, 2, 4, 6 o más dígitos, como 130507 o 1.3.05.07' },
    ),
  );
});

test('a un DIVIPOLA entero solo puede faltarle el primer cero; a un texto no le falta', () => {
  const outcomes = readEach(divipola('MUNICIPIO'), ['25758', '05091', 5091, 25758, '5091', 91, '257580']);

  const expected = 'un código DIVIPOLA de 5 dígitos, como 25758';
  expect(outcomes).toEqual([
    { value: '25758' },
    { value: '05091' },
    { value: '05091' },
    { value: '25758' },
    { expected },
    { expected },
    { expected },
  ]);
});

test('el número predial tiene 30 dígitos, con o sin marcas entre ellos', () => {
  const marked = '25-758-01-00-00-00-0005-0007-0-00-00-0000';

  const outcomes = readEach(numeroPredial('NPN'), [NPN, ` ${NPN} `, marked, NPN.slice(5), `${NPN}0`, '2.57E+29']);

  const expected = 'un número predial nacional de 30 dígitos';
  expect(outcomes).toEqual([{ value: NPN }, { value: NPN }, { value: NPN }, { expected }, { expected }, { expected }]);
});

test('a los 25 dígitos sin municipio se les antepone el declarado', () => {
  const outcomes = readEach(numeroPredial('NPN', { municipio: '25758' }), [NPN.slice(5), NPN, NPN.slice(10)]);

  expect(outcomes).toEqual([
    { value: NPN },
    { value: NPN },
    { expected: 'un número predial nacional de 30 dígitos, o de 25 sin el municipio' },
  ]);
});

test('un código predial tiene 20 o 15 dígitos y no sale de uno de 30', () => {
  const outcomes = readEach(codigoPredial('CEDULA'), ['25758010000050007000', '01-00-0005-0007-000', NPN, '0100']);

  const expected = 'un código predial de 20 o de 15 dígitos';
  expect(outcomes).toEqual([
    { value: '25758010000050007000' },
    { value: '010000050007000' },
    { expected },
    { expected },
  ]);
});

test('la matrícula se guarda como círculo y número', () => {
  const read = readEach(matricula('MATRICULA'), ['176-12345', '17612345', '176 - 0012345', '50n-987', 17612345]);
  const refused = readEach(matricula('MATRICULA'), ['176-', '176-0', '1-234', '176-12345678901', 'N50-1', '']);

  expect(read).toEqual(['176-12345', '176-12345', '176-12345', '50N-987', '176-12345'].map((value) => ({ value })));
  expect(refused).toEqual(
    refused.map((_, at) =>
      at === 5 ? EMPTY : { expected: 'una matrícula inmobiliaria círculo-número, como 176-12345' },
    ),
  );
});
