import { textScalar } from './scalar.ts';

/** DANE code of a municipality: two digits of department, three of municipality. */
export const divipola = textScalar('divipola', /^\d{5}$/, 'un código DIVIPOLA de 5 dígitos');
