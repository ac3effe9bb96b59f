import type { Field } from '../field.ts';
import { oneColumn, refusal } from './cell.ts';
import { exactReader, exampleOf, marksOf } from './exact-number.ts';

export interface DecimalOptions {
  /** Decimals of the canonical number; a cell may have fewer, and more only where they are zeros. */
  readonly scale: number;
  /** Mark before the decimals; a point unless declared. */
  readonly decimal?: '.' | ',';
  /** Mark between groups of three digits, which a cell may leave out; none unless declared. */
  readonly thousands?: '.' | ',' | ' ' | null;
}

/** An exact number with `scale` decimals (a rate, an area) out of text or integers; a float cell cannot be read. */
export function decimal(column: string, options: DecimalOptions): Field<string> {
  const { scale } = options;
  const marks = marksOf(column, scale, options);
  const readExact = exactReader(marks, scale);
  const expected = `un número como ${exampleOf(marks)}, con ${String(scale)} decimales a lo sumo`;
  return oneColumn(column, {
    reader: 'decimal',
    options: { decimal: marks.decimal, thousands: marks.thousands, scale },
    takes: ['text', 'integer', 'decimal', 'any'],
    injective: false,
    read: (cell) => readExact(cell) ?? refusal(column, cell, expected),
  });
}
