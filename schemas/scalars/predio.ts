import { textScalar } from './scalar.ts';

/**
 * Número predial nacional, 30 digits. It and the old code are never truncated into one another: only the cadastre's own
 * crosswalk says which are the same predio.
 */
export const numeroPredial = textScalar(
  'numero_predial',
  /^\d{30}$/,
  'los treinta dígitos del número predial nacional',
);

/** Old cadastral code: 20 digits, or 15 without department and municipality. */
export const codigoPredial = textScalar(
  'codigo_predial',
  /^(?:\d{20}|\d{15})$/,
  'un código predial de 20 o de 15 dígitos',
);

/** Matrícula inmobiliaria: registry circle and number, `176-12345`. */
export const matricula = textScalar(
  'matricula',
  /^\d{2,3}[A-Z]?-[1-9]\d{0,9}$/,
  'una matrícula inmobiliaria, círculo-número',
);

/** What the digits of a número predial nacional say. */
export interface PartesDelNumeroPredial {
  readonly departamento: string;
  readonly municipio: string;
  /** `00` rural, `01` urban seat, from `02` populated centres. */
  readonly zona: string;
  readonly sector: string;
  readonly comuna: string;
  readonly barrio: string;
  readonly manzana: string;
  readonly terreno: string;
  readonly condicion: string;
  readonly edificio: string;
  readonly piso: string;
  readonly unidad: string;
}

/** Splits a número predial nacional; positions as in the IGAC's primer on it. */
export function partesDe(numero: string): PartesDelNumeroPredial {
  const take = (from: number, to: number): string => numero.slice(from - 1, to);
  return {
    departamento: take(1, 2),
    municipio: take(3, 5),
    zona: take(6, 7),
    sector: take(8, 9),
    comuna: take(10, 11),
    barrio: take(12, 13),
    manzana: take(14, 17),
    terreno: take(18, 21),
    condicion: take(22, 22),
    edificio: take(23, 24),
    piso: take(25, 26),
    unidad: take(27, 30),
  };
}
