import type { Extracto } from '../banco/statements.ts';
import { writeSqlite } from '../sqlite-file.ts';
import type { Hacienda } from '../town/hacienda.ts';
import type { Town } from '../town/town.ts';
import type { Accounts } from './accounting.ts';
import type { Budget } from './budget.ts';
import { apropiacionesTable, documentosTable, fuentesTable, lineasTable, modificacionesTable } from './budget-tables.ts';
import { cuentas, mapa, rubrosTable, terceros } from './catalogue-tables.ts';
import { conciliacionesTable, cuentasBancariasTable, deduccionesTable, egresosTable } from './treasury-tables.ts';
import { comprobantes, movimientos, recibos, recibosConceptos } from './voucher-tables.ts';

/** What PCT keeps, beside what the town is. */
export interface PctBooks {
  readonly hacienda: Hacienda;
  readonly kept: Accounts;
  readonly budget: Budget;
  /** As treasury copied their balances. */
  readonly extractos: readonly Extracto[];
}

/** Writes the stand-in of PCT: budget, accounting and treasury, money as text. */
export function writePct(file: string, town: Town, { hacienda, kept, budget, extractos }: PctBooks): Readonly<Record<string, number>> {
  return writeSqlite(file, [
    terceros(town, hacienda),
    cuentas(town),
    rubrosTable(town),
    fuentesTable(town),
    apropiacionesTable(budget),
    modificacionesTable(budget),
    documentosTable(budget),
    lineasTable(budget),
    mapa(town),
    comprobantes(kept),
    movimientos(kept),
    recibos(kept),
    recibosConceptos(kept),
    egresosTable(kept, budget, extractos.at(-1)?.corte ?? ''),
    deduccionesTable(kept),
    cuentasBancariasTable(town),
    conciliacionesTable(kept, extractos),
  ]);
}
