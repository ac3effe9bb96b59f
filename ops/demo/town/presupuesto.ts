import { valoresOf } from './billing.ts';
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
}

/** Of a hundred pesos billed: those expected in their year, and those expected of the years before. */
const ACTUAL = 80;
const ANTERIOR = 8;
const INTERES = 3;

/** The budgets of all vigencias, by what is billed in each. */
export function budgetTown(predios: readonly Predio[], vigencias: readonly number[]): readonly Presupuesto[] {
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
    return {
      vigencia,
      ingresos: [...libres, { concepto: 'bomberil', clase: 'actual', zona: 'urbana', valor: bomberil }],
      libre: libres.reduce((sum, { valor }) => sum + valor, 0),
      bomberil,
    };
  });
}

/** Budgets are written in round figures. */
const STEP = 100_000;

function expected(billed: number, percent: number): number {
  return Math.max(1, Math.floor((billed * percent) / 100 / STEP)) * STEP;
}
