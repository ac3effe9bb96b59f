import { dineroDe } from '../../schemas/scalars/dinero.ts';
import { partidaOf, sumOf } from './difference.ts';
import type { Comparison, Partida } from './difference.ts';
import { reconcileLotes } from './lotes.ts';
import type { Lote } from './lotes.ts';
import { counts, facturaKey, paymentStages, stands } from './pago.ts';
import type { Bench, Factura, Pago, Period } from './pago.ts';
import { aloneFindings } from './pago-alone.ts';
import { pairFinding } from './pago-pair.ts';
import { pairInStages } from './pairing.ts';

/**
 * What is compared. Payments reach from some days before the period to some days after it, so that those at its edges find
 * their match; they count in the totals only inside it.
 */
export interface BancoPredialRows {
  readonly bank: readonly Pago[];
  readonly system: readonly Pago[];
  /** The bills that the payments name; null where the ledger holds none at all. */
  readonly facturas: readonly Factura[] | null;
  readonly bankLotes: readonly Lote[];
  readonly systemLotes: readonly Lote[];
}

export interface BancoPredial extends Period {
  readonly name: 'banco-predial';
  readonly comparisons: readonly Comparison[];
}

/** The bank's collection against the payments that the billing system registered: line by line (C1), and by lots (C2). */
export function reconcileBancoPredial(rows: BancoPredialRows, period: Period, today: string): BancoPredial {
  return {
    name: 'banco-predial',
    ...period,
    comparisons: [reconcilePagos(rows, period, today), ...reconcileLotes(rows, period, today)],
  };
}

/**
 * Domain C1. Every payment of the period that stands ends in one match or in one item; one that was annulled or returned is
 * in an item only where the other side still counts it.
 */
export function reconcilePagos(
  rows: Pick<BancoPredialRows, 'bank' | 'system' | 'facturas'>,
  period: Period,
  today: string,
): Comparison {
  const bench: Bench = {
    bank: inOrder(rows.bank),
    system: inOrder(rows.system),
    facturas: Map.groupBy(rows.facturas ?? [], ({ numero }) => facturaKey(numero)),
    billsLoaded: rows.facturas !== null,
    period,
  };
  const { bank, system } = bench;
  const stages = paymentStages(bench.facturas);
  const standing = pairInStages(bank.filter(stands), system.filter(stands), stages);
  const others = pairInStages(
    [...standing.left, ...bank.filter((pago) => !stands(pago))],
    [...standing.right, ...system.filter((pago) => !stands(pago))],
    stages,
  );
  const judged = [...standing.pairs, ...others.pairs]
    .filter(({ left, right }) => counts(left, period) || counts(right, period))
    .map((pair) => ({ pair, finding: pairFinding(pair, bench) }));
  const matched = judged.flatMap(({ pair, finding }) => (finding === null ? [pair.left] : []));
  const findings = judged.flatMap(({ finding }) => (finding === null ? [] : [finding]));
  return {
    title: 'Líneas del banco contra pagos registrados',
    left: total('banco', bank, period),
    right: total('sistema predial', system, period),
    matched: { count: matched.length, amount: dineroDe(sumOf(matched, ({ valor }) => valor)) },
    items: [...findings, ...aloneFindings(others.left, others.right, bench)]
      .map((finding) => partidaOf(finding, today))
      .sort(byDateAndRecord),
  };
}

/** The same order whatever order the rows came in: it decides between payments that are equally near. */
function inOrder(pagos: readonly Pago[]): readonly Pago[] {
  const place = ({ fecha, ref }: Pago): string => `${fecha} ${ref.origen} ${ref.clave}`;
  return pagos.toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
}

function total(title: string, pagos: readonly Pago[], period: Period): Comparison['left'] {
  const counted = pagos.filter((pago) => counts(pago, period));
  return { title, count: counted.length, amount: dineroDe(sumOf(counted, ({ valor }) => valor)) };
}

function byDateAndRecord(a: Partida, b: Partida): number {
  const place = ({ date, left, right }: Partida): string =>
    [date ?? '', ...[...left, ...right].map(({ clave }) => clave)].join(' ');
  return place(a) < place(b) ? -1 : 1;
}
