import { SqlError } from '../sql-error.ts';
import { dayNumber, dayText, momentOf, momentText } from './instants.ts';

const UNITS: Readonly<Record<string, bigint>> = {
  hour: 36_000_000_000n,
  minute: 600_000_000n,
  second: 10_000_000n,
  millisecond: 10_000n,
  microsecond: 10n,
};

const MONTHS: Readonly<Record<string, number>> = { year: 12, quarter: 3, month: 1 };

const SHORT: Readonly<Record<string, string>> = {
  ...{ yy: 'year', yyyy: 'year', qq: 'quarter', q: 'quarter', mm: 'month', m: 'month', dd: 'day', d: 'day' },
  ...{ wk: 'week', ww: 'week', hh: 'hour', mi: 'minute', n: 'minute', ss: 'second', s: 'second' },
  ...{ ms: 'millisecond', mcs: 'microsecond' },
};

const fullPart = (part: string): string => SHORT[part] ?? part;

/** DATEADD; a zone at the end stays. */
export function dateAdd(written: string, count: number, stored: string): string {
  const part = fullPart(written);
  const { day, units } = momentOf(stored);
  const zone = stored.slice(27);
  const months = MONTHS[part];
  if (months !== undefined) return momentText({ day: addMonths(day, months * count), units }) + zone;
  if (part === 'day') return momentText({ day: day + count, units }) + zone;
  if (part === 'week') return momentText({ day: day + 7 * count, units }) + zone;
  return momentText({ day, units: units + unitsOf(part) * BigInt(count) }) + zone;
}

function unitsOf(part: string): bigint {
  const units = UNITS[part];
  if (units === undefined) throw new SqlError(155, 15, 1, `'${part}' is not a recognized datepart option.`);
  return units;
}

/** The last day of a shorter month. */
function addMonths(day: number, count: number): number {
  const text = dayText(day);
  const index = Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7)) - 1 + count;
  const first = (place: number): number =>
    dayNumber(`${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}-01`);
  const length = first(index + 1) - first(index);
  return first(index) + Math.min(Number(text.slice(8, 10)), length) - 1;
}

/** DATEDIFF counts the boundaries that lie between. */
export function dateDifference(written: string, from: string, to: string): bigint {
  const part = fullPart(written);
  const [first, second] = [momentOf(from), momentOf(to)];
  const months = MONTHS[part];
  if (months !== undefined) return BigInt(monthIndex(to, months) - monthIndex(from, months));
  if (part === 'day') return BigInt(second.day - first.day);
  const size = unitsOf(part);
  const place = ({ day, units }: { day: number; units: bigint }): bigint =>
    (BigInt(day) * 864_000_000_000n + units) / size;
  return place(second) - place(first);
}

function monthIndex(stored: string, months: number): number {
  return Math.floor((Number(stored.slice(0, 4)) * 12 + Number(stored.slice(5, 7)) - 1) / months);
}

const SLICES: Readonly<Record<string, readonly [number, number]>> = {
  year: [0, 4],
  month: [5, 7],
  day: [8, 10],
  hour: [11, 13],
  minute: [14, 16],
  second: [17, 19],
  millisecond: [20, 23],
};

export function datePart(written: string, stored: string): bigint {
  const part = fullPart(written);
  if (part === 'quarter') return BigInt(Math.ceil(Number(stored.slice(5, 7)) / 3));
  const slice = SLICES[part];
  if (slice === undefined) throw new SqlError(155, 15, 1, `'${part}' is not a recognized datepart option.`);
  return BigInt(stored.slice(...slice));
}
