import { textScalar } from './scalar.ts';

/** Words as their source wrote them, trimmed, never empty. PostgreSQL holds neither NUL nor a lone surrogate. */
export const texto = textScalar(
  'texto',
  /^(?!\s)[^\0\p{Cs}]+(?<!\s)$/u,
  'un texto no vacío, sin espacios en los extremos',
);
