import type { Cell } from '../driver.ts';

/** What reports print around the digits of an amount. */
export interface Impreso {
  /** Texts that stand for zero, such as `-`. */
  readonly zeros?: readonly string[];
  /** A currency's mark, which a cell may leave out, such as `$`. */
  readonly symbol?: string;
  /** How an amount below zero may be printed besides with a minus before it: `(1,00)` or `1,00-`. */
  readonly negative?: 'parentheses' | 'trailing minus';
}

export interface PrintedForm {
  readonly options: Impreso;
  /** A printed amount as its digits with a minus before them; a cell that is printed otherwise stays as it is. */
  readonly read: (cell: Cell) => Cell;
  /** The same by other means, for the balance. */
  readonly count: (cell: Cell) => Cell;
}

/** How the amounts of a column are printed; null: as bare digits. */
export function printedForm({ zeros, symbol, negative }: Impreso): PrintedForm | null {
  if (zeros === undefined && symbol === undefined && negative === undefined) return null;
  const options = { ...(zeros && { zeros }), ...(symbol !== undefined && { symbol }), ...(negative && { negative }) };
  return {
    options,
    read: readerOf(options),
    count: (cell) => (typeof cell === 'string' ? counted(cell, options) : cell),
  };
}

/** Digits and the marks between them, as `exactReader` takes them. */
const DIGITS = String.raw`([\d.,](?:[\d.,\s]*[\d.,])?)`;

function readerOf({ zeros = [], symbol = '', negative }: Impreso): (cell: Cell) => Cell {
  const nothing = new Set(zeros);
  const mark = symbol === '' ? '' : `(?:${symbol.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)}\\s*)?`;
  const above = new RegExp(`^${mark}${DIGITS}$`, 'su');
  const below = [`-\\s*${mark}${DIGITS}`, `${mark}-\\s*${DIGITS}`];
  if (negative === 'parentheses') below.push(`\\(\\s*${mark}${DIGITS}\\s*\\)`);
  if (negative === 'trailing minus') below.push(`${mark}${DIGITS}\\s*-`);
  const belows = below.map((pattern) => new RegExp(`^${pattern}$`, 'su'));
  return (cell) => {
    if (typeof cell !== 'string') return cell;
    const text = cell.trim();
    if (nothing.has(text)) return '0';
    const digits = above.exec(text)?.[1];
    if (digits !== undefined) return digits;
    const taken = belows.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
    return taken === undefined ? cell : `-${taken}`;
  };
}

function counted(cell: string, { zeros = [], symbol = '', negative }: Impreso): string {
  const text = cell.trim();
  if (zeros.includes(text)) return '0';
  const first = text.search(/[\d.,]/);
  if (first < 0) return cell;
  const end = text.length - (/[^\d.,]*$/.exec(text)?.[0].length ?? 0);
  const around = [text.slice(0, first).replace(symbol, ''), text.slice(end)].map((part) => part.trim()).join('…');
  const sign = { '…': '', '-…': '-', ...(negative && { [negative === 'parentheses' ? '(…)' : '…-']: '-' }) }[around];
  return sign === undefined ? cell : sign + text.slice(first, end);
}
