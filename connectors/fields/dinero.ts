import type { Cell } from '../driver.ts';
import type { Field } from '../field.ts';
import { oneColumn, refusal } from './cell.ts';
import { tallyExact } from './dinero-tally.ts';
import type { Marks } from './dinero-tally.ts';

const SIGNO_INUSUAL = 'SIGNO_INUSUAL';

/** What a canonical amount has at most, centavos among them. */
const MAX_DIGITS = 19;
const CANONICAL = /^-?(?:0|[1-9]\d{0,16})\.\d{2}$/;

export interface DineroOptions {
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
  const { decimal = '.', thousands = null, unit = 'pesos', sign = null } = options;
  if (thousands === decimal) throw new TypeError(`${column}: decimals and thousands have one mark, ${decimal}`);
  const marks: Marks = { decimal, thousands, decimals: unit === 'miles' ? 5 : 2 };
  const pattern = patternOf(marks);
  const expected = `un valor en pesos como ${exampleOf(marks)}, con dos decimales y 17 cifras enteras a lo sumo`;
  const direct = decimal === '.' && unit === 'pesos';
  return oneColumn(column, {
    reader: 'dinero',
    options: { decimal, thousands, unit, sign },
    takes: ['text', 'integer', 'decimal', 'any'],
    injective: false,
    tally: (cell) => tallyExact(cell, marks),
    read: (cell, reading) => {
      const value =
        direct && typeof cell === 'string' && CANONICAL.test(cell) && cell !== '-0.00'
          ? cell
          : readExact(cell, marks, pattern);
      if (value === null) return refusal(column, cell, expected);
      if (sign === 'positive' && value.startsWith('-')) reading.observe(SIGNO_INUSUAL);
      return value;
    },
  });
}

function readExact(cell: Cell, marks: Marks, pattern: RegExp): string | null {
  if (typeof cell === 'bigint' || (typeof cell === 'number' && Number.isSafeInteger(cell))) {
    return amountOf(cell < 0, String(cell).replace('-', ''), '', marks.decimals);
  }
  if (typeof cell !== 'string') return null;
  const parts = pattern.exec(cell.trim());
  if (parts === null) return null;
  const [, minus, whole = '', decimals = ''] = parts;
  return amountOf(minus === '-', whole.replace(/\D/g, ''), decimals, marks.decimals);
}

/** The canonical text of an amount given by its digits, of which `places` belong behind the point; null out of range. */
function amountOf(negative: boolean, whole: string, decimals: string, places: number): string | null {
  const fraction = decimals.replace(/0+$/, '');
  if (fraction.length > places) return null;
  const digits = (whole + fraction.padEnd(places, '0')).replace(/^0+/, '').padStart(3, '0');
  if (digits.length > MAX_DIGITS) return null;
  const value = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return negative && value !== '0.00' ? `-${value}` : value;
}

const GROUP_MARK = { '.': '\\.', ',': ',', ' ': '[ \\u00a0\\u202f]' } as const;

function patternOf({ decimal, thousands }: Marks): RegExp {
  const grouped = thousands === null ? '' : `|\\d{1,3}(?:${GROUP_MARK[thousands]}\\d{3})+`;
  const mark = decimal === '.' ? '\\.' : ',';
  return new RegExp(`^(-?)(\\d+${grouped}|(?=${mark}\\d))(?:${mark}(\\d+))?$`);
}

function exampleOf({ decimal, thousands }: Marks): string {
  return `1${thousands ?? ''}234${decimal}50`;
}
