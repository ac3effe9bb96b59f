const DAY_MS = 86_400_000;
/** 1899-12-30, the day 0 of Access, and 0001-01-01, the day 0 of its extended dates, in days from 1970-01-01. */
const DAY_ZERO = -25_569;
const EXTENDED_DAY_ZERO = -719_162;
/** Access keeps the years 100 to 9999. */
const FIRST_DAY = -657_434;
const LAST_DAY = 2_958_465;

/**
 * The wall time that a Date/Time cell keeps: days in the whole part, the time of day in the fraction, which counts
 * forwards before 1899-12-30 too (-1.25 is 1899-12-29 06:00). Seconds and milliseconds are what Access itself tells apart.
 * A number outside its calendar stays its digits: no reader takes them for a day.
 */
export function dateTimeText(days: number): string {
  const whole = Math.trunc(days);
  if (!(whole >= FIRST_DAY && whole <= LAST_DAY)) return String(days);
  const milliseconds = Math.round(Math.abs(days - whole) * DAY_MS);
  return wallTime(whole + DAY_ZERO, milliseconds);
}

/** Date/Time Extended: digits of the day, of the second in it and of its ten-millionths, `:` between. */
const EXTENDED = /^(\d{19}):(\d{12})(\d{7}):/;

export function extendedDateText(bytes: Buffer): string {
  const text = bytes.toString('latin1');
  const [, days, seconds, fraction = ''] = EXTENDED.exec(text) ?? [];
  if (days === undefined || Number(days) + EXTENDED_DAY_ZERO - DAY_ZERO > LAST_DAY) return text;
  const decimals = fraction.replace(/0+$/, '');
  const wall = wallTime(Number(days) + EXTENDED_DAY_ZERO, Number(seconds) * 1000);
  return decimals === '' ? wall : `${wall}.${decimals}`;
}

function wallTime(daysFrom1970: number, milliseconds: number): string {
  const text = new Date(daysFrom1970 * DAY_MS + milliseconds).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, text.endsWith('.000Z') ? 19 : 23)}`;
}
