import type { StandInTable } from '../sqlite-file.ts';
import type { Town } from '../town/town.ts';
import type { Row } from './cells.ts';
import { debtsOf, isOpen, liquidationDay, partsOf, RATES } from './debts.ts';
import type { Debt } from './debts.ts';

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
      'FEC_LIQUIDACION TEXT',
    ],
    key: ['CEDULA_CATASTRAL', 'VIGENCIA', 'CONCEPTO'],
    rows: debtsOf(town).flatMap((debt) => rowsOf(debt, town.today)),
  };
}

function rowsOf(debt: Debt, today: string): readonly Row[] {
  const { predio, vigencia, factura } = debt;
  return partsOf(debt, today).map(({ concepto, codigo, valor, descuento, interes, pagado, saldo }): Row => [
    predio.codigo,
    vigencia,
    codigo,
    predio.avaluo.get(vigencia) ?? null,
    RATES[concepto]?.(predio).toFixed(4) ?? null,
    valor,
    descuento,
    interes,
    pagado,
    saldo,
    today,
    stateOf(debt),
    factura.numero,
    liquidationDay(vigencia),
  ]);
}

function stateOf({ factura, enAcuerdo }: Debt): string {
  if (!isOpen(factura)) return 'C';
  return enAcuerdo ? 'A' : 'P';
}
