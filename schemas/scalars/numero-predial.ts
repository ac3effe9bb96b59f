import { textScalar } from './scalar.ts';

/** Número predial nacional, 30 digits. Nothing leads from it to the older code but the crosswalk that the cadastre keeps. */
export const numeroPredial = textScalar('numero_predial', /^\d{30}$/, 'un número predial nacional de 30 dígitos');

export interface NumeroPredialParts {
  readonly departamento: string;
  readonly municipio: string;
  readonly zona: string;
  readonly sector: string;
  readonly comuna: string;
  readonly barrio: string;
  readonly manzana: string;
  readonly terreno: string;
  /** Condición de propiedad: 0 outside horizontal property, 9 within it, 8 condominio, 2 informal, … */
  readonly condicion: string;
  readonly edificio: string;
  readonly piso: string;
  readonly unidad: string;
}

/** What the positions of a número predial say (IGAC, cartilla del número predial nacional). */
export function partsOfNumeroPredial(numero: string): NumeroPredialParts {
  return {
    departamento: numero.slice(0, 2),
    municipio: numero.slice(2, 5),
    zona: numero.slice(5, 7),
    sector: numero.slice(7, 9),
    comuna: numero.slice(9, 11),
    barrio: numero.slice(11, 13),
    manzana: numero.slice(13, 17),
    terreno: numero.slice(17, 21),
    condicion: numero.slice(21, 22),
    edificio: numero.slice(22, 24),
    piso: numero.slice(24, 26),
    unidad: numero.slice(26, 30),
  };
}
