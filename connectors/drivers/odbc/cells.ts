import { isFecha } from '../../../schemas/scalars/fecha.ts';
import type { Cell } from '../../driver.ts';
import type { WireCell } from './protocol.ts';

/** How a cell that a statement asked for is read. */
export type Reading =
  /** Text behind its length in bytes of UTF-8 and a colon. */
  | 'guarded'
  /** Text behind its length in bytes of UTF-16 and a colon. */
  | 'guarded-utf16'
  /** Of any kind: a letter says which (SQLite). */
  | 'tagged'
  /** Text as the driver gives it, which makes null and empty one. */
  | 'blank'
  | 'plain'
  /** A day and a time; what is no day is a driver's own fault. */
  | 'moment'
  | 'integer'
  | 'decimal'
  | 'double'
  | 'single'
  | 'boolean'
  | 'hexadecimal';

type Reader = (value: Exclude<WireCell, null>) => Cell | undefined;

/** The cell; undefined when it is not what was asked for: cut by the driver, or changed on its way. */
export function cellOf(reading: Reading, value: WireCell): Cell | undefined {
  return value === null ? null : readers[reading](value);
}

const readers: Readonly<Record<Reading, Reader>> = {
  guarded: (value) => guarded(String(value), (text) => Buffer.byteLength(text)),
  'guarded-utf16': (value) => guarded(String(value), (text) => text.length * 2),
  tagged: (value) => tagged(String(value)),
  blank: (value) => (value === '' ? null : String(value)),
  plain: (value) => String(value),
  moment: (value) => (isFecha(String(value).slice(0, 10)) ? String(value) : undefined),
  integer: (value) => integer(String(value)),
  decimal: (value) => decimal(String(value)),
  double: (value) => double(value),
  single: (value) => single(value),
  boolean: (value) => booleans.get(String(value).toLowerCase()),
  hexadecimal: (value) => bytes(String(value)),
};

const booleans = new Map([
  ['1', true],
  ['t', true],
  ['true', true],
  ['0', false],
  ['f', false],
  ['false', false],
]);

function guarded(value: string, measure: (text: string) => number): string | undefined {
  const colon = value.indexOf(':');
  const text = value.slice(colon + 1);
  return colon > 0 && measure(text) === Number(value.slice(0, colon)) ? text : undefined;
}

function tagged(value: string): Cell | undefined {
  return kinds[value.slice(0, 1)]?.(value.slice(1));
}

const kinds: Readonly<Record<string, (rest: string) => Cell | undefined>> = {
  t: (rest) => readers.guarded(rest),
  n: (rest) => bytes(rest)?.toString(),
  i: integer,
  r: double,
  x: bytes,
};

function integer(text: string): Cell | undefined {
  if (!/^-?\d+$/.test(text)) return undefined;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** Some databases leave out the zero before the point. */
function decimal(text: string): string | undefined {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d*)(\.\d+)?$/.exec(text) ?? [];
  return whole === '' && rest === '' ? undefined : `${sign}${whole === '' ? '0' : whole}${rest}`;
}

function double(value: Exclude<WireCell, null>): number | undefined {
  const number = value === '' || typeof value === 'boolean' ? NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The shortest digits that give the same number of 32 bits: as the source shows it. */
function single(value: Exclude<WireCell, null>): number | undefined {
  const number = double(value);
  if (number === undefined) return undefined;
  const digits = [6, 7, 8, 9].map((count) => Number(number.toPrecision(count)));
  return digits.find((short) => Math.fround(short) === Math.fround(number)) ?? number;
}

function bytes(text: string): Buffer | undefined {
  const hex = text.replace(/^(0x|\\x)/i, '');
  return /^([\da-f]{2})*$/i.test(hex) ? Buffer.from(hex, 'hex') : undefined;
}
