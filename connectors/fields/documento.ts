import { nitCheckDigit } from '../../schemas/scalars/documento.ts';
import type { Cell } from '../driver.ts';
import type { Field, Reading } from '../field.ts';
import { TEXT_OR_INTEGER, oneColumn, positionOf, refusal, textOf } from './cell.ts';

const NIT_DV_ERRADO = 'NIT_DV_ERRADO';
const NIT_SIN_DV = 'NIT_SIN_DV';
const DOCUMENTO_FICTICIO = 'DOCUMENTO_FICTICIO';

const EXPECTED =
  'un documento de 1 a 20 letras y dígitos, sin decimales (12345678.0: un programa lo tomó por un valor); los demás puntos, guiones y espacios sobran';

const CANONICAL = /^[0-9A-Z]{1,20}$/;
/** What most cells hold: nothing is left to take away. */
const PLAIN = /^[1-9]\d{0,19}$/;
/** No group of thousands stands so: a zero behind the mark would become one more digit, and the number another person's. */
const WITH_DECIMALS = /^\d{4,}[.,]\d{1,2}$/;
/** A check digit behind a dash: `899999468-2`. What stands before it is a number long enough to be a NIT. */
const DASHED = /^(\d{6,})-(\d)$/;
/** Companies and public bodies: nine digits from 800000000 on, which always go with a check digit. */
const COMPANY = /^[89]\d{8}$/;
/** `0`, `1`, `22222222222`: one digit over and over. */
const ONE_DIGIT = /^(\d)(?:\1{4,})?$/;
const COUNTED_UP = '1234567890';

/** Where the check digit is: behind the number without or with a dash, or in a column of its own. */
export type DondeEstaElDv = 'glued' | 'dashed' | { readonly column: string };

/**
 * The number of a document without dots, dashes, blanks, leading zeros and check digit. A wrong check digit, a missing one
 * and an invented number are observed (NIT_DV_ERRADO, NIT_SIN_DV, DOCUMENTO_FICTICIO) and kept.
 *
 * A check digit behind a dash is taken off whatever is declared. Under `glued` the last digit is the check digit, unless it
 * does not check and the cell has the nine digits of a company's NIT: then it lacks one.
 */
export function documento(column: string, options: { readonly dv?: DondeEstaElDv } = {}): Field<string> {
  const dv = options.dv ?? null;
  const beside = typeof dv === 'object' ? (dv?.column ?? null) : null;
  return {
    reader: 'documento',
    columns: beside === null ? [column] : [column, beside],
    options: { dv },
    takes: TEXT_OR_INTEGER,
    injective: false,
    compile(index) {
      const position = positionOf(index, column);
      const dvPosition = beside === null ? null : positionOf(index, beside);
      return (row, reading) => {
        const cell = row[position] ?? null;
        const parts = splitDocument(cell, dv === 'glued');
        if (parts === null) return refusal(column, cell, EXPECTED);
        const apart = dvPosition === null ? null : textOf(row[dvPosition] ?? null);
        observeDigit(parts, apart === '' ? null : apart, dv !== null, reading);
        if (isInvented(parts.number)) reading.observe(DOCUMENTO_FICTICIO);
        return parts.number;
      };
    },
  };
}

/** The check digit of a NIT out of a column of its own. */
export function digitoVerificacion(column: string): Field<string>;
/** The check digit that a column of NIT carries behind its numbers; null where there is none. */
export function digitoVerificacion(column: string, options: { readonly in: 'glued' | 'dashed' }): Field<string | null>;
export function digitoVerificacion(
  column: string,
  options?: { readonly in: 'glued' | 'dashed' },
): Field<string | null> {
  const place = options?.in ?? null;
  return oneColumn<string | null>(column, {
    reader: 'codigo',
    options: { digitoVerificacion: place ?? 'alone' },
    takes: TEXT_OR_INTEGER,
    injective: false,
    read: (cell) => {
      if (place === null) {
        const text = textOf(cell);
        return text !== null && /^\d$/.test(text) ? text : refusal(column, cell, 'un dígito de verificación de 0 a 9');
      }
      const parts = splitDocument(cell, place === 'glued');
      return parts === null ? refusal(column, cell, EXPECTED) : parts.digit;
    },
  });
}

interface DocumentParts {
  readonly number: string;
  readonly digit: string | null;
}

function splitDocument(cell: Cell, isGlued: boolean): DocumentParts | null {
  if (!isGlued && typeof cell === 'string' && PLAIN.test(cell)) return { number: cell, digit: null };
  const written = textOf(cell) ?? '';
  if (WITH_DECIMALS.test(written)) return null;
  const text = written.replace(/[\s.,]/g, '');
  const [, number, digit] = DASHED.exec(text) ?? [];
  if (number !== undefined && digit !== undefined) return parted(number, digit);
  const whole = text.replaceAll('-', '').toUpperCase();
  return isGlued ? unglued(whole) : parted(whole, null);
}

function unglued(glued: string): DocumentParts | null {
  const digits = withoutZeros(glued);
  const [number, digit] = [digits.slice(0, -1), digits.slice(-1)];
  if (!/^\d{2,}$/.test(digits) || isInvented(digits)) return parted(digits, null);
  return COMPANY.test(digits) && nitCheckDigit(number) !== digit ? parted(digits, null) : parted(number, digit);
}

function parted(number: string, digit: string | null): DocumentParts | null {
  const canonical = withoutZeros(number);
  return CANONICAL.test(canonical) ? { number: canonical, digit } : null;
}

/** Letters keep their zeros: they are no padding there. */
function withoutZeros(number: string): string {
  return /^\d+$/.test(number) ? number.replace(/^0+(?=\d)/, '') : number;
}

function observeDigit(
  { number, digit }: DocumentParts,
  apart: string | null,
  isExpected: boolean,
  reading: Reading,
): void {
  if (digit === null && apart === null) {
    if (isExpected && COMPANY.test(number)) reading.observe(NIT_SIN_DV);
    return;
  }
  const right = nitCheckDigit(number);
  if (right !== null && (right !== (digit ?? right) || right !== (apart ?? right))) reading.observe(NIT_DV_ERRADO);
}

function isInvented(number: string): boolean {
  if (!/\d/.test(number)) return true;
  return ONE_DIGIT.test(number) || (number.length >= 5 && COUNTED_UP.startsWith(number));
}
