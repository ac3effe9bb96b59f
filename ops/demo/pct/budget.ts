import type { Hacienda } from '../town/hacienda.ts';
import type { Town } from '../town/town.ts';
import type { Accounts } from './accounting.ts';
import { appropriate } from './apropiaciones.ts';
import type { Apropiacion } from './apropiaciones.ts';
import type { Documento } from './documento.ts';
import { numberDocuments } from './documento.ts';
import type { Egreso } from './egresos.ts';
import { documentSpending } from './gasto-documents.ts';
import { documentIncome } from './ingreso-documents.ts';
import { modifyBudgets } from './modificaciones.ts';
import type { Modificacion } from './modificaciones.ts';

/** The budget as PCT keeps it. */
export interface Budget {
  readonly modificaciones: readonly Modificacion[];
  readonly documentos: readonly Documento[];
  readonly numeros: ReadonlyMap<Documento, string>;
  readonly apropiaciones: readonly Apropiacion[];
  /** The obligation that each payment voucher pays; none where it pays what is held for others. */
  readonly obligaciones: ReadonlyMap<Egreso, Documento>;
}

/** Keeps the budget of all vigencias, coherent with the vouchers that treasury wrote. */
export function keepBudget(town: Town, hacienda: Hacienda, kept: Accounts): Budget {
  const modificaciones = modifyBudgets(hacienda, town);
  const paid = kept.egresos.flatMap((egreso) => (egreso.desembolso ? [[egreso.desembolso, egreso] as const] : []));
  const spending = documentSpending(hacienda.certificados, new Map(paid), town.today);
  const documentos = [...documentIncome(kept, modificaciones), ...spending.documentos];
  return {
    modificaciones,
    documentos,
    numeros: numberDocuments(documentos),
    apropiaciones: appropriate(hacienda.presupuestos, modificaciones, documentos),
    obligaciones: new Map(
      paid.flatMap(([pago, egreso]) => {
        const obligacion = spending.obligaciones.get(pago);
        return obligacion ? [[egreso, obligacion] as const] : [];
      }),
    ),
  };
}
