import { z } from 'zod';
import { textScalar } from './scalar.ts';

/** Free text, never empty, without blanks at its ends; no NUL and no lone surrogate, which no ledger can keep. */
export const texto = z
  .string()
  .min(1)
  .refine(
    (text) => isStorable(text) && text === trimmed(text),
    'un texto sin caracteres nulos ni blancos en los extremos',
  )
  .meta({ scalar: 'texto' });

/** A code: text that is compared whole, never a number; no blanks at its ends, no control characters. */
export const codigo = textScalar('codigo', /^[^\s\p{Cc}\p{Cs}](?:[^\p{Cc}\p{Cs}]*[^\s\p{Cc}\p{Cs}])?$/u, 'un código');

/** One of a few values, which the declaration lists. */
export function opcion<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z.enum(values).meta({ scalar: 'opcion' });
}

/** Text that PostgreSQL, JSON and Kafka can all hold. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/** Without blanks at the ends, no-break spaces included. */
export function trimmed(text: string): string {
  return text.trim();
}
