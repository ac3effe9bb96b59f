/** Days are `YYYY-MM-DD`; the fiction knows no clock and no zone. */

const DAY_MS = 86_400_000;

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** The first business day after `day`; the fiction has no holidays. */
export function nextBusinessDay(day: string): string {
  const next = addDays(day, 1);
  return isBusinessDay(next) ? next : nextBusinessDay(next);
}

/** The last `count` business days up to `to`, from the earliest. */
export function lastBusinessDays(to: string, count: number): readonly string[] {
  const days: string[] = [];
  for (let day = to; days.length < count; day = addDays(day, -1)) if (isBusinessDay(day)) days.unshift(day);
  return days;
}

/** `AAAAMMDD`, as banks write a day. */
export function compactDay(day: string): string {
  return day.replaceAll('-', '');
}

export function yearOfDay(day: string): number {
  return Number(day.slice(0, 4));
}

function isBusinessDay(day: string): boolean {
  const weekday = new Date(Date.parse(day)).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}
