import { IntegrationError } from '../../schemas/errors.ts';
import type { StreamRow } from './lease.ts';
import { placePrefix } from './part.ts';
import type { Place } from './part.ts';
import type { RunTask } from './run-task.ts';

type Cut = { readonly day: string } | { readonly day: null; readonly note: string };
type CutTask = Pick<RunTask, 'stream' | 'database' | 'today' | 'full' | 'signal'>;

/**
 * The day that dates a photograph. One a month: where this month's stands, none is taken unless it is asked for in full.
 * One that was cut short is finished under its own day, so that half of it does not stay behind.
 */
export async function cutOf(task: CutTask, row: StreamRow, place: Place): Promise<Cut> {
  const { stream, database, today, full, signal } = task;
  if (stream.scope.kind !== 'photograph') return { day: today };
  demandCutInKey(task, row);
  const month = today.slice(0, 7);
  const prefix = `${placePrefix(place)}corte=`;
  const cuts = await database.query<{ ambito: string; entero: boolean }>(
    `select ambito, leido_en is not null as entero from corridas.ambito
      where flujo = $1 and starts_with(ambito, $2) order by ambito`,
    [row.id, `${prefix}${month}-`],
    signal,
  );
  const begun = cuts.find(({ entero }) => !entero);
  if (begun) return { day: begun.ambito.slice(prefix.length) };
  const [taken] = cuts;
  if (!taken || full) return { day: today };
  const day = taken.ambito.slice(prefix.length);
  return { day: null, note: `la fotografía de ${month} ya se tomó el ${day}; para tomar otra, pida la lectura entera` };
}

/** Without the cut in the key, each photograph would take the place of the one before. */
function demandCutInKey({ stream }: CutTask, { origin }: StreamRow): void {
  if (stream.key.some((name) => stream.fields[name]?.options['scope'] === 'corte')) return;
  throw new IntegrationError(
    'CONFIG_INVALID',
    `${origin} es una fotografía y su clave (${stream.key.join(', ')}) no lleva el corte: cada una borraría la anterior. ` +
      "Declare en la clave un campo delAmbito('corte', fecha).",
  );
}
