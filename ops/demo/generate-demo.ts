import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyApplications } from './access/copy-applications.ts';
import { stateAccounts } from './banco/statements.ts';
import { writeStatements } from './banco/write-statements.ts';
import { writeChip } from './chip/write-chip.ts';
import { keepAccounts } from './pct/accounting.ts';
import { keepBudget } from './pct/budget.ts';
import { openBooks } from './books.ts';
import { discountsInCartera } from './discounts-in-cartera.ts';
import { defectsPage } from './defects-page.ts';
import { plantDefects } from './defects.ts';
import { inventHacienda } from './town/hacienda.ts';
import { inventTown } from './town/invent-town.ts';
import type { TownOptions } from './town/invent-town.ts';
import { inventPayroll } from './town/payroll.ts';
import type { PlantedDefect } from './planted-defect.ts';
import { openRandom } from './town/random.ts';
import { writePila } from './pila/write-pila.ts';
import { writeIgac } from './igac/write-igac.ts';
import { writePse } from './pse/write-pse.ts';
import { siteText } from './site-text.ts';
import { writeBank } from './write-bank.ts';
import { writeHassql } from './hassql/write-hassql.ts';
import { writePct } from './pct/write-pct.ts';
import { writeReports } from './pct/write-reports.ts';
import { writeDispersion } from './soporte-logico/write-dispersion.ts';
import { writeSoporteLogico } from './soporte-logico/write-soporte-logico.ts';

/** The day on which the fiction stands still unless another is asked for. */
export const DEMO_TODAY = '2026-11-20';

export interface Demo {
  readonly defects: readonly PlantedDefect[];
  readonly files: number;
  /** Rows by `system.TABLE`. */
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Writes an invented municipality into a folder: the stand-ins of its systems, its bank files, its configuration, and the
 * page that names the planted defects. The same options give the same bytes. What it had written before is replaced.
 */
export function generateDemo(folder: string, options: Omit<TownOptions, 'today'> & { readonly today?: string }): Demo {
  const town = inventTown({ today: DEMO_TODAY, ...options });
  const books = openBooks(town);
  const planted = plantDefects(books, openRandom(`defectos/${String(options.seed)}`));
  const nominas = inventPayroll(town, options.seed);
  const hacienda = inventHacienda(town, nominas, options.seed);
  const kept = keepAccounts(books, hacienda);
  const budget = keepBudget(town, hacienda, kept);
  const extractos = stateAccounts(town, kept);
  const defects = [...planted, discountsInCartera(town, kept)];
  mkdirSync(folder, { recursive: true });
  const dropped = ['bancos', 'chip', 'extractos', 'igac', 'igac-npn', 'informes', 'nomina', 'pila', 'pse'];
  for (const left of dropped) rmSync(join(folder, left), { recursive: true, force: true });
  const hassql = writeHassql(join(folder, 'hassql.db'), books);
  const pctBooks = { hacienda, kept, budget, extractos };
  const pct = writePct(join(folder, 'pct.db'), town, pctBooks);
  writeReports(join(folder, 'informes'), pctBooks);
  writeStatements(join(folder, 'extractos'), extractos);
  const files = writeBank(join(folder, 'bancos'), books);
  writeChip(join(folder, 'chip'), town, kept);
  const paid = nominas.filter(({ fecha }) => fecha <= town.today);
  const nomina = writeSoporteLogico(join(folder, 'soporte-logico.db'), paid, kept.egresos);
  writeDispersion(join(folder, 'nomina'), paid);
  writePila(join(folder, 'pila'), paid, town.today);
  writeIgac({ igac: join(folder, 'igac'), npn: join(folder, 'igac-npn') }, town);
  writePse(join(folder, 'pse'), books);
  copyApplications(folder);
  writeFileSync(join(folder, 'libro.config.ts'), siteText());
  writeFileSync(join(folder, 'DEFECTOS.md'), defectsPage(defects));
  return { defects, files, rows: { ...prefixed('hassql', hassql), ...prefixed('pct', pct), ...prefixed('soporte-logico', nomina) } };
}

function prefixed(system: string, counts: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(counts).map(([table, count]) => [`${system}.${table}`, count]));
}
