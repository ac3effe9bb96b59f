/**
 * Dates and times as text of one width, `2024-01-31 10:00:00.0000000`, so that SQLite compares and indexes them whatever
 * their type. A time stands on 1900-01-01; a datetime keeps its ticks (1/300 s) to seven digits, as servers of compatibility
 * level 130 and later compare them; a datetimeoffset is its moment in UTC, then its offset: `2024-01-31 15:00:00.0000000-05:00`.
 */
export type InstantText = string;

export const MIDNIGHT = '00:00:00.0000000';
export const BASE_DAY = '1900-01-01';
const WIDTH = 27;
const UNITS_A_SECOND = 10_000_000n;
const UNITS_A_DAY = 86_400n * UNITS_A_SECOND;

/** Days since 0001-01-01 and units of 100 ns since midnight. */
export interface Moment {
  readonly day: number;
  readonly units: bigint;
}

const EPOCH = dayNumber('1970-01-01');

/** Days since 0001-01-01 in the proleptic Gregorian calendar. */
export function dayNumber(day: string): number {
  const [year = 1, month = 1, dayOfMonth = 1] = day.split('-').map(Number);
  const shifted = month > 2 ? month - 3 : month + 9;
  const cycleYear = month > 2 ? year : year - 1;
  const leaps = Math.floor(cycleYear / 4) - Math.floor(cycleYear / 100) + Math.floor(cycleYear / 400);
  return cycleYear * 365 + leaps + Math.floor((shifted * 153 + 2) / 5) + dayOfMonth - 1 - 306;
}

export function dayText(number: number): string {
  const date = new Date((number - EPOCH) * 86_400_000);
  return [
    String(date.getUTCFullYear()).padStart(4, '0'),
    String(date.getUTCMonth() + 1).padStart(2, '0'),
    String(date.getUTCDate()).padStart(2, '0'),
  ].join('-');
}

export function isDay(day: string): boolean {
  const number = dayNumber(day);
  return number >= 0 && number <= 3_652_058 && dayText(number) === day;
}

export function momentOf(stored: InstantText): Moment {
  const seconds =
    Number(stored.slice(11, 13)) * 3600 + Number(stored.slice(14, 16)) * 60 + Number(stored.slice(17, 19));
  return {
    day: dayNumber(stored.slice(0, 10)),
    units: BigInt(seconds) * UNITS_A_SECOND + BigInt(stored.slice(20, WIDTH)),
  };
}

export function momentText(moment: Moment): InstantText {
  const carry = moment.units < 0n ? (moment.units - UNITS_A_DAY + 1n) / UNITS_A_DAY : moment.units / UNITS_A_DAY;
  const units = moment.units - carry * UNITS_A_DAY;
  const seconds = Number(units / UNITS_A_SECOND);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${dayText(moment.day + Number(carry))} ${clock}.${String(units % UNITS_A_SECOND).padStart(7, '0')}`;
}

/** Half up, to `scale` decimals of a second. */
export function roundInstant(stored: InstantText, scale: number): InstantText {
  if (stored.slice(20 + scale, WIDTH) === '0000000'.slice(scale)) return stored;
  const size = 10 ** (7 - scale);
  const fraction = Math.round(Number(stored.slice(20, WIDTH)) / size) * size;
  if (fraction < 10_000_000) return stored.slice(0, 20) + String(fraction).padStart(7, '0');
  const unit = BigInt(size);
  const { day, units } = momentOf(stored);
  return momentText({ day, units: ((units + unit / 2n) / unit) * unit });
}

/** To the tick of a datetime: 1/300 s. */
export function roundToTicks(stored: InstantText): InstantText {
  const ticks = Math.round((Number(stored.slice(20, WIDTH)) * 300) / 10_000_000);
  if (ticks < 300) return stored.slice(0, 20) + String(Math.round((ticks * 10_000_000) / 300)).padStart(7, '0');
  return ticksText(...ticksOf(stored));
}

/** Days since 1900-01-01 and ticks of 1/300 s. */
export function ticksOf(stored: InstantText): readonly [number, number] {
  const { day, units } = momentOf(stored);
  const ticks = Number((units * 300n + UNITS_A_SECOND / 2n) / UNITS_A_SECOND);
  const days = day - dayNumber(BASE_DAY);
  return ticks === 25_920_000 ? [days + 1, 0] : [days, ticks];
}

export function ticksText(days: number, ticks: number): InstantText {
  const units = (BigInt(ticks) * UNITS_A_SECOND + 150n) / 300n;
  return momentText({ day: days + dayNumber(BASE_DAY), units });
}

/** Minutes east of UTC, of a stored datetimeoffset. */
export function offsetOf(stored: InstantText): number {
  const text = stored.slice(WIDTH);
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(4, 6));
  return text.startsWith('-') ? -minutes : minutes;
}

export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
}

export function shiftMinutes(stored: InstantText, minutes: number): InstantText {
  const { day, units } = momentOf(stored);
  return momentText({ day, units: units + BigInt(minutes) * 60n * UNITS_A_SECOND });
}

/** The wall time of a datetimeoffset, without its offset. */
export function localOf(stored: InstantText): InstantText {
  return stored.length > WIDTH ? shiftMinutes(stored, offsetOf(stored)) : stored;
}

export function withOffset(local: InstantText, minutes: number): InstantText {
  return `${shiftMinutes(local, -minutes)}${offsetText(minutes)}`;
}
