import { writeSqlite } from '../sqlite-file.ts';
import type { Town } from '../town/town.ts';
import type { Accounts } from './accounting.ts';
import { cuentas, mapa, rubrosTable, terceros } from './catalogue-tables.ts';
import { comprobantes, movimientos, recibos, recibosConceptos } from './voucher-tables.ts';

/** Writes the stand-in of PCT: accounting and treasury, money as text. */
export function writePct(file: string, town: Town, kept: Accounts): Readonly<Record<string, number>> {
  return writeSqlite(file, [
    terceros(town),
    cuentas(town),
    rubrosTable(town),
    mapa(town),
    comprobantes(kept),
    movimientos(kept),
    recibos(kept),
    recibosConceptos(kept),
  ]);
}
