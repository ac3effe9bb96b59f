import { boundOf } from './bound.ts';
import type { RunTask } from './run-task.ts';
import type { StreamRow } from './lease.ts';
import type { Extent } from './part.ts';

/**
 * How much a run reads. A stream that was never read whole, and one asked for in full, is read whole; else its window of
 * vigencias, or what its mode has not seen. Where rows are shaped, a key cannot be asked for again: read whole.
 */
export async function extentOf(task: ExtentTask, row: StreamRow): Promise<Extent> {
  const { stream, database, signal } = task;
  if (task.full || stream.files !== null || stream.rows.length > 0) return { kind: 'full' };
  const [state] = await database.query<ReadSoFar>(
    'select leido_entero_en is not null as entero, posicion from corridas.flujo where id = $1',
    [row.id],
    signal,
  );
  const upTo = await boundOf(task);
  if (upTo !== null && state && state.posicion !== null) return sinceThen(row, state.posicion, upTo);
  return state?.entero === true ? windowOf(task) : { kind: 'full' };
}

/** A source that was put back to an earlier copy, or its clock, has written below the position: it is read whole. */
function sinceThen({ origin }: StreamRow, after: string, upTo: string): Extent {
  if (after <= upTo) return { kind: 'since', after, upTo };
  const note = `la fuente de ${origin} volvió atrás (se había leído hasta ${after} y ahora llega a ${upTo}); se leyó entera`;
  return { kind: 'full', note };
}

type ExtentTask = Pick<RunTask, 'database' | 'stream' | 'full' | 'today' | 'signal' | 'places'>;

interface ReadSoFar {
  readonly entero: boolean;
  readonly posicion: string | null;
}

/** The last vigencias of a stream that has them, where every place can leave the others out. */
function windowOf({ stream, places, today }: ExtentTask): Extent {
  const filters = places.every(({ driver }) => driver.capabilities.filters);
  if (stream.scope.kind !== 'byVigencia' || !filters) return { kind: 'full' };
  return { kind: 'window', from: Number(today.slice(0, 4)) - stream.scope.last + 1 };
}
