import { z } from 'zod';

/** The kinds of value a canonical field may hold. The ledger's column types and the readers are derived from them. */
export type ScalarName =
  | 'bandera'
  | 'codigo'
  | 'cuenta'
  | 'decimal'
  | 'dinero'
  | 'divipola'
  | 'documento'
  | 'entero'
  | 'fecha'
  | 'instante'
  | 'matricula'
  | 'codigo_predial'
  | 'numero_predial'
  | 'opcion'
  | 'periodo'
  | 'rubro'
  | 'texto'
  | 'vigencia';

/** Offices that may see what is `reservado` for them. */
export const reservedRoles = ['hacienda', 'talento_humano', 'inspeccion', 'recepcion', 'sisben'] as const;
export type Role = (typeof reservedRoles)[number];
/** `abierto`: anyone. `interno`: the finance office and its BI. `reservado:<role>`: that role only. */
export type Sensitivity = 'abierto' | 'interno' | `reservado:${Role}`;

declare module 'zod' {
  interface GlobalMeta {
    readonly scalar?: ScalarName;
    /** What a number counts: COP, m2, por mil, … */
    readonly unit?: string;
    readonly sensitivity?: Sensitivity;
    /** The norm or catalogue that the field's codes follow. */
    readonly norm?: string;
  }
}

/** A text scalar that accepts exactly what `pattern` accepts. */
export function textScalar(scalar: ScalarName, pattern: RegExp, expected: string): z.ZodString {
  return z.string().regex(pattern, expected).meta({ scalar });
}

/** The scalar of a field's schema, seen through `nullable`. */
export function scalarOf(schema: z.ZodType): ScalarName {
  const scalar = innermost(schema).meta()?.scalar;
  if (scalar === undefined) throw new TypeError('A canonical field must be made of a scalar of schemas/scalars.');
  return scalar;
}

function innermost(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodNullable ? innermost(schema.unwrap() as z.ZodType) : schema;
}
