import fc from 'fast-check';
import { expect, test } from 'vitest';

import * as viejo from '../../../schemas/scalars/codigo-predial.ts';
import * as nuevo from '../../../schemas/scalars/numero-predial.ts';

test.each(Array.from({ length: 36 }, (_, length) => length))(
  'un código de %i dígitos es de una sola generación, si de alguna',
  (length) => {
    fc.assert(
      fc.property(fc.stringMatching(new RegExp(`^[0-9]{${length}}$`)), (text) => {
        const kinds = [nuevo.numeroPredial.safeParse(text).success, viejo.codigoPredial.safeParse(text).success];

        expect(kinds).toEqual([length === 30, length === 20 || length === 15]);
      }),
      { numRuns: 5 },
    );
  },
);

test('las partes de un número predial, seguidas, son el número', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{30}$/), (text) => {
      const parts = nuevo.partsOfNumeroPredial(text);

      expect(Object.values(parts).join('')).toBe(text);
    }),
  );
});

test('las partes de un código anterior, seguidas, son el código', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^(?:[0-9]{15}|[0-9]{20})$/), (text) => {
      const parts = viejo.partsOfCodigoPredial(text);

      expect(Object.values(parts).join('')).toBe(text);
    }),
  );
});

test('un número predial dice departamento, municipio, zona y condición de propiedad', () => {
  const parts = nuevo.partsOfNumeroPredial('257580102030405060708912345678');

  expect(parts).toEqual({
    departamento: '25',
    municipio: '758',
    zona: '01',
    sector: '02',
    comuna: '03',
    barrio: '04',
    manzana: '0506',
    terreno: '0708',
    condicion: '9',
    edificio: '12',
    piso: '34',
    unidad: '5678',
  });
});

test('un código de quince dígitos no dice de qué municipio es', () => {
  const [long, short] = ['25758000100020003004', '000100020003004'].map((text) => viejo.partsOfCodigoPredial(text));

  const rest = { zona: '00', sector: '01', manzana: '0002', predio: '0003', mejora: '004' };
  expect(long).toEqual({ departamento: '25', municipio: '758', ...rest });
  expect(short).toEqual({ departamento: null, municipio: null, ...rest });
});

test('de una generación de códigos a la otra no hay función: solo el cruce del catastro las une', () => {
  const exported = [...Object.keys(nuevo), ...Object.keys(viejo)].sort();

  expect(exported).toEqual(['codigoPredial', 'numeroPredial', 'partsOfCodigoPredial', 'partsOfNumeroPredial']);
});
