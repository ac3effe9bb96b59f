import { valoresOf } from '../town/billing.ts';
import type { Books } from '../books.ts';
import { chargeTown } from '../town/comisiones.ts';
import type { Comision } from '../town/comisiones.ts';
import type { Hacienda } from '../town/hacienda.ts';
import { MUNICIPIO } from '../town/people.ts';
import { bancos, conceptos, toCentavos } from '../town/town.ts';
import type { Banco, Town, Zona } from '../town/town.ts';
import { payOut } from './egresos.ts';
import type { Egreso } from './egreso.ts';
import type { Comprobante, Movimiento, TipoComprobante } from './comprobante.ts';
import { accrualsOfSpending, annulmentVouchers, commissionVouchers, paymentVoucher } from './gasto-vouchers.ts';
import { accrualsOfIncome } from './ingreso-vouchers.ts';
import { accrualsOfStaff } from './personal-vouchers.ts';
import { receive, voucherNumber } from './treasury.ts';
import type { Recibo, ReciboLine } from './treasury.ts';

/** Debits less credits, by leaf account. */
export type Saldos = ReadonlyMap<string, number>;

export interface Accounts {
  readonly recibos: readonly Recibo[];
  readonly egresos: readonly Egreso[];
  readonly comisiones: readonly Comision[];
  readonly comprobantes: readonly Comprobante[];
  /** Per vigencia, as it opened and as it stood before it was closed. */
  readonly saldos: ReadonlyMap<number, { readonly opening: Saldos; readonly closing: Saldos }>;
}

const FIRST_NUMBER = '000001';
/** What was in the main bank before the first vigencia. */
export const OPENING_CASH = 800_000_000;
const [MAIN_BANK] = bancos as [Banco];

/** Keeps the accounts of all vigencias: opening, accruals, receipts, payments, closing. */
export function keepAccounts(books: Books, hacienda: Hacienda): Accounts {
  const { town } = books;
  const recibos = receive(books, hacienda.ingresos);
  const egresos = payOut(hacienda, recibos, town);
  const comisiones = chargeTown(town);
  const written = [
    ...accrualsOfIncome(hacienda.ingresos),
    ...accrualsOfStaff(hacienda),
    ...accrualsOfSpending(hacienda),
    ...commissionVouchers(comisiones),
    ...egresos.map(paymentVoucher),
    ...annulmentVouchers(egresos, town.today),
  ];
  const comprobantes: Comprobante[] = [];
  const saldos = new Map<number, { opening: Saldos; closing: Saldos }>();
  let before: Saldos | null = null;
  for (const vigencia of town.vigencias) {
    const opening = openingOf(vigencia, before);
    const open = [
      opening,
      accrualOf(town, vigencia),
      ...recibos.filter((recibo) => recibo.vigencia === vigencia).map(incomeOf),
      ...written.filter((voucher) => voucher.vigencia === vigencia),
    ];
    const closing = sumUp(open);
    saldos.set(vigencia, { opening: sumUp([opening]), closing });
    comprobantes.push(...open);
    if (vigencia === town.vigencias.at(-1)) break;
    const close = closingOf(vigencia, closing);
    comprobantes.push(close);
    before = sumUp([...open, close]);
  }
  return { recibos, egresos, comisiones, comprobantes, saldos };
}

/** What was of the current vigencia becomes arrears; last year's result becomes capital. */
const CARRIED: Readonly<Record<string, string>> = {
  '13050701': '13050703',
  '13050702': '13050704',
  '13056201': '13056202',
  '31100101': '31050601',
};

function openingOf(vigencia: number, before: Saldos | null): Comprobante {
  const carried = new Map<string, number>();
  for (const [cuenta, saldo] of before ?? [[MAIN_BANK.cuentaContable, OPENING_CASH], ['31050601', -OPENING_CASH]] as const) {
    const into = CARRIED[cuenta] ?? cuenta;
    carried.set(into, toCentavos((carried.get(into) ?? 0) + saldo));
  }
  return {
    ...headOf(vigencia, 'APE', FIRST_NUMBER, `${String(vigencia)}-01-01`),
    periodo: 0,
    concepto: 'SALDOS INICIALES',
    lines: balanceLines(carried, 1),
  };
}

/** Lines of the accrual: what each zona owes, and the income against it. A receipt's lines name the first three. */
const ACCRUAL_LINE = { urbana: 1, rural: 2, bomberil: 3 } as const;

function accrualOf({ predios }: Town, vigencia: number): Comprobante {
  const billed = predios.filter(({ desde }) => desde <= vigencia);
  const valores = billed.map((predio) => ({ predio, ...valoresOf(predio, vigencia, `${String(vigencia)}-01-15`) }));
  const predial = (zona: Zona): number =>
    valores.reduce((sum, { predio, predial: valor = 0 }) => sum + (predio.zona === zona ? valor : 0), 0);
  const bomberil = valores.reduce((sum, { bomberil: valor = 0 }) => sum + valor, 0);
  const debit = (cuenta: string, debito: number): Movimiento => ({ cuenta, debito, credito: 0 });
  const credit = (cuenta: string, credito: number): Movimiento => ({ cuenta, debito: 0, credito });
  return {
    ...headOf(vigencia, 'CAU', FIRST_NUMBER, `${String(vigencia)}-01-31`),
    concepto: `CAUSACION PREDIAL ${String(vigencia)}`,
    lines: [
      debit('13050701', predial('urbana')),
      debit('13050702', predial('rural')),
      debit('13056201', bomberil),
      credit('41050701', predial('urbana')),
      credit('41050702', predial('rural')),
      credit('41056201', bomberil),
    ],
  };
}

function incomeOf(recibo: Recibo): Comprobante {
  const { vigencia, fecha, fechaRecaudo, banco, valor, concepto, lines } = recibo;
  const numero = voucherNumber(recibo);
  const cash: Movimiento = banco
    ? { cuenta: banco.cuentaContable, debito: valor, credito: 0, banco, referencia: `RC ${numero}` }
    : { cuenta: '11050101', debito: valor, credito: 0, referencia: `RC ${numero}` };
  return {
    ...headOf(vigencia, 'ING', numero, fecha),
    tercero: null,
    concepto: `${concepto} ${banco ? `BANCO ${banco.codigo}` : 'CAJA'} DEL ${fechaRecaudo}`,
    lines: [cash, ...lines.map((line) => postedLine(line, numero))],
  };
}

function postedLine({ posting, vigenciaPagada, zona, valor }: ReciboLine, numero: string): Movimiento {
  const { cuentaDebito, cuentaCredito, rubro, fuente, concepto } = posting;
  const forgiven = valor < 0;
  const paid = accrualLineOf(concepto, zona);
  return {
    cuenta: forgiven ? cuentaDebito : cuentaCredito,
    debito: forgiven ? -valor : 0,
    credito: forgiven ? 0 : valor,
    rubro,
    fuente,
    referencia: `RC ${numero}`,
    ...(paid !== null && vigenciaPagada !== null && { afectado: [vigenciaPagada, 'CAU', FIRST_NUMBER, paid] as const }),
  };
}

function accrualLineOf(concepto: string, zona: Zona | null): number | null {
  if (concepto === conceptos.bomberil.codigo) return ACCRUAL_LINE.bomberil;
  return concepto === conceptos.predial.codigo && zona !== null ? ACCRUAL_LINE[zona] : null;
}

/** Takes the accounts of income and expense to zero, into the year's result. */
function closingOf(vigencia: number, saldos: Saldos): Comprobante {
  const results = new Map([...saldos].filter(([cuenta]) => /^[45]/.test(cuenta)));
  const result = toCentavos([...results.values()].reduce((sum, saldo) => sum + saldo, 0));
  return {
    ...headOf(vigencia, 'CIE', FIRST_NUMBER, `${String(vigencia)}-12-31`),
    periodo: 13,
    concepto: `CIERRE DE LA VIGENCIA ${String(vigencia)}`,
    lines: [...balanceLines(results, -1), ...balanceLines(new Map([['31100101', result]]), 1)],
  };
}

function headOf(
  vigencia: number,
  tipo: TipoComprobante,
  numero: string,
  fecha: string,
): Omit<Comprobante, 'lines' | 'concepto'> {
  return { vigencia, tipo, numero, periodo: Number(fecha.slice(5, 7)), fecha, tercero: MUNICIPIO.numero };
}

function balanceLines(saldos: Saldos, sign: 1 | -1): readonly Movimiento[] {
  return [...saldos]
    .filter(([, saldo]) => saldo !== 0)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([cuenta, saldo]) => {
      const amount = saldo * sign;
      return { cuenta, debito: Math.max(amount, 0), credito: Math.max(-amount, 0) };
    });
}

function sumUp(comprobantes: readonly Comprobante[]): Saldos {
  const saldos = new Map<string, number>();
  for (const { cuenta, debito, credito } of comprobantes.flatMap(({ lines }) => lines)) {
    saldos.set(cuenta, toCentavos((saldos.get(cuenta) ?? 0) + debito - credito));
  }
  return saldos;
}
