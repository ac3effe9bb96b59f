import { z } from 'zod';
import { textScalar } from './scalar.ts';

/** A count, exact: at most 2^53 - 1 in size. */
export const entero = z.int().meta({ scalar: 'entero' });

/** Yes or no. */
export const bandera = z.boolean().meta({ scalar: 'bandera' });

/** Exact decimal text with at most `scale` decimals, no trailing zeros: `16`, `5.5`, `-0.25`. There is no `-0`. */
export function decimal(scale: number): z.ZodString {
  const fraction = scale === 0 ? '' : `(?:\\.\\d{0,${String(scale - 1)}}[1-9])?`;
  return textScalar(
    'decimal',
    new RegExp(`^(?!-0$)-?(?:0|[1-9]\\d{0,17})${fraction}$`),
    `un número con hasta ${String(scale)} decimales`,
  );
}
