import { SqlError } from '../sql-error.ts';
import { localOf, offsetOf, offsetText } from './instants.ts';
import type { SqlType } from './sql-type.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

interface Parts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
  /** With its point, as many digits as the type has; empty for none. */
  readonly fraction: string;
  /** ` -05:00` of a datetimeoffset. */
  readonly offset: string;
}

/** The text of a date or time in a style of CONVERT; styles that the sources do not use are refused. */
export function dateStyle(stored: string, type: SqlType, style: number): string {
  const parts = partsOf(stored, type);
  const name = type.name;
  const chosen = style === 0 && name !== 'datetime' && name !== 'smalldatetime' ? 121 : style;
  const format = formats[chosen];
  if (format === undefined) throw styleError(style, type);
  const [day, clock, between] = format(parts);
  if (name === 'date') return day;
  if (name === 'time') return clock;
  return `${day}${day === '' || clock === '' ? '' : between}${clock}${clock === '' ? '' : offsetIn(chosen, parts)}`;
}

function offsetIn(style: number, parts: Parts): string {
  return style === 126 || style === 127 ? parts.offset.trim() : parts.offset;
}

type Format = (parts: Parts) => readonly [day: string, clock: string, between: string];

const iso = (parts: Parts): string => `${parts.year}-${parts.month}-${parts.day}`;
const clockOf = (parts: Parts): string => `${parts.hour}:${parts.minute}:${parts.second}`;
const exactIso: Format = (parts) => [iso(parts), clockOf(parts) + parts.fraction, ' '];
// "For a millisecond (mmm) value of 0, the millisecond decimal fraction value won't display" (CAST and CONVERT, note 8).
const xml: Format = (parts) => [iso(parts), clockOf(parts) + (/[1-9]/.test(parts.fraction) ? parts.fraction : ''), 'T'];

const formats: Partial<Record<number, Format>> = {
  0: (parts) => [`${MONTHS[Number(parts.month) - 1] ?? ''} ${blank(parts.day)} ${parts.year}`, noon(parts), ' '],
  100: (parts) => [`${MONTHS[Number(parts.month) - 1] ?? ''} ${blank(parts.day)} ${parts.year}`, noon(parts), ' '],
  23: (parts) => [iso(parts), '', ''],
  101: (parts) => [`${parts.month}/${parts.day}/${parts.year}`, '', ''],
  103: (parts) => [`${parts.day}/${parts.month}/${parts.year}`, '', ''],
  108: (parts) => ['', clockOf(parts), ''],
  112: (parts) => [`${parts.year}${parts.month}${parts.day}`, '', ''],
  114: (parts) => ['', `${clockOf(parts)}${parts.fraction.replace('.', ':')}`, ''],
  20: (parts) => [iso(parts), clockOf(parts), ' '],
  120: (parts) => [iso(parts), clockOf(parts), ' '],
  21: exactIso,
  25: exactIso,
  121: exactIso,
  126: xml,
  127: xml,
};

/** The default of datetime: `3:04PM`, the hour without a leading zero in two places. */
function noon(parts: Parts): string {
  const hour = Number(parts.hour);
  const twelve = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, ' ');
  return `${twelve}:${parts.minute}${hour < 12 ? 'AM' : 'PM'}`;
}

const blank = (day: string): string => String(Number(day)).padStart(2, ' ');

function partsOf(stored: string, type: SqlType): Parts {
  const local = localOf(stored);
  return {
    year: local.slice(0, 4),
    month: local.slice(5, 7),
    day: local.slice(8, 10),
    hour: local.slice(11, 13),
    minute: local.slice(14, 16),
    second: local.slice(17, 19),
    fraction: fractionOf(local.slice(20, 27), type),
    offset: type.name === 'datetimeoffset' ? ` ${offsetText(offsetOf(stored))}` : '',
  };
}

/** A datetime shows its tick rounded to the millisecond: .000, .003 or .007. */
function fractionOf(digits: string, type: SqlType): string {
  if (type.name === 'datetime' || type.name === 'smalldatetime') {
    return `.${String(Math.round(Number(digits) / 10_000)).padStart(3, '0')}`;
  }
  return type.scale === 0 ? '' : `.${digits.slice(0, type.scale)}`;
}

function styleError(style: number, type: SqlType): SqlError {
  const message = `${style} is not a valid style number when converting from ${type.name} to a character string.`;
  return new SqlError(281, 16, 1, message);
}
