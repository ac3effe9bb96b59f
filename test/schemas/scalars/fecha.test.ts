import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fecha, instante, isFecha } from '../../../schemas/scalars/fecha.ts';

/** Proleptic Gregorian days of the years that a canonical date may have. */
const day = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});

test('todo día del calendario es una fecha', () => {
  fc.assert(
    fc.property(day, (date) => {
      const text = date.toISOString().slice(0, 10);

      expect(fecha.safeParse(text).success).toBe(true);
    }),
  );
});

test('solo es fecha el día que existe', () => {
  const two = (value: number): string => String(value).padStart(2, '0');
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 9999 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
      (year, month, date) => {
        const text = `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
        const parsed = new Date(`${text}T00:00:00Z`);
        const exists = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);

        expect({ text, isFecha: isFecha(text) }).toEqual({ text, isFecha: exists });
      },
    ),
    { numRuns: 500 },
  );
});

test.each(['1899-12-30', '9999-12-31', '0001-01-01', '2024-02-29', '2000-02-29'])('%s es una fecha', (text) => {
  const { success } = fecha.safeParse(text);

  expect(success).toBe(true);
});

test.each([
  '2023-02-29',
  '1900-02-29',
  '2024-04-31',
  '0000-00-00',
  '0000-01-01',
  '2024-1-1',
  '31/12/2024',
  '2024-12-31T00:00:00',
  '',
])('%j no es una fecha', (text) => {
  const { success } = fecha.safeParse(text);

  expect(success).toBe(false);
});

test('un instante va en UTC y con milisegundos', () => {
  const texts = [
    '2026-03-01T00:10:53.000Z',
    '2026-03-01T00:10:53Z',
    '2026-02-28T19:10:53.000-05:00',
    '2026-02-30T00:00:00.000Z',
  ];

  const accepted = texts.filter((text) => instante.safeParse(text).success);

  expect(accepted).toEqual(['2026-03-01T00:10:53.000Z']);
});
