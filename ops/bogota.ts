/** Colombia keeps UTC−5 all year. */
export const BOGOTA_MS = -5 * 3_600_000;

/** The calendar day in Bogotá, `YYYY-MM-DD`. */
export function bogotaDay(now: number): string {
  return local(now).slice(0, 10);
}

/** Day and time in Bogotá, `YYYY-MM-DD HH:MM`. */
export function bogotaTime(now: number): string {
  return bogotaSecond(now).slice(0, 16);
}

/** Day and time in Bogotá, `YYYY-MM-DD HH:MM:SS`. */
export function bogotaSecond(now: number): string {
  return local(now).slice(0, 19).replace('T', ' ');
}

function local(now: number): string {
  return new Date(now + BOGOTA_MS).toISOString();
}
