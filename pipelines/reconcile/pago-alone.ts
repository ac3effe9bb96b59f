import { sentence } from './difference.ts';
import type { Finding } from './difference.ts';
import { counts, facturaKey, facturasOf, stands } from './pago.ts';
import type { Bench, Facturas, Pago } from './pago.ts';
import { named } from './pago-pair.ts';

/** What is said of payments that found nobody on the other side, each in one item. */
export function aloneFindings(left: readonly Pago[], right: readonly Pago[], bench: Bench): readonly Finding[] {
  const bankTwin = twinFinder(bench.bank, left, bench.facturas);
  const systemTwin = twinFinder(bench.system, right, bench.facturas);
  const known = (pago: Pago): boolean => counts(pago, bench.period);
  const days = {
    bank: Map.groupBy(bench.bank, ({ fecha }) => fecha),
    system: Map.groupBy(
      bench.system.filter(({ manual }) => !manual),
      ({ fecha }) => fecha,
    ),
  };
  return [
    ...left.filter(known).map((pago) => bankFinding(pago, bankTwin(pago), days.system, bench)),
    ...right.filter(known).map((pago) => systemFinding(pago, systemTwin(pago), days.bank)),
  ];
}

/**
 * Of a lone payment, the other one of its side that pays the same: the same bill, or another bill of the same predio and
 * vigencia (a reprint). Among payments that are all alone, all but the first are doubles.
 */
function twinFinder(side: readonly Pago[], alone: readonly Pago[], facturas: Facturas): (pago: Pago) => Pago | null {
  const lone = new Set(alone);
  const debts = new Map<string, Pago[]>();
  for (const pago of side.filter(stands)) {
    for (const debt of debtsOf(pago, facturas)) debts.set(debt, [...(debts.get(debt) ?? []), pago]);
  }
  return (pago) => {
    const twins = debtsOf(pago, facturas).flatMap((debt) => debts.get(debt) ?? []);
    const before = twins.slice(0, twins.indexOf(pago));
    return twins.find((twin) => twin !== pago && (!lone.has(twin) || before.includes(twin))) ?? null;
  };
}

function debtsOf(pago: Pago, facturas: Facturas): readonly string[] {
  if (pago.factura === null) return [];
  const bills = facturasOf(pago, facturas).map(({ predio, vigencia }) => `predio ${predio} ${String(vigencia)}`);
  return [`factura ${facturaKey(pago.factura)}`, ...new Set(bills)];
}

type Words = Pick<Finding, 'code' | 'status' | 'owner' | 'explanation' | 'action'>;

function bankFinding(pago: Pago, twin: Pago | null, system: Days, bench: Bench): Finding {
  const words = twin ? doubleOnBank(pago, twin) : (unknownReference(pago, bench) ?? notRegistered(pago, system, bench));
  return { ...words, left: [pago.ref], right: [], leftCentavos: pago.valor, rightCentavos: 0n, date: pago.fecha };
}

function doubleOnBank(pago: Pago, twin: Pago): Words {
  const same = pago.factura !== null && twin.factura !== null && facturaKey(pago.factura) === facturaKey(twin.factura);
  return {
    code: 'DUPLICATE',
    owner: 'Tesorería',
    explanation: same
      ? `${sentence(named(pago))} entró dos veces al banco: ${twoDays(twin.fecha, pago.fecha)}. El sistema predial tiene un solo pago.`
      : `${sentence(named(pago))} es del mismo predio y vigencia que ${named(twin)}, que ya había entrado el ${twin.fecha}.`,
    action: 'Es un pago doble: registre el saldo a favor del contribuyente o tramite la devolución.',
  };
}

function twoDays(first: string, second: string): string {
  return first === second ? `las dos el ${first}` : `el ${first} y el ${second}`;
}

function unknownReference(pago: Pago, { facturas, billsLoaded }: Bench): Words | null {
  if (pago.factura !== null && (!billsLoaded || facturasOf(pago, facturas).length > 0)) return null;
  return {
    code: 'REF_UNKNOWN',
    owner: 'Tesorería',
    explanation:
      pago.factura === null
        ? 'El banco recibió un pago cuya referencia no nombra ninguna factura.'
        : `El banco recibió un pago de la factura ${pago.factura}, que el sistema predial no tiene.`,
    action: 'Pida al banco el comprobante para saber quién pagó; mientras tanto es un recaudo por clasificar.',
  };
}

function notRegistered(pago: Pago, system: Days, { facturas }: Bench): Words {
  const dayIsThere = hasDayOf(pago, system);
  const replaced = facturasOf(pago, facturas).some(({ estado }) => estado === 'reemplazada' || estado === 'anulada');
  const bill = replaced ? ' Esa factura está anulada o reemplazada por otra.' : '';
  return {
    code: 'ONLY_LEFT',
    owner: 'Tesorería',
    explanation: dayIsThere
      ? `El banco recibió ${named(pago)} y el sistema predial no lo tiene: el contribuyente sigue apareciendo con deuda.${bill}`
      : `El sistema predial no tiene ningún pago del banco ${pago.banco ?? '(sin código)'} del ${pago.fecha}; este es ${named(pago)}.${bill}`,
    action: dayIsThere
      ? 'Registre el pago en el sistema predial con la fecha del banco.'
      : 'Cargue en el sistema predial el archivo del banco de ese día.',
  };
}

function systemFinding(pago: Pago, twin: Pago | null, bank: Days): Finding {
  const words = twin ? doubleOnSystem(pago, twin) : pago.manual ? byHand(pago) : notInBank(pago, bank);
  return { ...words, left: [], right: [pago.ref], leftCentavos: 0n, rightCentavos: pago.valor, date: pago.fecha };
}

function doubleOnSystem(pago: Pago, twin: Pago): Words {
  return {
    code: 'DUPLICATE',
    owner: 'Planeación',
    explanation: `${sentence(named(pago))} está dos veces en el sistema predial: con fecha ${twin.fecha} y ${pago.fecha}.`,
    action: 'Anule el registro que sobra; si de verdad se pagó dos veces, busque el otro recaudo.',
  };
}

function byHand(pago: Pago): Words {
  return {
    code: 'STRUCTURAL',
    status: 'explicada',
    owner: 'Tesorería',
    explanation: `${sentence(named(pago))} se registró a mano; no se espera línea en los archivos del banco.`,
    action: 'Nada, si hay recibo de caja o consignación que lo respalde.',
  };
}

function notInBank(pago: Pago, bank: Days): Words {
  const dayIsThere = hasDayOf(pago, bank);
  return {
    code: 'ONLY_RIGHT',
    owner: 'Tesorería',
    explanation: dayIsThere
      ? `El sistema predial da por bueno ${named(pago)} y el archivo del banco de ese día no lo trae.`
      : `No hay archivo del banco ${pago.banco ?? '(sin código)'} del ${pago.fecha}, y el sistema predial tiene de ese día ${named(pago)}.`,
    action: dayIsThere
      ? 'Pida al banco el soporte; si no lo tiene, anule el pago en el sistema predial.'
      : 'Consiga el archivo de ese día y póngalo en la carpeta del banco.',
  };
}

/** Payments by day. */
type Days = ReadonlyMap<string, readonly Pago[]>;

/** The other side has some payment of that bank and day: the file is there, or was loaded. */
function hasDayOf({ banco, fecha }: Pago, days: Days): boolean {
  return (days.get(fecha) ?? []).some((other) => other.banco === null || banco === null || other.banco === banco);
}
