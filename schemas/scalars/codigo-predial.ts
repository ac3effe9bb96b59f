import { textScalar } from './scalar.ts';

/** The cadastral code before the número predial: 20 digits, or 15 without department and municipality. Never a cut of the newer one. */
export const codigoPredial = textScalar(
  'codigo_predial',
  /^(?:\d{15}|\d{20})$/,
  'un código predial de 20 o de 15 dígitos',
);

export interface CodigoPredialParts {
  /** Null in a code of 15 digits. */
  readonly departamento: string | null;
  readonly municipio: string | null;
  readonly zona: string;
  readonly sector: string;
  readonly manzana: string;
  readonly predio: string;
  readonly mejora: string;
}

/** What the positions of an old code say. */
export function partsOfCodigoPredial(codigo: string): CodigoPredialParts {
  const place = codigo.length - 15;
  return {
    departamento: place === 0 ? null : codigo.slice(0, 2),
    municipio: place === 0 ? null : codigo.slice(2, 5),
    zona: codigo.slice(place, place + 2),
    sector: codigo.slice(place + 2, place + 4),
    manzana: codigo.slice(place + 4, place + 8),
    predio: codigo.slice(place + 8, place + 12),
    mejora: codigo.slice(place + 12),
  };
}
