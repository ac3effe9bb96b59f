import { centavosDe, dineroDe } from '../../schemas/scalars/dinero.ts';
import type { Equation, TallyReport } from '../../pipelines/capture/balance.ts';
import type { RunReport } from '../../pipelines/capture/report.ts';
import type { SyncReport } from '../../pipelines/sync.ts';
import { counted, pesos, tenths, textTable, thousands } from './terminal.ts';

const EXTENTS: Readonly<Record<RunReport['extent'], string>> = {
  completa: 'lectura completa',
  ventana: 'lectura de la ventana',
  novedades: 'lectura de novedades',
};

/** What to do while deletes are suspended; the stream follows. */
export const FREE_DELETES = 'Corríjalas en la fuente, o descártelas: libro quarantine list';

const SKIPPED = 'los que no han cambiado desde que se leyeron, los que un reenvío reemplaza y los que no traen nada';
const SKIPPED_ONE = 'no ha cambiado desde que se leyó, un reenvío lo reemplaza o no trae nada';

const ASK_AGAIN =
  'Los demás archivos se leyeron. Pida otra vez el rechazado a quien lo mandó, o sáquelo de la carpeta; mientras siga ahí, se vuelve a decir.';

/** A run in a few lines: what happened, and what a person must know or do. */
export function runLines(run: RunReport): string {
  const seconds = tenths(run.milliseconds / 1000);
  const head = run.outcome === 'bien' ? '✓' : '✗';
  const lines = [`${head} ${run.origin}  ${readText(run)} en ${seconds} s`];
  lines.push(...countLines(run));
  if (run.error) lines.push(`    ${run.error.code}: ${run.error.message.replaceAll('\n', '\n    ')}`);
  if (run.error?.code === 'FILE_REFUSED') lines.push(`    ${ASK_AGAIN}`);
  if (run.rejected > 0) {
    lines.push(`    ${counted(run.rejected, 'fila')} en cuarentena: libro quarantine list ${run.origin}`);
  }
  if (run.deletesSuspended > 0) {
    const waiting = `${counted(run.deletesSuspended, 'borrado')} en suspenso`;
    lines.push(`    ${waiting}: hay filas cuya clave no se puede leer. ${FREE_DELETES} ${run.origin}`);
  }
  for (const [code, count] of Object.entries(run.observations))
    lines.push(`    observación ${code}: ${thousands(count)}`);
  for (const note of run.notes) lines.push(`    ${note}`);
  return lines.join('\n');
}

/** What would surprise beside the number of rows that were read. */
function countLines({ files, read, equations }: RunReport): readonly string[] {
  const { skipped } = files;
  const formed = equations[1]?.left.rows ?? 0;
  const left = `    ${counted(skipped, 'archivo')} sin leer: ${skipped === 1 ? SKIPPED_ONE : SKIPPED}`;
  const several = `    de una fila salen varios registros: ${thousands(formed)} en total`;
  return [...(skipped > 0 ? [left] : []), ...(formed > read ? [several] : [])];
}

/** A run that failed before its first row has read nothing, wholly or otherwise. */
function readText({ outcome, extent, read }: RunReport): string {
  const extentText = outcome !== 'bien' && read === 0 ? 'no se leyó' : EXTENTS[extent];
  return `${extentText}, ${counted(read, 'fila')}`;
}

/** How much changed, in the log and in the ledger. */
export function writtenText({ captured, applied }: Pick<SyncReport, 'captured' | 'applied'>): string {
  return `${counted(captured, 'cambio capturado')}, ${counted(applied, 'aplicado')} al libro.`;
}

/** All runs side by side, in rows, with their amounts in pesos below. */
export function syncTable(runs: readonly RunReport[], width: number): string {
  const columns = [
    { title: 'flujo' },
    { title: 'leídas', right: true },
    { title: 'publicadas', right: true },
    { title: 'sin cambio', right: true },
    { title: 'rechazadas', right: true },
    { title: 'excluidas', right: true },
    { title: 'borradas', right: true },
  ];
  const rows = runs.flatMap((run) => [countsRow(run), ...amountRows(run)]);
  return textTable(columns, rows, width);
}

function countsRow(run: RunReport): readonly string[] {
  const excluded = Object.values(run.excluded).reduce((sum, count) => sum + count, 0);
  const counts = [run.read, run.published, run.unchanged, run.rejected, excluded, run.deleted];
  return [run.origin, ...counts.map(thousands)];
}

function amountRows(run: RunReport): readonly (readonly string[])[] {
  const [rows, records] = run.equations;
  if (!rows || !records) return [];
  return Object.keys(rows.left.amounts)
    .filter((field) => hasMoney(rows, field))
    .map((field) => [
      `  ${field}`,
      amount(rows.left, field),
      amount(records.right['publicados'], field),
      amount(records.right['sin cambio'], field),
      sum(field, records.right['rechazados'], rows.right['rechazadas al formar']),
      amount(rows.right['excluidas'], field),
      '',
    ]);
}

function hasMoney(equation: Equation, field: string): boolean {
  const cell = equation.left.amounts[field];
  return cell !== undefined && (cell.total !== '0.00' || cell.unreadable > 0);
}

function amount(tally: TallyReport | undefined, field: string): string {
  const cell = tally?.amounts[field];
  return cell ? pesos(cell.total) : '';
}

function sum(field: string, ...tallies: readonly (TallyReport | undefined)[]): string {
  const total = tallies.reduce((all, tally) => all + centavosDe(tally?.amounts[field]?.total ?? '0.00'), 0n);
  return pesos(dineroDe(total));
}
