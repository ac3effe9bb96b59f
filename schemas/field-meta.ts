import type { Role, Sensitivity } from './scalars/scalar.ts';

interface Measured {
  /** What the number counts. */
  readonly unit?: string;
  /** The norm or catalogue that the codes follow. */
  readonly norm?: string;
}

interface FieldMeta extends Measured {
  readonly description: string;
  readonly sensitivity: Sensitivity;
}

/** A field that anyone may see. */
export function abierto(description: string, more: Measured = {}): FieldMeta {
  return { description, sensitivity: 'abierto', ...more };
}

/** A field for the finance office and its BI. */
export function interno(description: string, more: Measured = {}): FieldMeta {
  return { description, sensitivity: 'interno', ...more };
}

/** A field for one role only. */
export function reservado(role: Role, description: string, more: Measured = {}): FieldMeta {
  return { description, sensitivity: `reservado:${role}`, ...more };
}
