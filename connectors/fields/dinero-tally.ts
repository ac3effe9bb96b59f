import { CENTAVOS_LIMIT } from '../../schemas/scalars/dinero.ts';
import type { Cell } from '../driver.ts';

/** How an exact column writes its amounts. */
export interface Marks {
  readonly decimal: '.' | ',';
  readonly thousands: '.' | ',' | ' ' | null;
  /** Decimals that a cell may have: two, three more where it counts thousands. */
  readonly decimals: 2 | 5;
}

type Centavos = bigint | null | 'unreadable';

const ZERO = 0x30;
const NINE = 0x39;
const MINUS = 0x2d;

/**
 * Centavos of the raw cell of an exact column. Shares nothing with the reader that it checks: it adds up digits where the
 * reader moves texts.
 */
export function tallyExact(cell: Cell, marks: Marks): Centavos {
  if (cell === null) return null;
  if (typeof cell === 'string') {
    const short = shortAmount(cell, marks.decimal.charCodeAt(0), marks.decimals);
    return Number.isNaN(short) ? longAmount(cell.trim(), marks) : BigInt(short);
  }
  if (typeof cell === 'bigint' || Number.isSafeInteger(cell)) {
    return inRange(BigInt(cell as bigint | number) * 10n ** BigInt(marks.decimals));
  }
  return 'unreadable';
}

/** Adds up plain digits with at most one mark; NaN where there is anything else or the sum is not exact. */
function shortAmount(text: string, mark: number, places: number): number {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  let value = 0;
  let decimals = -1;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      value = value * 10 + (code - ZERO);
      if (decimals >= 0) decimals += 1;
    } else if (code === mark && decimals < 0) decimals = 0;
    else return Number.NaN;
  }
  if (text.length === start || decimals === 0 || decimals > places) return Number.NaN;
  const centavos = value * 10 ** (places - Math.max(decimals, 0));
  if (centavos > Number.MAX_SAFE_INTEGER) return Number.NaN;
  return start === 1 ? 0 - centavos : centavos;
}

function longAmount(text: string, marks: Marks): Centavos {
  if (text === '') return null;
  const negative = text.startsWith('-');
  const unsigned = negative ? text.slice(1) : text;
  const point = unsigned.indexOf(marks.decimal);
  const whole = point < 0 ? unsigned : unsigned.slice(0, point);
  const fraction = point < 0 ? '' : withoutFinalZeros(unsigned.slice(point + 1));
  if (point >= 0 && !areDigits(unsigned.slice(point + 1))) return 'unreadable';
  const groups = groupsOf(whole, marks.thousands);
  if (!(whole === '' && point >= 0) && !areGroups(groups)) return 'unreadable';
  if (fraction.length > marks.decimals) return 'unreadable';
  const centavos = BigInt(groups.join('') + fraction.padEnd(marks.decimals, '0'));
  return inRange(negative ? -centavos : centavos);
}

function groupsOf(whole: string, mark: Marks['thousands']): readonly string[] {
  if (mark === null) return [whole];
  return mark === ' ' ? whole.split(/[ \u00a0\u202f]/) : whole.split(mark);
}

function areGroups(groups: readonly string[]): boolean {
  if (!groups.every(areDigits)) return false;
  return groups.length === 1 || groups.every(({ length }, at) => (at === 0 ? length <= 3 : length === 3));
}

function areDigits(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return false;
  }
  return text !== '';
}

function withoutFinalZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === ZERO) end -= 1;
  return digits.slice(0, end);
}

function inRange(centavos: bigint): Centavos {
  return centavos < CENTAVOS_LIMIT && centavos > -CENTAVOS_LIMIT ? centavos : 'unreadable';
}

/** Centavos of the raw cell of a float column: its shortest digits as one fraction, divided once. */
export function tallyDouble(cell: Cell, scale: number): Centavos {
  if (cell === null) return null;
  if (typeof cell === 'boolean' || cell instanceof Uint8Array) return 'unreadable';
  const text = String(cell).trim().toLowerCase();
  if (text === '') return null;
  const [mantissa = '', exponent = '0', ...more] = text.split('e');
  const [whole = '', fraction = '', ...rest] = mantissa.replace(/^[+-]/, '').split('.');
  const power = exponent.replace(/^[+-]/, '');
  if (more.length + rest.length > 0 || !areDigits(whole + fraction) || !areDigits(power) || power.length > 3) {
    return 'unreadable';
  }
  const units = atPlace(BigInt(whole + fraction), Number(exponent) - fraction.length + scale);
  const centavos = units * 10n ** BigInt(2 - scale);
  return inRange(text.startsWith('-') ? -centavos : centavos);
}

/** `digits` times ten to the `power`, half up. */
function atPlace(digits: bigint, power: number): bigint {
  if (power >= 0) return digits * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (2n * digits + divisor) / (2n * divisor);
}
