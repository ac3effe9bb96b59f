import { textScalar } from './scalar.ts';

/** Matrícula inmobiliaria, `círculo-número`: `176-12345`, `50N-987`. The number has no zeros in front. */
export const matricula = textScalar(
  'matricula',
  /^(?:\d{3}|\d{2}[A-Z])-[1-9]\d{0,9}$/,
  'una matrícula inmobiliaria círculo-número, como 176-12345',
);
