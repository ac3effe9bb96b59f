import fc from 'fast-check';
import { expect, test } from 'vitest';

import { compareRubros, isWithinRubro, rubro, rubroLevel } from '../../../schemas/scalars/rubro.ts';

const segment = fc.oneof(fc.stringMatching(/^[0-9]{1,4}$/), fc.constantFrom('0', '00', '1', '01', '9', '10'));
const first = fc.oneof(fc.stringMatching(/^[0-9]{1,2}$/), fc.constantFrom('1', '01'));
const codes = fc.tuple(first, fc.array(segment, { maxLength: 4 })).map(([head, rest]) => [head, ...rest].join('.'));

test('el orden de los rubros es total: antisimétrico, y cero solo entre iguales', () => {
  fc.assert(
    fc.property(codes, codes, (left, right) => {
      const [order, back] = [compareRubros(left, right), compareRubros(right, left)];

      expect(Math.sign(order) + Math.sign(back)).toBe(0);
      expect(order === 0).toBe(left === right);
    }),
    { numRuns: 1000 },
  );
});

test('ceros delante en segmentos distintos no hacen iguales dos rubros', () => {
  const order = compareRubros('1.01.1', '1.1.01');

  expect(order).toBeGreaterThan(0);
});

test('el orden de los rubros es transitivo', () => {
  fc.assert(
    fc.property(fc.tuple(codes, codes, codes), (three) => {
      const [first, second, third] = three.toSorted(compareRubros) as [string, string, string];

      expect(
        [compareRubros(first, second), compareRubros(second, third), compareRubros(first, third)].every(
          (order) => order <= 0,
        ),
      ).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('quien depende de un rubro va después de él y tiene más nivel', () => {
  fc.assert(
    fc.property(codes, segment, (parent, last) => {
      const child = `${parent}.${last}`;

      expect(rubro.safeParse(child).success).toBe(true);
      expect([compareRubros(parent, child) < 0, isWithinRubro(child, parent), isWithinRubro(parent, child)]).toEqual([
        true,
        true,
        false,
      ]);
      expect(rubroLevel(child)).toBe(rubroLevel(parent) + 1);
    }),
  );
});

test('los rubros se ordenan segmento a segmento', () => {
  const unordered = [
    '1.10',
    '1.2.05.02',
    '1.1.02',
    '1',
    '1.9',
    '1.1.01.02.200',
    '1.1',
    '1.1.01.02.014.01',
    '1.1.01.02.014',
    '2.1',
    '10.1',
  ];

  const ordered = unordered.toSorted(compareRubros);

  expect(ordered).toEqual([
    '1',
    '1.1',
    '1.1.01.02.014',
    '1.1.01.02.014.01',
    '1.1.01.02.200',
    '1.1.02',
    '1.2.05.02',
    '1.9',
    '1.10',
    '2.1',
    '10.1',
  ]);
});

test('1.10 no es 1.1, ni 1.1.010 depende de 1.1.01', () => {
  const answers = [
    compareRubros('1.10', '1.1') === 0,
    isWithinRubro('1.1.010', '1.1.01'),
    isWithinRubro('1.1.01.02', '1.1.01'),
  ];

  expect(answers).toEqual([false, false, true]);
});

test('dos segmentos de más cifras que un número exacto no se confunden', () => {
  const order = compareRubros('1.90071992547409930', '1.90071992547409931');

  expect(order).toBeLessThan(0);
});

test.each(['', '1.', '.1', '1..1', '1,1', '1.1 ', '1.a', '1.A', 'TOTAL', 1.1])('%j no es un rubro', (value) => {
  const { success } = rubro.safeParse(value);

  expect(success).toBe(false);
});
