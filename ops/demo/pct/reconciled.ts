import type { Extracto } from '../banco/statements.ts';
import type { Banco } from '../town/town.ts';
import type { Accounts } from './accounting.ts';

/** The three balances of an account on the last day of a month. */
export interface Reconciled {
  readonly banco: Banco;
  readonly corte: string;
  readonly extracto: number;
  readonly tesoreria: number;
  readonly contabilidad: number;
}

/** What treasury and accounting believe of each account when its statement ends. */
export function reconcileAccounts(kept: Accounts, extractos: readonly Extracto[]): readonly Reconciled[] {
  const first = extractos.reduce((least, { desde }) => (desde < least ? desde : least), '9999-12-31');
  return extractos.map(({ banco, corte, final }) => ({
    banco,
    corte,
    extracto: final,
    tesoreria: treasuryBalance(kept, banco, corte) + openingOf(extractos, banco, first),
    contabilidad: accountingBalance(kept, banco, corte),
  }));
}

function openingOf(extractos: readonly Extracto[], banco: Banco, first: string): number {
  return extractos.find((extracto) => extracto.banco === banco && extracto.desde === first)?.anterior ?? 0;
}

/** A cheque counts from the day on which it is written, until the day on which it is annulled. */
function treasuryBalance({ recibos, egresos, comisiones }: Accounts, banco: Banco, day: string): number {
  const received = recibos
    .filter((recibo) => recibo.banco === banco && recibo.fecha <= day)
    .reduce((sum, { valor }) => sum + valor, 0);
  const paid = egresos
    .filter((egreso) => egreso.banco === banco && egreso.fecha <= day && (egreso.anulado === null || egreso.anulado > day))
    .reduce((sum, { neto }) => sum + neto, 0);
  const charged = comisiones
    .filter((comision) => comision.banco === banco && comision.registrada !== null && comision.registrada <= day)
    .reduce((sum, { valor }) => sum + valor, 0);
  return received - paid - charged;
}

/** Openings after the first repeat what the year before left. */
function accountingBalance({ comprobantes }: Accounts, banco: Banco, day: string): number {
  const first = comprobantes.reduce((least, { vigencia }) => Math.min(least, vigencia), Infinity);
  return comprobantes
    .filter(({ tipo, vigencia, fecha }) => fecha <= day && (tipo !== 'APE' || vigencia === first))
    .flatMap(({ lines }) => lines)
    .filter(({ cuenta }) => cuenta === banco.cuentaContable)
    .reduce((sum, { debito, credito }) => sum + debito - credito, 0);
}
