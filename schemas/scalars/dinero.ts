import { textScalar } from './scalar.ts';

/** Colombian pesos as exact decimal text with two decimals: `-42.50`. At most 19 digits in all; there is no `-0.00`. */
export const dinero = textScalar(
  'dinero',
  /^(?!-0\.00$)-?(?:0|[1-9]\d{0,16})\.\d{2}$/,
  'un valor en pesos con dos decimales',
);

/** Centavos of a canonical amount. */
export function centavosDe(valor: string): bigint {
  return BigInt(valor.replace('.', ''));
}

/** The canonical text of an amount in centavos. */
export function dineroDe(centavos: bigint): string {
  const digits = (centavos < 0n ? -centavos : centavos).toString().padStart(3, '0');
  return `${centavos < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** 10^19 centavos: what no canonical amount reaches. */
export const CENTAVOS_LIMIT = 10n ** 19n;
