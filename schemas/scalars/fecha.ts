import { z } from 'zod';

/** True when the text is a day that exists in the Gregorian calendar, years 0001 to 9999, as `YYYY-MM-DD`. */
export function isFecha(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** A calendar day in Bogotá, `YYYY-MM-DD`; no time, no zone. */
export const fecha = z.string().refine(isFecha, 'una fecha que exista, AAAA-MM-DD').meta({ scalar: 'fecha' });

/** A moment, RFC 3339 in UTC with milliseconds. */
export const instante = z.iso.datetime({ precision: 3 }).meta({ scalar: 'instante' });
