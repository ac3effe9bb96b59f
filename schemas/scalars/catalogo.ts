import { textScalar } from './scalar.ts';

/** Budget code of the CCPET, dotted segments kept as text: `1.10` is not `1.1`. */
export const rubro = textScalar(
  'rubro',
  /^[0-9A-Z]+(?:\.[0-9A-Z]+)*$/,
  'un código presupuestal por segmentos, 1.1.01.02',
);

/** Account of the Catálogo General de Cuentas (Resolución CGN 620 de 2015), digits only; auxiliaries beyond the sixth. */
export const cuenta = textScalar('cuenta', /^\d(?:\d(?:\d{2})*)?\d*$/, 'una cuenta contable, solo dígitos');

/** DIVIPOLA code of a municipality: five digits. */
export const divipola = textScalar('divipola', /^\d{5}$/, 'un código DIVIPOLA de cinco dígitos');

/** Is `code` the same as `ancestor` or below it, segment by segment? */
export function isUnder(code: string, ancestor: string): boolean {
  return code === ancestor || code.startsWith(`${ancestor}.`);
}

/** Orders budget codes segment by segment: numeric segments by value, then by text. Zero means the same code. */
export function compareRubros(one: string, other: string): number {
  const [left, right] = [one.split('.'), other.split('.')];
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const order = compareSegments(left[index] ?? '', right[index] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareSegments(one: string, other: string): number {
  const byValue = Number(one) - Number(other);
  if (byValue !== 0 && !Number.isNaN(byValue)) return byValue;
  return one < other ? -1 : one > other ? 1 : 0;
}

export type NivelDeCuenta = 'clase' | 'grupo' | 'cuenta' | 'subcuenta' | 'auxiliar';

/** Level of an account by its length: 1, 2, 4, 6, more. */
export function nivelDe(codigo: string): NivelDeCuenta {
  const levels: Readonly<Record<number, NivelDeCuenta>> = { 1: 'clase', 2: 'grupo', 4: 'cuenta', 6: 'subcuenta' };
  return levels[codigo.length] ?? 'auxiliar';
}

/** `130507` as CHIP writes it: `1.3.05.07`. */
export function conPuntos(codigo: string): string {
  return [codigo.slice(0, 1), codigo.slice(1, 2), ...(codigo.slice(2).match(/.{1,2}/g) ?? [])]
    .filter(Boolean)
    .join('.');
}
