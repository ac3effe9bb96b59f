import { daysBetween, lastBusinessDays, nextBusinessDay } from './calendar.ts';
import type { Random } from './random.ts';
import { at, bancos, sumOf } from './town.ts';
import type { Concepto, Deuda, Factura, Pago, Predio, Valores } from './town.ts';

/** Due dates of the first emission, and what paying by each of them takes off the current vigencia's predial, in percent. */
const PLAZOS = [
  { fecha: '03-31', descuento: 15, pagan: 50 },
  { fecha: '04-30', descuento: 10, pagan: 25 },
  { fecha: '06-30', descuento: 0, pagan: 25 },
] as const;
const REIMPRESION = { emitida: '08-15', vence: '09-30' };

/** Of those who pay at the first emission, and at the reprint, in percent. */
const PAGAN: Readonly<Record<Predio['costumbre'], readonly [first: number, reprint: number]>> = {
  puntual: [95, 60],
  tardío: [15, 80],
  moroso: [4, 12],
};

interface Billed {
  readonly facturas: readonly Factura[];
  readonly pagos: readonly Pago[];
}

interface Unnumbered extends Omit<Pago, 'recibo'> {
  readonly recibo: null;
}

/** Bills every predio each vigencia with whatever it still owes; who has not paid by June gets a reprint that voids the first. */
export function billTown(random: Random, predios: readonly Predio[], vigencias: readonly number[], today: string): Billed {
  const facturas: Factura[] = [];
  const paid: Unnumbered[] = [];
  const owed = new Map<Predio, readonly number[]>();
  const days = Math.min(10, Math.max(3, Math.floor(predios.length / 100)));
  for (const vigencia of vigencias) {
    let number = 0;
    for (const predio of predios) {
      if (predio.desde > vigencia) continue;
      number += 1;
      const billed = billPredio(random, predio, vigencia, [...(owed.get(predio) ?? []), vigencia], number, days);
      const reached = billed.facturas.filter((factura) => factura.fecha <= today);
      const pago = billed.pago !== null && billed.pago.fecha <= today ? billed.pago : null;
      facturas.push(...reached);
      if (pago) {
        pago.factura.estado = 'pagada';
        paid.push(pago);
      }
      owed.set(predio, pago ? [] : [...(owed.get(predio) ?? []), vigencia]);
    }
  }
  return { facturas, pagos: numbered(paid) };
}

/** Receipts are numbered anew each vigencia, in the order of the days and banks. */
function numbered(paid: readonly Unnumbered[]): readonly Pago[] {
  const place = ({ fecha, banco, factura }: Unnumbered): string => `${fecha} ${banco.codigo} ${factura.numero}`;
  const last = new Map<number, number>();
  return paid
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1))
    .map((pago) => {
      const number = (last.get(pago.vigencia) ?? 0) + 1;
      last.set(pago.vigencia, number);
      return { ...pago, recibo: String(number).padStart(6, '0') };
    });
}

function billPredio(
  random: Random,
  predio: Predio,
  vigencia: number,
  owed: readonly number[],
  number: number,
  days: number,
): { readonly facturas: readonly Factura[]; readonly pago: Unnumbered | null } {
  const numero = `${String(vigencia)}${String(number).padStart(5, '0')}`;
  const common = { vigencia, numero, predio, estado: 'vigente' as const };
  const first: Factura = { ...common, emision: 1, fecha: `${String(vigencia)}-01-15`, ...firstEmission(predio, vigencia, owed) };
  const [payFirst, payReprint] = PAGAN[predio.costumbre];
  if (random.chance(payFirst)) {
    const draw = random.below(100);
    const n = draw < PLAZOS[0].pagan ? 0 : draw < PLAZOS[0].pagan + PLAZOS[1].pagan ? 1 : 2;
    return { facturas: [first], pago: pay(random, first, n, days) };
  }
  if (predio.costumbre === 'moroso' && !random.chance(25)) return { facturas: [first], pago: null };
  const reprint: Factura = { ...common, emision: 2, fecha: `${String(vigencia)}-${REIMPRESION.emitida}`, ...reprinted(predio, vigencia, owed) };
  first.estado = 'reemplazada';
  return { facturas: [first, reprint], pago: random.chance(payReprint) ? pay(random, reprint, 0, days) : null };
}

function firstEmission(predio: Predio, vigencia: number, owed: readonly number[]): Pick<Factura, 'deudas' | 'plazos'> {
  const due = (fecha: string): string => `${String(vigencia)}-${fecha}`;
  const deudas = owed.map((year) => ({ vigencia: year, valores: valoresOf(predio, year, due(PLAZOS[2].fecha)) }));
  const whole = totalOf(deudas);
  const predial = deudas.at(-1)?.valores.predial ?? 0;
  const plazos = PLAZOS.map((plazo, index) => {
    const descuento = toHundreds((predial * plazo.descuento) / 100);
    return { n: index + 1, fecha: due(plazo.fecha), descuento, total: whole - descuento };
  });
  return { deudas, plazos };
}

function reprinted(predio: Predio, vigencia: number, owed: readonly number[]): Pick<Factura, 'deudas' | 'plazos'> {
  const fecha = `${String(vigencia)}-${REIMPRESION.vence}`;
  const deudas = owed.map((year) => ({ vigencia: year, valores: valoresOf(predio, year, fecha) }));
  return { deudas, plazos: [{ n: 1, fecha, descuento: 0, total: totalOf(deudas) }] };
}

/** What one vigencia costs on a day, to the hundred pesos as the bills are. Simple interest from the first of July. */
export function valoresOf(predio: Predio, vigencia: number, day: string): Valores {
  const avaluo = predio.avaluo.get(vigencia) ?? 0;
  const predial = toHundreds((avaluo * predio.tarifa) / 10_000);
  const ambiental = toHundreds((avaluo * 15) / 10_000);
  const valores: Partial<Record<Concepto, number>> = { predial, ambiental };
  if (predio.zona === 'urbana') valores.bomberil = toHundreds((predial * 3) / 100);
  const late = Math.max(0, daysBetween(`${String(vigencia)}-07-01`, day));
  const interes = toHundreds(((predial + ambiental) * late * 7) / 10_000);
  if (interes > 0) valores.interes = interes;
  return valores;
}

function pay(random: Random, factura: Factura, place: number, days: number): Unnumbered {
  const plazo = at(factura.plazos, place);
  const banco = at(bancos, random.chance(60) ? 0 : 1);
  const fecha = random.pick(lastBusinessDays(plazo.fecha, days));
  return {
    vigencia: factura.vigencia,
    recibo: null,
    factura,
    plazo,
    banco,
    fecha,
    abono: nextBusinessDay(fecha),
    medio: random.pick(['01', '01', '01', '02', '13', '15']),
    valor: plazo.total,
    deudas: factura.deudas.map((deuda) => discounted(deuda, factura.vigencia, plazo.descuento)),
  };
}

function discounted(deuda: Deuda, vigencia: number, descuento: number): Deuda {
  if (deuda.vigencia !== vigencia || descuento === 0) return deuda;
  return { ...deuda, valores: { ...deuda.valores, descuento: -descuento } };
}

function totalOf(deudas: readonly Deuda[]): number {
  return deudas.reduce((sum, { valores }) => sum + sumOf(valores), 0);
}

function toHundreds(pesos: number): number {
  return Math.round(pesos / 100) * 100;
}
