import { addDays, nextBusinessDay } from './calendar.ts';
import type { DeduccionDeLey, Destino } from './destinos.ts';
import type { Random } from './random.ts';
import { bancos } from './town.ts';
import type { Banco } from './town.ts';

/** Money that leaves for a contractor. */
export interface Desembolso {
  readonly fecha: string;
  readonly banco: Banco;
  readonly medio: 'cheque' | 'transferencia';
  readonly bruto: number;
  readonly deducciones: readonly Deduccion[];
  readonly neto: number;
  /** The day on which the bank paid; null while nobody has come with the cheque. */
  readonly cobrado: string | null;
  /** The day on which the cheque was annulled: it never left the house. */
  readonly anulado: string | null;
}

export interface Deduccion {
  readonly ley: DeduccionDeLey;
  readonly base: number;
  readonly valor: number;
}

interface Owed {
  readonly destino: Destino;
  readonly fecha: string;
  readonly valor: number;
  /** The first delivery of its contract. */
  readonly isFirst: boolean;
}

const [MAIN_BANK, OTHER_BANK] = bancos as [Banco, Banco];
/** The month in which the collection has filled the second account. */
const FILLED = 5;

/** How a debt is paid: at once as a rule, in two halves, or by a cheque that is annulled and written anew. */
export function disburse(random: Random, { destino, fecha, valor, isFirst }: Owed, today: string): readonly Desembolso[] {
  const day = nextBusinessDay(addDays(fecha, random.between(2, 18)));
  const month = Number(day.slice(5, 7));
  const banco = month >= FILLED && (destino.de === 'bomberil' || random.chance(40)) ? OTHER_BANK : MAIN_BANK;
  const draw = random.below(100);
  const half = Math.floor(valor / 2000) * 1000;
  const common = { destino, banco };
  const isAnnulled = isFirst && month < 12;
  const payments =
    isAnnulled
      ? [
          pay(random, { ...common, fecha: day, bruto: valor, medio: 'cheque', isAnnulled }),
          pay(random, { ...common, fecha: addBusinessDays(day, 4), bruto: valor, medio: 'transferencia' }),
        ]
      : draw < 10 && half > 0
        ? [
            pay(random, { ...common, fecha: day, bruto: half, medio: 'transferencia' }),
            pay(random, { ...common, fecha: addBusinessDays(day, 8), bruto: valor - half, medio: 'transferencia' }),
          ]
        : [pay(random, { ...common, fecha: day, bruto: valor, medio: draw < 40 ? 'cheque' : 'transferencia' })];
  return payments
    .filter((payment) => payment.fecha <= today)
    .map((payment) => ({ ...payment, cobrado: reached(payment.cobrado, today), anulado: reached(payment.anulado, today) }));
}

interface Payment {
  readonly destino: Destino;
  readonly banco: Banco;
  readonly fecha: string;
  readonly bruto: number;
  readonly medio: Desembolso['medio'];
  readonly isAnnulled?: boolean;
}

function pay(random: Random, { destino, banco, fecha, bruto, medio, isAnnulled = false }: Payment): Desembolso {
  const deducciones = destino.deducciones.map((ley) => ({
    ley,
    base: bruto,
    valor: Math.round((bruto * ley.tarifa) / 100),
  }));
  const neto = deducciones.reduce((rest, { valor }) => rest - valor, bruto);
  const cobrado = medio === 'cheque' ? nextBusinessDay(addDays(fecha, random.between(1, 30))) : fecha;
  return {
    fecha,
    banco,
    medio,
    bruto,
    deducciones,
    neto,
    cobrado: isAnnulled ? null : cobrado,
    anulado: isAnnulled ? addBusinessDays(fecha, 3) : null,
  };
}

function addBusinessDays(day: string, count: number): string {
  return Array.from({ length: count }).reduce((last: string) => nextBusinessDay(last), day);
}

function reached(day: string | null, today: string): string | null {
  return day !== null && day <= today ? day : null;
}
