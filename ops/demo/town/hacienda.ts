import { yearOfDay } from './calendar.ts';
import { contractTown } from './contratos.ts';
import type { Certificado } from './contratos.ts';
import { collectIca } from './ica.ts';
import type { OtroIngreso } from './otros-ingresos.ts';
import type { Nomina } from './payroll.ts';
import { personalOf } from './personal.ts';
import type { Personal } from './personal.ts';
import { plusvalia } from './plusvalia.ts';
import { budgetTown } from './presupuesto.ts';
import type { Presupuesto } from './presupuesto.ts';
import { openRandom } from './random.ts';
import type { Town } from './town.ts';
import { owedForStreet } from './valorizacion.ts';

/** What the municipality planned and spent. */
export interface Hacienda {
  /** One a vigencia. */
  readonly presupuestos: readonly Presupuesto[];
  readonly certificados: readonly Certificado[];
  /** The months whose payrolls were paid. */
  readonly personal: readonly Personal[];
  /** What is owed to the municipality apart from predial, and what of it was paid. */
  readonly ingresos: readonly OtroIngreso[];
}

/** Budgets, contracts and staff of the municipality; the payrolls are those of whole vigencias. */
export function inventHacienda(
  town: Town,
  nominas: readonly Nomina[],
  seed: number,
): Hacienda {
  const { predios, vigencias, today } = town;
  const random = openRandom(`libro-unico/${String(seed)}/hacienda`);
  const presupuestos = budgetTown(predios, vigencias, nominas);
  return {
    presupuestos,
    certificados: contractTown(random, presupuestos, predios.length, today),
    personal: personalOf(nominas.filter(({ fecha }) => fecha <= today)),
    ingresos: [...collectIca(random.branch('ica'), presupuestos), ...plusvalia, ...owedForStreet(town)].flatMap((one) =>
      upTo(one, town),
    ),
  };
}

/** What happened in the vigencias of the fiction, up to its day. */
function upTo(ingreso: OtroIngreso, { vigencias, today }: Town): readonly OtroIngreso[] {
  const { exigible, pago } = ingreso;
  if (exigible > today || !vigencias.includes(yearOfDay(exigible))) return [];
  return [pago !== null && pago.fecha > today ? { ...ingreso, pago: null } : ingreso];
}
