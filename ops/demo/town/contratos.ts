import { addDays, lastBusinessDays, nextBusinessDay } from './calendar.ts';
import { destinos, shareOf } from './destinos.ts';
import type { Destino } from './destinos.ts';
import { inventContratista } from './people.ts';
import { disburse } from './desembolsos.ts';
import type { Desembolso } from './desembolsos.ts';
import type { Presupuesto } from './presupuesto.ts';
import type { Random } from './random.ts';
import { at } from './town.ts';
import type { Persona } from './town.ts';

/** Money set apart for an end, and the contracts that take it. Amounts are whole thousands. */
export interface Certificado {
  readonly vigencia: number;
  readonly fecha: string;
  readonly destino: Destino;
  readonly valor: number;
  readonly contratos: readonly Contrato[];
}

export interface Contrato {
  readonly numero: string;
  readonly contratista: Persona;
  readonly objeto: string;
  readonly firma: string;
  readonly inicio: string;
  readonly valor: number;
  readonly adicion: { readonly fecha: string; readonly valor: number } | null;
  readonly entregas: readonly Entrega[];
  /** The day on which it ended with less than was agreed; what was left is given back. */
  readonly terminado: string | null;
}

/** What the contractor delivered and the municipality owes from then on. */
export interface Entrega {
  readonly fecha: string;
  readonly valor: number;
  /** Registered for so much more, and mended on the next business day. */
  readonly exceso: number;
  readonly pagos: readonly Desembolso[];
}

/** What is bought in each vigencia, up to the day on which the fiction stands still. */
export function contractTown(
  random: Random,
  presupuestos: readonly Presupuesto[],
  predios: number,
  today: string,
): readonly Certificado[] {
  const contratistas = { count: 0 };
  return presupuestos.flatMap((presupuesto) => {
    const numbers = { count: 0 };
    return destinos.flatMap((destino) => {
      const count = Math.min(destino.most, Math.max(1, Math.floor(predios / destino.prediosPorContrato)));
      const each = thousands((shareOf(destino, presupuesto) * destino.contratado) / 100 / count);
      return Array.from({ length: count }, (_, index) => {
        const place = { presupuesto, destino, index, valor: each, today };
        return certify(random.branch(`${String(presupuesto.vigencia)}/${destino.codigo}/${String(index)}`), place, () => {
          contratistas.count += 1;
          numbers.count += 1;
          return {
            numero: `CT-${String(numbers.count).padStart(3, '0')}-${String(presupuesto.vigencia)}`,
            contratista: inventContratista(destino.contratista, contratistas.count),
          };
        });
      });
    });
  }).filter(({ fecha }) => fecha <= today);
}

interface Place {
  readonly presupuesto: Presupuesto;
  readonly destino: Destino;
  readonly index: number;
  readonly valor: number;
  readonly today: string;
}
type Named = Pick<Contrato, 'numero' | 'contratista'>;

function certify(random: Random, place: Place, next: () => Named): Certificado {
  const { presupuesto, destino, index, valor, today } = place;
  const { vigencia } = presupuesto;
  const fecha = nextBusinessDay(addDays(`${String(vigencia)}-${destino.desde}`, index * 4 + random.below(4)));
  const each = thousands(valor / destino.objetos.length);
  const contratos = destino.objetos.map((objeto) => sign(random, { ...place, valor: each, fecha, objeto }, next()));
  // Studies ask for a little more than is then agreed.
  const estimado = thousands((each * destino.objetos.length * random.between(100, 106)) / 100);
  return { vigencia, fecha, destino, valor: estimado, contratos: contratos.filter(({ firma }) => firma <= today) };
}

function sign(
  random: Random,
  place: Place & { readonly fecha: string; readonly objeto: string },
  named: Named,
): Contrato {
  const { destino, valor, today, objeto } = place;
  const firma = nextBusinessDay(addDays(place.fecha, random.between(4, 10)));
  const inicio = nextBusinessDay(addDays(firma, random.between(0, 3)));
  const days = deliveryDays(inicio, destino.entregas, destino.cada);
  const { adicion, terminado, deliveries } = courseOf(place, days);
  return {
    ...named,
    ...{ objeto, firma, inicio, valor },
    adicion: adicion && adicion.fecha <= today ? adicion : null,
    terminado: terminado !== null && terminado <= today ? terminado : null,
    entregas: deliveries
      .filter(({ fecha }) => fecha <= today)
      .map((one, at) => deliver(random, place, one, at)),
  };
}

interface Delivery {
  readonly fecha: string;
  readonly valor: number;
}

/** Of four contracts that may change, one is extended by a fifth and one ends before its last delivery. */
function courseOf({ destino, index, valor }: Place, days: readonly string[]): Pick<Contrato, 'adicion' | 'terminado'> & {
  readonly deliveries: readonly Delivery[];
} {
  const part = thousands(valor / days.length);
  const deliveries = days.map((fecha, place) => ({
    fecha,
    valor: place === days.length - 1 ? valor - part * place : part,
  }));
  const turn = destino.adicion ? index % 4 : 0;
  if (turn === 1) {
    const adicion = { fecha: at(days, Math.floor(days.length / 2)), valor: thousands(valor / 5) };
    const last = { fecha: monthEnd(at(days, -1), 1), valor: adicion.valor };
    return { adicion, terminado: null, deliveries: [...deliveries, last] };
  }
  const isCutShort = turn === 2;
  return {
    adicion: null,
    terminado: isCutShort ? at(days, -2) : null,
    deliveries: isCutShort ? deliveries.slice(0, -1) : deliveries,
  };
}

/** The first payment of some contracts is by a cheque that is annulled; the second delivery of others is registered too high. */
function deliver(random: Random, { destino, index, today }: Place, delivery: Delivery, place: number): Entrega {
  const { fecha, valor } = delivery;
  const isMended = place === 1 && index % 4 === 3 && nextBusinessDay(fecha) <= today;
  const isFirst = destino.adicion && place === 0 && index % 4 === 0;
  return {
    fecha,
    valor,
    exceso: isMended ? thousands(valor / 10) : 0,
    pagos: disburse(random, { destino, fecha, valor, isFirst }, today),
  };
}

/** The last business days of the months in which something is delivered. */
function deliveryDays(inicio: string, count: number, every: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => monthEnd(inicio, (at + 1) * every));
}

function monthEnd(day: string, months: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const next = `${String(Math.floor((month + 1) / 12))}-${String(((month + 1) % 12) + 1).padStart(2, '0')}-01`;
  return lastBusinessDays(addDays(next, -1), 1)[0] ?? next;
}

function thousands(pesos: number): number {
  return Math.floor(pesos / 1000) * 1000;
}
