import type { StandInTable } from '../sqlite-file.ts';
import { valoresOf } from '../town/billing.ts';
import { daysBetween } from '../town/calendar.ts';
import { conceptos } from '../town/town.ts';
import type { Concepto, Factura, Pago, Predio, Town } from '../town/town.ts';
import type { Row } from './cells.ts';

/** Floats on purpose: the interest of what is owed carries the residue of its daily rate. */
export function liquidaciones(town: Town): StandInTable {
  return {
    name: 'LIQUIDACIONES',
    columns: [
      'CEDULA_CATASTRAL TEXT',
      'VIGENCIA INTEGER',
      'CONCEPTO TEXT',
      'BASE REAL',
      'TARIFA TEXT',
      'VALOR REAL',
      'DESCUENTO REAL',
      'INTERES REAL',
      'PAGADO REAL',
      'SALDO REAL',
      'FEC_CORTE TEXT',
      'ESTADO TEXT',
      'NUM_FACTURA TEXT',
    ],
    key: ['CEDULA_CATASTRAL', 'VIGENCIA', 'CONCEPTO'],
    rows: liquidacionRows(town),
  };
}

/** One vigencia of a predio, with the last bill that asks for it. */
interface Debt {
  readonly predio: Predio;
  readonly vigencia: number;
  readonly factura: Factura;
  readonly descuento: number;
}

function* liquidacionRows(town: Town): Generator<Row> {
  const billed = lastFacturas(town.facturas);
  const discounts = discountsOf(town.pagos);
  for (const predio of town.predios) {
    for (const vigencia of town.vigencias) {
      const factura = billed.get(debtKey(predio, vigencia));
      if (!factura) continue;
      const isDiscounted = factura.estado === 'pagada' && factura.vigencia === vigencia;
      const descuento = isDiscounted ? (discounts.get(factura) ?? 0) : 0;
      yield* liquidacionesOf({ predio, vigencia, factura, descuento }, town.today);
    }
  }
}

/** Per mil; the sobretasa bomberil is a share of the predial instead. */
const RATES: Readonly<Partial<Record<Concepto, (predio: Predio) => number>>> = {
  predial: ({ tarifa }) => tarifa / 10,
  ambiental: () => 1.5,
};
const YEARLY_INTEREST = 0.255;

function* liquidacionesOf(debt: Debt, today: string): Generator<Row> {
  const { predio, vigencia, factura } = debt;
  const valores = valoresOf(predio, vigencia, `${String(vigencia)}-01-15`);
  const key = (concepto: Concepto): Row => [predio.codigo, vigencia, conceptos[concepto].codigo];
  for (const concepto of ['predial', 'ambiental', 'bomberil'] as const) {
    const valor = valores[concepto];
    if (valor === undefined) continue;
    const rate = RATES[concepto]?.(predio).toFixed(4) ?? null;
    yield [...key(concepto), predio.avaluo.get(vigencia) ?? null, rate, ...stateOf(debt, concepto, valor, today), factura.numero];
  }
}

/** Value, discount, interest, paid, owed, as of which day, and the state's letter. */
function stateOf({ vigencia, factura, descuento }: Debt, concepto: Concepto, valor: number, today: string): Row {
  if (factura.estado === 'pagada') {
    const off = concepto === 'predial' ? descuento : 0;
    return [valor, off, 0, valor - off, 0, today, 'C'];
  }
  const late = Math.max(0, daysBetween(`${String(vigencia)}-07-01`, today));
  const interes = concepto in RATES ? (valor * late * YEARLY_INTEREST) / 365 : 0;
  return [valor, 0, interes, 0, valor + interes, today, 'P'];
}

/** The last bill that asks for each vigencia of a predio. */
function lastFacturas(facturas: readonly Factura[]): ReadonlyMap<string, Factura> {
  return new Map(
    facturas.flatMap((factura) => factura.deudas.map(({ vigencia }) => [debtKey(factura.predio, vigencia), factura])),
  );
}

function debtKey({ codigo }: Predio, vigencia: number): string {
  return `${codigo} ${String(vigencia)}`;
}

function discountsOf(pagos: readonly Pago[]): ReadonlyMap<Factura, number> {
  return new Map(pagos.map(({ factura, plazo }) => [factura, plazo.descuento]));
}
