import { valoresOf } from '../town/billing.ts';
import { daysBetween } from '../town/calendar.ts';
import { conceptos } from '../town/town.ts';
import type { Concepto, Factura, Pago, Predio, Town } from '../town/town.ts';

/** One vigencia of a predio, with the last bill that asks for it. */
export interface Debt {
  readonly predio: Predio;
  readonly vigencia: number;
  readonly factura: Factura;
  /** What paying early took off. */
  readonly descuento: number;
  /** Its owner pays it by instalments, as an agreement says. */
  readonly enAcuerdo: boolean;
}

/** What a debt is for one concept; interest with the residue of its daily rate. */
export interface DebtPart {
  readonly concepto: Concepto;
  readonly codigo: string;
  readonly valor: number;
  readonly descuento: number;
  readonly interes: number;
  readonly pagado: number;
  readonly saldo: number;
}

/** By predio and vigencia, in their order; what is paid too. */
export function debtsOf(town: Town): readonly Debt[] {
  const billed = lastFacturas(town.facturas);
  const discounts = new Map(town.pagos.map(({ factura, plazo }: Pago) => [factura, plazo.descuento]));
  const agreed = agreedPredios(town, billed);
  return town.predios.flatMap((predio) =>
    town.vigencias.flatMap((vigencia): Debt[] => {
      const factura = billed.get(debtKey(predio, vigencia));
      if (!factura) return [];
      const isDiscounted = factura.estado === 'pagada' && factura.vigencia === vigencia;
      const descuento = isDiscounted ? (discounts.get(factura) ?? 0) : 0;
      return [{ predio, vigencia, factura, descuento, enAcuerdo: isOpen(factura) && isPast(town, vigencia) && agreed.has(predio) }];
    }),
  );
}

/** The day of the agreements that a debtor of arrears made with the municipality. */
export function agreementDay({ vigencias, today }: Town): string | null {
  const day = `${String(vigencias.at(-1))}-10-13`;
  return day <= today ? day : null;
}

/** Every third of those who owe more than one vigencia of arrears. */
function agreedPredios(town: Town, billed: ReadonlyMap<string, Factura>): ReadonlySet<Predio> {
  if (agreementDay(town) === null) return new Set();
  const owing = town.predios.filter((predio) => {
    const past = town.vigencias.filter((vigencia) => isPast(town, vigencia));
    const open = past.filter((vigencia) => isOpen(billed.get(debtKey(predio, vigencia))));
    return open.length > 1;
  });
  return new Set(owing.filter((_, place) => place % 3 === 0));
}

/** Per mil; the sobretasa bomberil is a share of the predial instead. */
export const RATES: Readonly<Partial<Record<Concepto, (predio: Predio) => number>>> = {
  predial: ({ tarifa }) => tarifa / 10,
  ambiental: () => 1.5,
};
const YEARLY_INTEREST = 0.255;

export function liquidationDay(vigencia: number): string {
  return `${String(vigencia)}-01-15`;
}

/** Interest stands at what it is today. */
export function partsOf(debt: Debt, today: string): readonly DebtPart[] {
  const valores = valoresOf(debt.predio, debt.vigencia, liquidationDay(debt.vigencia));
  return (['predial', 'ambiental', 'bomberil'] as const).flatMap((concepto) => {
    const valor = valores[concepto];
    return valor === undefined ? [] : [{ concepto, codigo: conceptos[concepto].codigo, ...partOf(debt, concepto, valor, today) }];
  });
}

function partOf(
  { vigencia, factura, descuento }: Debt,
  concepto: Concepto,
  valor: number,
  today: string,
): Omit<DebtPart, 'concepto' | 'codigo'> {
  if (!isOpen(factura)) {
    const off = concepto === 'predial' ? descuento : 0;
    return { valor, descuento: off, interes: 0, pagado: valor - off, saldo: 0 };
  }
  const late = Math.max(0, daysBetween(`${String(vigencia)}-07-01`, today));
  const interes = concepto in RATES ? (valor * late * YEARLY_INTEREST) / 365 : 0;
  return { valor, descuento: 0, interes, pagado: 0, saldo: valor + interes };
}

/** The last bill that asks for each vigencia of a predio. */
function lastFacturas(facturas: readonly Factura[]): ReadonlyMap<string, Factura> {
  return new Map(
    facturas.flatMap((factura) => factura.deudas.map(({ vigencia }) => [debtKey(factura.predio, vigencia), factura])),
  );
}

export function isOpen(factura: Factura | undefined): boolean {
  return factura !== undefined && factura.estado !== 'pagada';
}

function isPast({ vigencias }: Town, vigencia: number): boolean {
  return vigencia !== vigencias.at(-1);
}

function debtKey({ codigo }: Predio, vigencia: number): string {
  return `${codigo} ${String(vigencia)}`;
}
