import { CENTAVOS_LIMIT } from '../../schemas/scalars/dinero.ts';
import type { Cell } from '../driver.ts';
import type { Marks } from './exact-number.ts';

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
    const short = shortAmount(cell, marks.decimal, marks.decimals);
    return Number.isNaN(short) ? longAmount(cell.trim(), marks) : BigInt(short);
  }
  if (typeof cell === 'bigint' || Number.isSafeInteger(cell)) {
    return inRange(BigInt(cell as bigint | number) * 10n ** BigInt(marks.decimals));
  }
  return 'unreadable';
}

/** Adds up plain digits with at most one mark; NaN where there is anything else or the sum is not exact. */
function shortAmount(text: string, mark: string, places: number): number {
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  const point = text.indexOf(mark, start);
  const end = point < 0 ? text.length : point;
  const decimals = point < 0 ? 0 : text.length - point - 1;
  const isWhole = point < 0 ? end > start : decimals > 0;
  if (!isWhole || decimals > places) return Number.NaN;
  const centavos =
    addUp(text, start, end) * 10 ** places + addUp(text, end + 1, text.length) * 10 ** (places - decimals);
  if (centavos > Number.MAX_SAFE_INTEGER) return Number.NaN;
  return start === 1 ? 0 - centavos : centavos;
}

function addUp(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code < ZERO || code > NINE) return Number.NaN;
    value = value * 10 + (code - ZERO);
  }
  return value;
}

function longAmount(text: string, marks: Marks): Centavos {
  if (text === '') return null;
  const negative = text.startsWith('-');
  const unsigned = negative ? text.slice(1) : text;
  const point = unsigned.indexOf(marks.decimal);
  const digits = point < 0 ? wholeDigits(unsigned, marks) : pointedDigits(unsigned, point, marks);
  if (digits === null) return 'unreadable';
  return inRange(BigInt(negative ? `-${digits}` : digits));
}

/** All digits down to the smallest place, without a mark. */
function wholeDigits(whole: string, marks: Marks): string | null {
  const groups = groupsOf(whole, marks.thousands);
  return areGroups(groups) ? groups.join('') + '0'.repeat(marks.decimals) : null;
}

function pointedDigits(text: string, point: number, marks: Marks): string | null {
  const decimals = text.slice(point + 1);
  const fraction = withoutFinalZeros(decimals);
  if (!areDigits(decimals) || fraction.length > marks.decimals) return null;
  const whole = wholeDigits(point === 0 ? '0' : text.slice(0, point), { ...marks, decimals: 0 });
  return whole === null ? null : whole + fraction.padEnd(marks.decimals, '0');
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
  const short = shortAmount(text, '.', scale);
  if (!Number.isNaN(short)) return BigInt(short) * 10n ** BigInt(2 - scale);
  return text === '' ? null : roundedCentavos(text, scale);
}

const DOUBLE = /^[+-]?(\d*)\.?(\d*)(?:e([+-]?\d{1,3}))?$/;

function roundedCentavos(text: string, scale: number): Centavos {
  const [, whole, fraction, power = '0'] = DOUBLE.exec(text) ?? [];
  if (whole === undefined || fraction === undefined || whole + fraction === '') return 'unreadable';
  const units = atPlace(BigInt(whole + fraction), Number(power) - fraction.length + scale);
  const centavos = units * 10n ** BigInt(2 - scale);
  return inRange(text.startsWith('-') ? -centavos : centavos);
}

/** `digits` times ten to the `power`, half up. */
function atPlace(digits: bigint, power: number): bigint {
  if (power >= 0) return digits * 10n ** BigInt(power);
  const divisor = 10n ** BigInt(-power);
  return (2n * digits + divisor) / (2n * divisor);
}
