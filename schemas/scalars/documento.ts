import { textScalar } from './scalar.ts';

/** The identity number of a person or a company: digits and capital letters, without dots, dashes or check digit. */
export const documento = textScalar(
  'documento',
  /^[0-9A-Z]{1,20}$/,
  'un número de documento sin puntos, guiones ni dígito de verificación',
);

/** The check digit of a NIT, as text. */
export const digitoVerificacion = textScalar('codigo', /^\d$/, 'un dígito de verificación de 0 a 9');

/** Weights from the rightmost digit. */
const weights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43, 47, 53, 59, 67, 71];

/** The check digit that a NIT should have; null where the text is no NIT (not all digits, or more than fifteen). */
export function nitCheckDigit(nit: string): string | null {
  if (!/^\d{1,15}$/.test(nit)) return null;
  const digits = Array.from(nit, Number).reverse();
  const rest = digits.reduce((sum, digit, place) => sum + digit * (weights[place] ?? 0), 0) % 11;
  return String(rest < 2 ? rest : 11 - rest);
}
