import { BOGOTA_MS } from '../bogota.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 24 * 60;
const DAY_MS = DAY_MINUTES * MINUTE_MS;

/** The hours of a night, in minutes after midnight in Bogotá; over midnight where the end is not after the beginning. */
export interface NightWindow {
  readonly from: number;
  readonly to: number;
}

/** One night, in milliseconds of the clock. */
export interface Night {
  readonly opens: number;
  readonly closes: number;
  /** When the one after it opens. */
  readonly next: number;
}

/** The latest night that has opened at the moment; it may have closed since. */
export function nightAt({ from, to }: NightWindow, now: number): Night {
  const local = now + BOGOTA_MS;
  const midnight = Math.floor(local / DAY_MS) * DAY_MS;
  const today = midnight + from * MINUTE_MS;
  const opens = (today <= local ? today : today - DAY_MS) - BOGOTA_MS;
  const length = (to - from + DAY_MINUTES) % DAY_MINUTES || DAY_MINUTES;
  return { opens, closes: opens + length * MINUTE_MS, next: opens + DAY_MS };
}
