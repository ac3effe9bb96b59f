import type { Cell } from '../driver.ts';
import type { Field } from '../field.ts';
import { oneColumn, refusal } from './cell.ts';
import { printedForm } from './dinero-impreso.ts';
import type { Impreso } from './dinero-impreso.ts';
import { tallyExact } from './dinero-tally.ts';
import { exactReader, exampleOf, marksOf } from './exact-number.ts';

const SIGNO_INUSUAL = 'SIGNO_INUSUAL';
const CANONICAL = /^-?(?:0|[1-9]\d{0,16})\.\d{2}$/;

export interface DineroOptions extends Impreso {
  /** Mark before the decimals; a point unless declared. */
  readonly decimal?: '.' | ',';
  /** Mark between groups of three digits, which a cell may leave out; none unless declared. A blank may be an NBSP. */
  readonly thousands?: '.' | ',' | ' ' | null;
  /** What the cell counts; pesos unless declared. Thousands are multiplied exactly. */
  readonly unit?: 'pesos' | 'miles';
  /** An amount below zero is odd here: kept, and observed as SIGNO_INUSUAL. */
  readonly sign?: 'positive';
}

/**
 * An amount in pesos out of exact cells: text by the declared marks, or integers. A float cell, another mark, or more
 * decimals than centavos (zeros at the end apart) cannot be read. `tally` reads the cell by a parser of its own.
 */
export function dinero(column: string, options: DineroOptions = {}): Field<string> {
  const { unit = 'pesos', sign = null } = options;
  const marks = marksOf(column, unit === 'miles' ? 5 : 2, options);
  const printed = printedForm(options);
  const exact = exactReader(marks, 2);
  const readExact = printed === null ? exact : (cell: Cell) => exact(printed.read(cell));
  const counted = unit === 'miles' ? 'miles de pesos' : 'pesos';
  const expected = `un valor en ${counted} como ${exampleOf(marks)}, con ${String(marks.decimals)} decimales a lo sumo`;
  const isDirect = marks.decimal === '.' && unit === 'pesos';
  return oneColumn(column, {
    reader: 'dinero',
    options: { decimal: marks.decimal, thousands: marks.thousands, unit, sign, ...printed?.options },
    takes: ['text', 'integer', 'decimal', 'any'],
    injective: false,
    tally: (cell) => tallyExact(printed === null ? cell : printed.count(cell), marks),
    read: (cell, reading) => {
      const isCanonical = isDirect && typeof cell === 'string' && CANONICAL.test(cell) && cell !== '-0.00';
      const value = isCanonical ? cell : readExact(cell);
      if (value === null) return refusal(column, cell, expected);
      if (sign === 'positive' && value.startsWith('-')) reading.observe(SIGNO_INUSUAL);
      return value;
    },
  });
}
