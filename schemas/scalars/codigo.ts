import { textScalar } from './scalar.ts';

/** A code: text on one line without blanks at its ends. `007` stays `007`: codes are compared, never calculated with. */
export const codigo = textScalar(
  'codigo',
  /^(?!\s)[^\p{Cc}\p{Cs}\u2028\u2029]+(?<!\s)$/u,
  'un código no vacío, sin espacios en los extremos',
);
