import type { Seccion } from '../town/employees.ts';

/** A section of the budget. */
export interface SeccionPct {
  readonly codigo: string;
  readonly nombre: string;
}

/** Sections of the budget as PCT codes them, and what its reports call them. */
export const seccionesPct: Readonly<Record<Seccion, SeccionPct>> = {
  ADM: { codigo: '01', nombre: 'ALCALDIA MUNICIPAL' },
  CON: { codigo: '02', nombre: 'CONCEJO MUNICIPAL' },
  PER: { codigo: '03', nombre: 'PERSONERIA MUNICIPAL' },
};
/** All but the staff of the other two is the central administration's. */
export const ADMINISTRACION = seccionesPct.ADM.codigo;
