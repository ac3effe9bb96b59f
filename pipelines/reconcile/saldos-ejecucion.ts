import { dineroDe } from '../../schemas/scalars/dinero.ts';
import { isWithinRubro } from '../../schemas/scalars/rubro.ts';
import { partidaOf, pesosText, sumOf } from './difference.ts';
import type { Comparison, Finding, RecordRef } from './difference.ts';
import type { PairClass, TaxPair } from './impuestos.ts';

/** The balance of an account, in centavos of pesos. */
export interface Saldo {
  readonly ref: RecordRef;
  readonly cuenta: string;
  readonly valor: bigint;
}

/** What a leaf of the income execution says was collected so far in the year. */
export interface RecaudoRubro {
  readonly ref: RecordRef;
  readonly rubro: string;
  readonly valor: bigint;
}

/** Where the opening balances come from. */
export type Opening = 'reporte del primer trimestre' | 'saldo inicial declarado';

export interface SaldosEjecucionRows {
  /** Last day that both filings report. */
  readonly corte: string;
  readonly opening: Opening;
  readonly saldosIniciales: readonly Saldo[];
  /** Final balances at `corte`: of the accounts receivable what is owed, of the income accounts what was earned in the year. */
  readonly saldosFinales: readonly Saldo[];
  readonly recaudo: readonly RecaudoRubro[];
}

/** One tax, held against itself; all amounts are exact decimal text. */
export interface TaxLine {
  readonly impuesto: string;
  readonly clase: PairClass;
  readonly cxc: string;
  readonly ingreso: string;
  readonly rubro: string;
  readonly saldoInicial: string;
  readonly ingresos: string;
  readonly saldoFinal: string;
  /** saldoInicial + ingresos − saldoFinal: what the accounting says was collected. */
  readonly segunContabilidad: string;
  readonly segunPresupuesto: string;
  readonly diferencia: string;
}

export interface SaldosEjecucion {
  readonly name: 'saldos-ejecucion';
  readonly vigencia: number;
  readonly corte: string;
  readonly opening: Opening;
  readonly lines: readonly TaxLine[];
  readonly comparisons: readonly [Comparison];
}

/**
 * Domain §4.0, test A: opening receivable + income of the year − closing receivable is what was collected, and the budget
 * execution reports it too. A tax of which neither side says anything is left out.
 */
export function reconcileSaldosEjecucion(
  rows: SaldosEjecucionRows,
  pairs: readonly TaxPair[],
  vigencia: number,
  today: string,
): SaldosEjecucion {
  const taxes = pairs.map((pair) => taxOf(pair, rows)).filter(({ left, right }) => left.length + right.length > 0);
  const judged = taxes.map((tax) => ({ tax, finding: findingOf(tax, rows) }));
  const matched = judged.flatMap(({ tax, finding }) => (finding === null ? [tax] : []));
  return {
    name: 'saldos-ejecucion',
    vigencia,
    corte: rows.corte,
    opening: rows.opening,
    lines: taxes.map(lineOf),
    comparisons: [
      {
        title: 'Recaudo por impuesto: contabilidad contra ejecución de ingresos',
        left: { title: 'contabilidad', count: taxes.length, amount: dineroDe(sumOf(taxes, collected)) },
        right: { title: 'ejecución de ingresos', count: taxes.length, amount: dineroDe(sumOf(taxes, executed)) },
        matched: { count: matched.length, amount: dineroDe(sumOf(matched, collected)) },
        items: judged.flatMap(({ finding }) => (finding === null ? [] : [partidaOf(finding, today)])),
      },
    ],
  };
}

/** A pair with what the ledger says of it, in centavos. */
interface Tax {
  readonly pair: TaxPair;
  readonly left: readonly RecordRef[];
  readonly right: readonly RecordRef[];
  readonly opening: bigint | null;
  readonly income: bigint;
  readonly closing: bigint;
  readonly executed: bigint;
  readonly parts: readonly { readonly nombre: string; readonly rubro: string; readonly valor: bigint }[];
}

function taxOf(pair: TaxPair, { opening, saldosIniciales, saldosFinales, recaudo }: SaldosEjecucionRows): Tax {
  const initial = saldosIniciales.find(({ cuenta }) => cuenta === pair.cxc);
  const final = saldosFinales.find(({ cuenta }) => cuenta === pair.cxc);
  const income = saldosFinales.find(({ cuenta }) => cuenta === pair.ingreso);
  const under = (code: string): readonly RecaudoRubro[] => recaudo.filter(({ rubro }) => isWithinRubro(rubro, code));
  const leaves = under(pair.rubro);
  // The CGN leaves out accounts without balance or movement; a declaration that leaves one out says nothing of it.
  const unsaid = opening === 'saldo inicial declarado' ? null : 0n;
  return {
    pair,
    left: [initial, income, final].flatMap((saldo) => (saldo ? [saldo.ref] : [])),
    right: leaves.map(({ ref }) => ref),
    opening: initial?.valor ?? unsaid,
    income: income?.valor ?? 0n,
    closing: final?.valor ?? 0n,
    executed: sumOf(leaves, ({ valor }) => valor),
    parts: pair.partes.map((part) => ({ ...part, valor: sumOf(under(part.rubro), ({ valor }) => valor) })),
  };
}

function collected({ opening, income, closing }: Tax): bigint {
  return (opening ?? 0n) + income - closing;
}

function executed(tax: Tax): bigint {
  return tax.executed;
}

function lineOf(tax: Tax): TaxLine {
  const { impuesto, clase, cxc, ingreso, rubro } = tax.pair;
  return {
    impuesto,
    clase,
    cxc,
    ingreso,
    rubro,
    saldoInicial: dineroDe(tax.opening ?? 0n),
    ingresos: dineroDe(tax.income),
    saldoFinal: dineroDe(tax.closing),
    segunContabilidad: dineroDe(collected(tax)),
    segunPresupuesto: dineroDe(tax.executed),
    diferencia: dineroDe(collected(tax) - tax.executed),
  };
}

/** CUIPO is filed in whole pesos, the CGN's balances in centavos. */
const ROUNDING_CENTAVOS = 100n;

function findingOf(tax: Tax, { corte }: SaldosEjecucionRows): Finding | null {
  const gap = collected(tax) - tax.executed;
  if (gap === 0n && tax.opening !== null) return null;
  const words = tax.opening === null ? withoutOpening(tax) : gapWords(tax, gap);
  return {
    ...words,
    left: tax.left,
    right: tax.right,
    leftCentavos: collected(tax),
    rightCentavos: tax.executed,
    date: corte,
    owner: 'Contabilidad',
  };
}

type Words = Pick<Finding, 'code' | 'status' | 'explanation' | 'action'>;

function withoutOpening({ pair }: Tax): Words {
  return {
    code: 'UNMAPPED',
    explanation: `Falta el saldo inicial de ${pair.cxc} (${pair.impuesto}); la diferencia no se puede interpretar.`,
    action: `Añada la cuenta ${pair.cxc} al archivo de saldos iniciales, o cargue el reporte del primer trimestre.`,
  };
}

function gapWords(tax: Tax, gap: bigint): Words {
  const sides =
    `${tax.pair.impuesto}: la contabilidad (${tax.pair.cxc} y ${tax.pair.ingreso}) dice ${pesosText(collected(tax))} ` +
    `y la ejecución de ingresos (${tax.pair.rubro}) ${pesosText(tax.executed)}`;
  if (gap <= ROUNDING_CENTAVOS && gap >= -ROUNDING_CENTAVOS) {
    return {
      code: 'AMOUNT_ROUNDING',
      status: 'explicada',
      explanation: `${sides}: los ${pesosText(gap)} son el redondeo a pesos del reporte.`,
      action: 'Nada que corregir.',
    };
  }
  const rest = gap - sumOf(tax.parts, ({ valor }) => valor);
  const explanation = `${sides}: ${pesosText(gap)} de diferencia${shareOf(gap, tax.executed)}.${partsText(tax, rest)}`;
  switch (tax.pair.clase) {
    case 'vigilada':
      return { code: 'STRUCTURAL', status: 'explicada', explanation, action: 'Se informa; no se espera que cuadre.' };
    case 'explicada':
      return rest === 0n
        ? { code: 'THIRD_PARTY_SHARE', status: 'explicada', explanation, action: 'Nada que corregir.' }
        : { code: 'AMOUNT_OTHER', explanation, action: 'Busque lo que las partes conocidas no explican.' };
    case 'exacta':
      return {
        code: 'AMOUNT_OTHER',
        explanation,
        action:
          'Revise con Tesorería y Planeación: descuentos y prescripciones sin contabilizar, sobretasas que pasan por la misma ' +
          'cuenta, ajustes de cartera, recaudo sin ejecutar en presupuesto.',
      };
  }
}

function shareOf(gap: bigint, total: bigint): string {
  if (total === 0n) return '';
  const perMille = (abs(gap) * 1000n + abs(total) / 2n) / abs(total);
  return `, el ${String(perMille / 10n)},${String(perMille % 10n)} % de lo ejecutado`;
}

function partsText({ parts }: Tax, rest: bigint): string {
  if (parts.length === 0) return '';
  const named = parts
    .map(({ nombre, rubro, valor }) => `la ${nombre} recaudada (${rubro}) es ${pesosText(valor)}`)
    .join('; ');
  return ` Si pasó por esa cuenta, ${named} y ${rest === 0n ? 'lo explica todo' : `quedan ${pesosText(rest)} sin explicar`}.`;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
