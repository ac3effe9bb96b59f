import type { z } from 'zod';
import { textScalar } from './scalar.ts';

const DIGITS_MAX = 19;

/** Exact decimal text with exactly `scale` decimals, at most 19 digits in all: of scale 4, `6.5000`. There is no `-0`. */
export function decimal(scale: number): z.ZodString {
  const whole = `(?:0|[1-9]\\d{0,${DIGITS_MAX - scale - 1}})`;
  const pattern = scale === 0 ? `^(?!-0$)-?${whole}$` : `^(?!-0\\.0+$)-?${whole}\\.\\d{${scale}}$`;
  return textScalar('decimal', new RegExp(pattern), `un número con ${scale} decimales`);
}
