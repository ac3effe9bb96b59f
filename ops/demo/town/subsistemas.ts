import type { NombreConcepto } from './payroll-concepts.ts';
import type { LineaNomina } from './payroll.ts';

/** What a planilla pays to each subsystem, out of these concepts of the payroll. */
export const subsistemas = {
  pension: ['pensionEmpleador', 'pensionEmpleadorPublica', 'pensionEmpleado', 'pensionConcejal'],
  fondoSolidaridad: ['solidaridad'],
  fondoSubsistencia: ['subsistencia'],
  salud: ['saludEmpleador', 'saludEmpleado'],
  riesgos: ['riesgos', 'riesgosConcejal'],
  caja: ['caja'],
  sena: ['sena'],
  icbf: ['icbf'],
  esap: ['esap'],
  men: ['men'],
} as const satisfies Readonly<Record<string, readonly NombreConcepto[]>>;
export type Subsistema = keyof typeof subsistemas;

/** What a planilla pays for one worker: a contribution is paid in whole hundreds, rounded up. */
export function contributionOf(lineas: readonly LineaNomina[], subsistema: Subsistema): number {
  return Math.ceil(owedBy(lineas, subsistema) / 100) * 100;
}

/** What payroll computed of it, to the peso. */
export function owedBy(lineas: readonly LineaNomina[], subsistema: Subsistema): number {
  const conceptos: readonly NombreConcepto[] = subsistemas[subsistema];
  return lineas.reduce((sum, { concepto, valor }) => (conceptos.includes(concepto) ? sum + valor : sum), 0);
}
