import type { Hacienda } from '../town/hacienda.ts';
import type { Town } from '../town/town.ts';
import type { Accounts } from './accounting.ts';
import { appropriate } from './apropiaciones.ts';
import type { Apropiacion } from './apropiaciones.ts';
import type { Documento } from './documento.ts';
import { numberDocuments } from './documento.ts';
import type { Egreso } from './egreso.ts';
import { documentSpending } from './gasto-documents.ts';
import { documentIncome } from './ingreso-documents.ts';
import { modifyBudgets } from './modificaciones.ts';
import type { Modificacion } from './modificaciones.ts';
import { documentStaff } from './personal-documents.ts';

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
  const paid = kept.egresos.flatMap((egreso) => (egreso.causa ? [[egreso.causa, egreso] as const] : []));
  const spending = documentSpending(hacienda.certificados, new Map(paid), town.today);
  const staff = documentStaff(hacienda, new Map(paid), town.today);
  const documentos = [...documentIncome(kept, modificaciones), ...spending.documentos, ...staff.documentos];
  return {
    modificaciones,
    documentos,
    numeros: numberDocuments(documentos),
    apropiaciones: appropriate(hacienda.presupuestos, modificaciones, documentos),
    obligaciones: new Map(
      paid.flatMap(([causa, egreso]) => {
        const obligacion = spending.obligaciones.get(causa) ?? staff.obligaciones.get(causa);
        return obligacion ? [[egreso, obligacion] as const] : [];
      }),
    ),
  };
}
