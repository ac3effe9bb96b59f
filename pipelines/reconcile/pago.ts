import { daysBetween } from './difference.ts';
import type { RecordRef } from './difference.ts';
import type { Stage } from './pairing.ts';

/** A payment as the bank reports it or as the billing system registers it. */
export interface Pago {
  readonly ref: RecordRef;
  readonly banco: string | null;
  readonly cuenta: string | null;
  readonly fecha: string;
  readonly lote: string | null;
  readonly factura: string | null;
  readonly predio: string | null;
  readonly valor: bigint;
  readonly estado: 'aplicado' | 'anulado' | 'devuelto';
  /** Registered by hand: no line of a bank file is expected. */
  readonly manual: boolean;
}

/** A bill as it was issued, with the totals that it is worth until each of its due dates. */
export interface Factura {
  readonly numero: string;
  readonly predio: string;
  readonly vigencia: number;
  readonly estado: 'vigente' | 'pagada' | 'reemplazada' | 'anulada';
  readonly plazos: readonly Plazo[];
}

export interface Plazo {
  readonly fecha: string;
  readonly total: bigint;
}

/** Both days included. */
export interface Period {
  readonly desde: string;
  readonly hasta: string;
}

/** Bills by number; a number may come again in another vigencia or after a reprint. */
export type Facturas = ReadonlyMap<string, readonly Factura[]>;

/** What judging a payment needs to know of all others. */
export interface Bench {
  readonly bank: readonly Pago[];
  readonly system: readonly Pago[];
  readonly facturas: Facturas;
  /** The ledger holds the bills of the system: a number without one is unknown. */
  readonly billsLoaded: boolean;
  readonly period: Period;
}

/** Money that is there: neither annulled nor returned. */
export function stands({ estado }: Pago): boolean {
  return estado === 'aplicado';
}

/** Adds to its side's total: it stands, and lies in the period. */
export function counts(pago: Pago, { desde, hasta }: Period): boolean {
  return stands(pago) && pago.fecha >= desde && pago.fecha <= hasta;
}

export function countedValor(pago: Pago, period: Period): bigint {
  return counts(pago, period) ? pago.valor : 0n;
}

/** A bill's number without the zeros that a bank file fills its reference with. */
export function facturaKey(numero: string): string {
  return /^\d+$/.test(numero) ? numero.replace(/^0+(?=\d)/, '') : numero;
}

export function facturasOf({ factura }: Pago, facturas: Facturas): readonly Factura[] {
  return factura === null ? [] : (facturas.get(facturaKey(factura)) ?? []);
}

/** The predio that the payment names, or that its bill does where all bills of that number are of one predio. */
export function predioOf(pago: Pago, facturas: Facturas): string | null {
  if (pago.predio !== null) return pago.predio;
  const [predio, ...others] = new Set(facturasOf(pago, facturas).map((factura) => factura.predio));
  return predio === undefined || others.length > 0 ? null : predio;
}

/** How many days a payment may be registered before or after the bank's day and still be the same by predio and amount. */
export const DATE_WINDOW_DAYS = 3;

/** A payment that differs in amount is farther than any that only differs in date. */
const OTHER_AMOUNT = 1_000_000;

/** Domain C1: (banco, fecha, factura, valor), then (factura), then (predio, valor, three days). */
export function paymentStages(facturas: Facturas): readonly Stage<Pago, Pago>[] {
  const exact = ({ banco, fecha, factura, valor }: Pago): string | null =>
    factura === null || banco === null ? null : JSON.stringify([banco, fecha, facturaKey(factura), String(valor)]);
  const byFactura = ({ factura }: Pago): string | null => (factura === null ? null : facturaKey(factura));
  const byPredio = (pago: Pago): string | null => {
    const predio = predioOf(pago, facturas);
    return predio === null ? null : JSON.stringify([predio, String(pago.valor)]);
  };
  return [
    { leftKey: exact, rightKey: exact, distance: () => 0 },
    {
      leftKey: byFactura,
      rightKey: byFactura,
      distance: (left, right) => (left.valor === right.valor ? 0 : OTHER_AMOUNT) + daysApart(left, right),
    },
    {
      leftKey: byPredio,
      rightKey: byPredio,
      distance: (left, right) => {
        const days = daysApart(left, right);
        return days <= DATE_WINDOW_DAYS ? days : null;
      },
    },
  ];
}

export function daysApart(left: Pago, right: Pago): number {
  return Math.abs(daysBetween(left.fecha, right.fecha));
}
