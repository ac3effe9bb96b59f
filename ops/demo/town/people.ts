import { nitCheckDigit } from '../../../schemas/scalars/documento.ts';
import type { Random } from './random.ts';
import type { Persona } from './town.ts';

/** No cédula and no NIT was ever given out in these ranges. */
const FIRST_CEDULA = 9_900_000_000;
const FIRST_NIT = 999_000_000;
const FIRST_CONTRATISTA = 9_900_500_000;
const FIRST_PROVEEDOR = 999_500_000;

const COMPANY_EVERY = 12;

/** People and companies, plainly invented: their names say so, and so do their documents. */
export function inventPeople(random: Random, count: number): readonly Persona[] {
  return Array.from({ length: count }, (_, index) => {
    const ordinal = index + 1;
    return ordinal % COMPANY_EVERY === 0 ? company(random, ordinal) : person(random, ordinal);
  });
}

function person(random: Random, ordinal: number): Persona {
  return {
    tipo: '13',
    numero: String(FIRST_CEDULA + ordinal),
    dv: null,
    nombre: `PERSONA INVENTADA ${numbered(ordinal)}`,
    direccion: inventAddress(random),
  };
}

function company(random: Random, ordinal: number): Persona {
  return companyOf(FIRST_NIT + ordinal, `EMPRESA INVENTADA ${numbered(ordinal)} S.A.S.`, inventAddress(random));
}

/** A company by its NIT, with the check digit that it must have. */
export function companyOf(nit: number, nombre: string, direccion: string): Persona {
  return { tipo: '31', numero: String(nit), dv: nitCheckDigit(String(nit)), nombre, direccion };
}

/** Whom the municipality buys from, apart from those who pay it taxes. */
export function inventContratista(kind: 'persona' | 'empresa', ordinal: number): Persona {
  const direccion = `KR 9 9 ${String(ordinal)}`;
  if (kind === 'empresa') {
    return companyOf(FIRST_PROVEEDOR + ordinal, `PROVEEDOR INVENTADO ${numbered(ordinal)} S.A.S.`, direccion);
  }
  const numero = String(FIRST_CONTRATISTA + ordinal);
  return { tipo: '13', numero, dv: null, nombre: `CONTRATISTA INVENTADO ${numbered(ordinal)}`, direccion };
}

export function inventAddress(random: Random): string {
  return `${random.pick(['CL', 'KR', 'DG'])} ${String(random.between(1, 40))} ${String(random.between(1, 30))} ${String(random.between(1, 99))}`;
}

function numbered(ordinal: number): string {
  return String(ordinal).padStart(4, '0');
}

/** Whose the sobretasa ambiental is. */
export const CORPORACION = companyOf(999_900_001, 'CORPORACION AUTONOMA INVENTADA', 'CL 1 1 1');
/** To whom taxes are withheld. */
export const DIRECCION_DE_IMPUESTOS = companyOf(999_900_002, 'DIRECCION DE IMPUESTOS INVENTADA', 'CL 1 1 2');
/** The municipality itself. */
export const MUNICIPIO = companyOf(999_000_999, 'MUNICIPIO DE VILLA INVENTADA', 'KR 1 1 1');
