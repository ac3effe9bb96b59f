import { textScalar } from './scalar.ts';

/** An account of the Catálogo General de Cuentas (Res. CGN 620/2015) or an auxiliary of it: digits only, no dots. */
export const cuenta = textScalar(
  'cuenta',
  /^\d(?:\d|\d{3}|\d{5,})?$/,
  'una cuenta contable: 1, 2, 4, 6 o más dígitos, sin puntos',
);

export type CuentaLevel = 'clase' | 'grupo' | 'cuenta' | 'subcuenta' | 'auxiliar';

const levels: Readonly<Record<number, CuentaLevel>> = { 1: 'clase', 2: 'grupo', 4: 'cuenta', 6: 'subcuenta' };

/** Level by length. Only a subcuenta is reported to the CGN; what is longer is the entity's own. */
export function cuentaLevel(codigo: string): CuentaLevel {
  return levels[codigo.length] ?? 'auxiliar';
}

/** As the CGN prints it: `1.3.05.07`. */
export function dottedCuenta(codigo: string): string {
  const pairs = codigo.slice(2).match(/\d{1,2}/g) ?? [];
  return [codigo.slice(0, 1), codigo.slice(1, 2), ...pairs].filter((part) => part !== '').join('.');
}
