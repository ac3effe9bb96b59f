import { valoresOf } from './billing.ts';
import type { Seccion } from './employees.ts';
import { conceptosNomina } from './payroll-concepts.ts';
import type { Nomina } from './payroll.ts';
import type { Concepto, Predio, Zona } from './town.ts';

/** What the council expects of an income in a vigencia. */
export interface IngresoPrevisto {
  readonly concepto: Concepto;
  readonly clase: 'actual' | 'anterior';
  readonly zona: Zona;
  readonly valor: number;
}

/** The budget that the council approved: as much to spend as it expects to receive. */
export interface Presupuesto {
  readonly vigencia: number;
  readonly ingresos: readonly IngresoPrevisto[];
  /** What may be spent on anything, and what belongs to the firefighters. */
  readonly libre: number;
  readonly bomberil: number;
  /** What each section may spend on its personnel; industria y comercio is to bring it. */
  readonly personal: readonly GastoDePersonal[];
  readonly ica: number;
}

export interface GastoDePersonal {
  readonly seccion: Seccion;
  readonly rubro: string;
  readonly valor: number;
}

/** Of a hundred pesos billed: those expected in their year, and those expected of the years before. */
const ACTUAL = 80;
const ANTERIOR = 8;
const INTERES = 3;

/** The budgets of all vigencias, by what is billed in each and by the payrolls that are to come. */
export function budgetTown(
  predios: readonly Predio[],
  vigencias: readonly number[],
  nominas: readonly Nomina[],
): readonly Presupuesto[] {
  return vigencias.map((vigencia) => {
    const billed = predios
      .filter(({ desde }) => desde <= vigencia)
      .map((predio) => ({ zona: predio.zona, ...valoresOf(predio, vigencia, `${String(vigencia)}-01-15`) }));
    const predial = (zona: Zona): number =>
      billed.reduce((sum, one) => sum + (one.zona === zona ? (one.predial ?? 0) : 0), 0);
    const bomberil = expected(billed.reduce((sum, one) => sum + (one.bomberil ?? 0), 0), ACTUAL);
    const libres: readonly IngresoPrevisto[] = [
      ...(['urbana', 'rural'] as const).flatMap((zona): readonly IngresoPrevisto[] => [
        { concepto: 'predial', clase: 'actual', zona, valor: expected(predial(zona), ACTUAL) },
        { concepto: 'predial', clase: 'anterior', zona, valor: expected(predial(zona), ANTERIOR) },
      ]),
      { concepto: 'interes', clase: 'anterior', zona: 'urbana', valor: expected(predial('urbana'), INTERES) },
    ];
    const personal = staffOf(nominas.filter((nomina) => nomina.vigencia === vigencia));
    return {
      vigencia,
      personal,
      ica: personal.reduce((sum, { valor }) => sum + valor, 0),
      ingresos: [...libres, { concepto: 'bomberil', clase: 'actual', zona: 'urbana', valor: bomberil }],
      libre: libres.reduce((sum, { valor }) => sum + valor, 0),
      bomberil,
    };
  });
}

/** Of a hundred pesos that the staff will cost: what is set apart. */
const PRUDENT = 104;

/** Earnings and contributions of the year's payrolls; what is only provided for is budgeted when it is paid. */
function staffOf(nominas: readonly Nomina[]): readonly GastoDePersonal[] {
  const sums = new Map<string, GastoDePersonal>();
  for (const { codigo: seccion, liquidados } of nominas) {
    for (const { concepto, valor } of liquidados.flatMap(({ lineas }) => lineas)) {
      const { clase, rubro } = conceptosNomina[concepto];
      if (rubro === null || clase === 'P') continue;
      const key = `${seccion} ${rubro}`;
      sums.set(key, { seccion, rubro, valor: (sums.get(key)?.valor ?? 0) + valor });
    }
  }
  return [...sums.values()].map((one) => ({ ...one, valor: Math.ceil((one.valor * PRUDENT) / 100 / STEP) * STEP }));
}

/** Budgets are written in round figures. */
const STEP = 100_000;

function expected(billed: number, percent: number): number {
  return Math.max(1, Math.floor((billed * percent) / 100 / STEP)) * STEP;
}
