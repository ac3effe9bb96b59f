import { VIGENCIA_MAX, VIGENCIA_MIN } from '../../schemas/scalars/vigencia.ts';
import type { Cell } from '../driver.ts';
import type { Field } from '../field.ts';
import { TEXT_OR_INTEGER, oneColumn, refusal, textOf } from './cell.ts';

/** A fiscal year in four digits, 1980 to 2100. */
export function vigencia(column: string): Field<number> {
  const expected = `una vigencia entre ${String(VIGENCIA_MIN)} y ${String(VIGENCIA_MAX)}`;
  return oneColumn(column, {
    reader: 'vigencia',
    options: {},
    takes: TEXT_OR_INTEGER,
    injective: true,
    read: (cell) => {
      const year = integerOf(cell, /^\d{4}$/);
      return year !== null && year >= VIGENCIA_MIN && year <= VIGENCIA_MAX ? year : refusal(column, cell, expected);
    },
  });
}

/** An accounting period: 0 opening balance, 1 to 12 months, 13 closing. */
export function periodo(column: string): Field<number> {
  return oneColumn(column, {
    reader: 'periodo',
    options: {},
    takes: TEXT_OR_INTEGER,
    injective: false,
    read: (cell) => {
      const period = integerOf(cell, /^\d{1,2}$/);
      return period !== null && period >= 0 && period <= 13 ? period : refusal(column, cell, 'un período de 0 a 13');
    },
  });
}

export interface EnteroOptions {
  /** `refused`: 007 is no number here; then different cells are different numbers, and a unique index proves a key. */
  readonly leadingZeros?: 'refused';
}

/** A whole number that a double holds exactly. */
export function entero(column: string, { leadingZeros }: EnteroOptions = {}): Field<number> {
  const pattern = leadingZeros === 'refused' ? /^(?:0|-?[1-9]\d{0,15})$/ : /^-?\d{1,40}$/;
  return oneColumn(column, {
    reader: 'entero',
    options: { leadingZeros: leadingZeros ?? 'allowed' },
    takes: TEXT_OR_INTEGER,
    injective: leadingZeros === 'refused',
    read: (cell) => integerOf(cell, pattern) ?? refusal(column, cell, 'un número entero'),
  });
}

function integerOf(cell: Cell, pattern: RegExp): number | null {
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? cell + 0 : null;
  const text = textOf(cell);
  if (text === null || !pattern.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value + 0 : null;
}
