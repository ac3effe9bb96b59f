import type { Cell } from '../driver.ts';
import { Unreadable } from '../field.ts';
import type { Field, Reading } from '../field.ts';
import { TEXT_OR_INTEGER, oneColumn, refusal, textOf } from './cell.ts';

const MOJIBAKE = 'MOJIBAKE';

/** Printable ASCII that neither begins nor ends with a blank: nothing is left to look for. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;
/** UTF-8 read as Windows-1252 (`Ã±`, `â€œ`) or as CP850 (`├▒`), Ñ of CP850 read as Windows-1252 (`PE¥A`), U+FFFD. */
const WRONGLY_DECODED =
  /[ÃÂ][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€|├|[A-Za-z]¥|¥[A-Za-z]|\ufffd/;
/** Characters without which nothing was decoded wrongly. */
const SUSPICIOUS = /[ÃÂâ├¥\ufffd]/;
const CONTROL = /[\0-\x1f\x7f-\x9f\u2028\u2029]/;
/**
 * A number of which a spreadsheet or a program has lost the digits: it writes a decimal point, a sign of the exponent, or
 * both. `3E10` has neither and is a code.
 */
const SCIENTIFIC = /^[+-]?\d+(?:[.,]\d+E[+-]?|E[+-])\d+$/i;

const PLUS = 0x2b;
const NINE = 0x39;

const TEXT = 'un texto sin caracteres nulos ni a medio codificar';
const CODE = 'un código sin caracteres de control ni notación científica (1.70E+29: Excel perdió sus cifras)';

/**
 * Free text. Blanks around it are taken away; text that was decoded wrongly is kept and observed. Injective: columns of
 * text keep different texts apart; an integer column gives its digits.
 */
export function texto(column: string): Field<string> {
  return oneColumn(column, {
    reader: 'texto',
    options: {},
    takes: TEXT_OR_INTEGER,
    injective: true,
    read: (cell, reading) => {
      if (typeof cell === 'string' && PLAIN.test(cell)) return cell;
      return readText(column, cell, reading);
    },
  });
}

/** A code: text whose every character counts, leading zeros too. Blanks around it are taken away. Injective as `texto`. */
export function codigo(column: string): Field<string> {
  return oneColumn(column, {
    reader: 'codigo',
    options: {},
    takes: TEXT_OR_INTEGER,
    injective: true,
    read: (cell, reading) => readCode(column, cell, reading),
  });
}

/** What `codigo` makes of a cell. */
export function readCode(column: string, cell: Cell, reading: Reading): string | Unreadable {
  if (typeof cell === 'string' && PLAIN.test(cell)) return losesDigits(cell) ? refusal(column, cell, CODE) : cell;
  const text = readText(column, cell, reading);
  return text instanceof Unreadable || CONTROL.test(text) || losesDigits(text) ? refusal(column, cell, CODE) : text;
}

function readText(column: string, cell: Cell, reading: Reading): string | Unreadable {
  const text = textOf(cell);
  if (text === null || text === '' || text.includes('\0') || !text.isWellFormed()) return refusal(column, cell, TEXT);
  if (SUSPICIOUS.test(text) && WRONGLY_DECODED.test(text)) reading.observe(MOJIBAKE);
  return text;
}

function losesDigits(text: string): boolean {
  const first = text.charCodeAt(0);
  return first <= NINE && first >= PLUS && SCIENTIFIC.test(text);
}
