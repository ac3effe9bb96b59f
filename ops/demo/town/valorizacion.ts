import { addDays, nextBusinessDay } from './calendar.ts';
import type { OtroIngreso } from './otros-ingresos.ts';
import { bancos } from './town.ts';
import type { Banco, Predio, Titular, Town } from './town.ts';

/** What an owner owes of a street that serves the predio. */
export interface Cuota {
  readonly predio: Predio;
  readonly titular: Titular;
  readonly numero: number;
  readonly limite: string;
  readonly valor: number;
  /** Taken out on appeal. */
  readonly anulada: boolean;
  readonly pago: { readonly fecha: string; readonly recibo: string } | null;
}

/** A street and whom it serves: the urban predios among the first hundred. It was distributed in the last vigencia. */
export const PROYECTO = { codigo: 'VAL-01', acuerdo: 'ACUERDO INVENTADO 012', fecha: '09-18', predios: 100 };
/** Due dates, by years after the last vigencia. The first is after the day on which the fiction stands still. */
const PLAZOS = [
  { years: 0, fecha: '12-15' },
  { years: 1, fecha: '03-16' },
  { years: 1, fecha: '06-15' },
  { years: 1, fecha: '09-15' },
] as const;
const PESOS_PER_M2 = 4_000;
const [, OTHER_BANK] = bancos as [Banco, Banco];

/** The day on which the street was distributed. */
export function distributedOn({ vigencias }: Pick<Town, 'vigencias'>): string {
  return `${String(vigencias.at(-1) ?? 0)}-${PROYECTO.fecha}`;
}

/**
 * Each owner has instalments of his own, by his share; none is due yet, and the owners of every seventh predio paid the first
 * one early. Every ninth predio was taken out on appeal.
 */
export function distributeStreet(town: Pick<Town, 'predios' | 'vigencias' | 'today'>): readonly Cuota[] {
  const day = distributedOn(town);
  if (day > town.today) return [];
  const served = town.predios.slice(0, PROYECTO.predios).filter(({ zona }) => zona === 'urbana');
  const cuotas = served.flatMap((predio, place) =>
    predio.titulares.flatMap((titular) => instalments(predio, titular, place, Number(day.slice(0, 4)))),
  );
  return numbered(cuotas, town.today);
}

type Unpaid = Omit<Cuota, 'pago'> & { readonly fecha: string | null };

function instalments(predio: Predio, titular: Titular, place: number, year: number): readonly Unpaid[] {
  const share = predio.areaTerreno * PESOS_PER_M2 * titular.porcentaje;
  const valor = Math.round(share / (100 * PLAZOS.length) / 100) * 100;
  const anulada = place % 9 === 8;
  return PLAZOS.map(({ years, fecha }, index) => ({
    ...{ predio, titular, numero: index + 1, limite: `${String(year + years)}-${fecha}`, valor, anulada },
    fecha: index === 0 && place % 7 === 3 && !anulada ? nextBusinessDay(addDays(`${String(year)}-10-05`, place % 35)) : null,
  }));
}

/** A receipt for each that was paid. */
function numbered(cuotas: readonly Unpaid[], today: string): readonly Cuota[] {
  let last = 0;
  return cuotas.map(({ fecha, ...cuota }) => {
    if (fecha === null || fecha > today) return { ...cuota, pago: null };
    last += 1;
    return { ...cuota, pago: { fecha, recibo: `RVAL-${String(last).padStart(4, '0')}` } };
  });
}

/** What is owed of the street from its distribution on. */
export function owedForStreet(town: Pick<Town, 'predios' | 'vigencias' | 'today'>): readonly OtroIngreso[] {
  return distributeStreet(town)
    .filter(({ anulada }) => !anulada)
    .map(({ valor, pago }) => ({
      clase: 'valorizacion',
      exigible: distributedOn(town),
      valor,
      pago: pago && { ...pago, banco: OTHER_BANK },
    }));
}
