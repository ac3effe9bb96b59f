import { contractTown } from './contratos.ts';
import type { Certificado } from './contratos.ts';
import { budgetTown } from './presupuesto.ts';
import type { Presupuesto } from './presupuesto.ts';
import { openRandom } from './random.ts';
import type { Town } from './town.ts';

/** What the municipality planned and spent. */
export interface Hacienda {
  /** One a vigencia. */
  readonly presupuestos: readonly Presupuesto[];
  readonly certificados: readonly Certificado[];
}

/** Budgets and contracts of the municipality, after its size. */
export function inventHacienda({ predios, vigencias, today }: Town, seed: number): Hacienda {
  const random = openRandom(`libro-unico/${String(seed)}/hacienda`);
  const presupuestos = budgetTown(predios, vigencias);
  return { presupuestos, certificados: contractTown(random, presupuestos, predios.length, today) };
}
