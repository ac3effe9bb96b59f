import { pesosText, sentence } from './difference.ts';
import type { DifferenceCode, Finding, Office } from './difference.ts';
import { countedValor, daysApart, facturaKey, facturasOf, stands } from './pago.ts';
import type { Bench, Pago, Plazo } from './pago.ts';
import type { Pair } from './pairing.ts';

/** A peso: what billing rounds away on one payment. */
const ROUNDING_CENTAVOS = 100n;

interface Judgement {
  readonly code: DifferenceCode;
  readonly owner: Office;
  readonly explanation: string;
  readonly action: string;
}

/** What differs between two payments that belong together; null when nothing does. */
export function pairFinding({ left, right }: Pair<Pago, Pago>, bench: Bench): Finding | null {
  const judgement =
    stateJudgement(left, right) ??
    amountJudgement(left, right, bench) ??
    dateJudgement(left, right) ??
    bankJudgement(left, right) ??
    facturaJudgement(left, right, bench);
  if (judgement === null) return null;
  return {
    ...judgement,
    left: [left.ref],
    right: [right.ref],
    leftCentavos: countedValor(left, bench.period),
    rightCentavos: countedValor(right, bench.period),
    date: left.fecha,
  };
}

function stateJudgement(left: Pago, right: Pago): Judgement | null {
  if (stands(left) === stands(right)) return null;
  if (stands(left)) {
    return {
      code: 'VOID_ONE_SIDE',
      owner: 'Tesorería',
      explanation: `El banco recaudó ${named(left)} y el sistema predial lo tiene anulado.`,
      action: 'Averigüe por qué se anuló; si el dinero entró, registre el pago de nuevo.',
    };
  }
  const returned = left.estado === 'devuelto';
  return {
    code: returned ? 'REVERSAL_ONE_SIDE' : 'VOID_ONE_SIDE',
    owner: 'Tesorería',
    explanation: `El banco ${returned ? 'devolvió' : 'anuló'} ${named(left)} y el sistema predial lo tiene como pagado.`,
    action: 'Anule el pago en el sistema predial y avise al contribuyente.',
  };
}

function amountJudgement(left: Pago, right: Pago, { facturas }: Bench): Judgement | null {
  const gap = left.valor - right.valor;
  if (gap === 0n) return null;
  const amounts = `el banco recibió ${pesosText(left.valor)} y el sistema predial registró ${pesosText(right.valor)}`;
  if (gap <= ROUNDING_CENTAVOS && gap >= -ROUNDING_CENTAVOS) {
    return {
      code: 'AMOUNT_ROUNDING',
      owner: 'Tesorería',
      explanation: `Por ${named(left)}, ${amounts}: es el redondeo de la factura.`,
      action: 'Nada que corregir; si se repite mucho, revise cómo redondea la facturación.',
    };
  }
  const plazos = facturasOf(left, facturas).flatMap((factura) => factura.plazos);
  const paid = plazos.find(({ total }) => total === left.valor);
  if (paid) return tierJudgement(left, right, paid, plazos, amounts);
  return {
    code: 'AMOUNT_OTHER',
    owner: 'Tesorería',
    explanation: `Por ${named(left)}, ${amounts}: ${pesosText(abs(gap))} de ${gap > 0n ? 'menos' : 'más'} en el sistema.`,
    action: 'Compare el comprobante del banco con la factura y corrija el valor registrado.',
  };
}

function tierJudgement(left: Pago, right: Pago, paid: Plazo, plazos: readonly Plazo[], amounts: string): Judgement {
  const registered = plazos.find(({ total }) => total === right.valor);
  const other = registered ? `, el registrado es el del plazo ${registered.fecha}` : '';
  const late = left.fecha > paid.fecha ? ' El banco lo recibió después de ese plazo.' : '';
  return {
    code: 'AMOUNT_TIER',
    owner: 'Planeación',
    explanation: `Por ${named(left)}, ${amounts}: lo pagado es el total del plazo ${paid.fecha}${other}.${late}`,
    action: 'Liquide el descuento o el recargo por el día en que pagó en el banco, no por el día en que se registró.',
  };
}

function dateJudgement(left: Pago, right: Pago): Judgement | null {
  const days = daysApart(left, right);
  if (days === 0) return null;
  const crosses = left.fecha.slice(0, 7) !== right.fecha.slice(0, 7);
  const apart = `${String(days)} ${days === 1 ? 'día' : 'días'}`;
  return {
    code: crosses ? 'PERIOD_CROSS' : 'DATE_LAG',
    owner: 'Tesorería',
    explanation:
      `El banco recibió ${named(left)} el ${left.fecha} y el sistema predial lo registró el ${right.fecha}, ` +
      `${apart} de diferencia${crosses ? ' y en otro mes' : ''}.`,
    action: crosses
      ? 'Regístrelo con la fecha del banco, o llévelo a la conciliación de los dos meses como partida en tránsito.'
      : 'Registre con la fecha del banco: de ella dependen el descuento y los intereses.',
  };
}

function bankJudgement(left: Pago, right: Pago): Judgement | null {
  if (left.banco === null || right.banco === null || left.banco === right.banco) return null;
  return {
    code: 'CLASSIFICATION',
    owner: 'Tesorería',
    explanation: `${sentence(named(left))} entró por el banco ${left.banco} y el sistema predial lo registró en el ${right.banco}.`,
    action: 'Corrija el banco en el sistema predial; si no, no cuadran los saldos por cuenta.',
  };
}

function facturaJudgement(left: Pago, right: Pago, { facturas, billsLoaded }: Bench): Judgement | null {
  if (left.factura === null || right.factura === null) return null;
  if (facturaKey(left.factura) === facturaKey(right.factura)) return null;
  const unknown = billsLoaded && facturasOf(left, facturas).length === 0;
  return {
    code: unknown ? 'REF_UNKNOWN' : 'CLASSIFICATION',
    owner: 'Planeación',
    explanation:
      `El banco informa la factura ${left.factura}${unknown ? ', que no existe,' : ''} y el sistema predial aplicó ese valor, ` +
      `del mismo predio, a la factura ${right.factura}.`,
    action: 'Confirme con el comprobante qué factura se pagó.',
  };
}

/** The payment in the words of whoever looks for it. */
export function named({ factura, predio }: Pago): string {
  if (factura !== null) return `el pago de la factura ${factura}`;
  return predio === null ? 'un pago sin factura' : `un pago del predio ${predio}`;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
