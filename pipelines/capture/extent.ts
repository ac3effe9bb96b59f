import type { RunTask } from './run-task.ts';
import type { StreamRow } from './lease.ts';
import type { Extent } from './part.ts';

/**
 * How much a run reads. A stream that was never read whole, and one asked for in full, is read whole; else its window of
 * vigencias, or what its cursor has not seen. Where rows are shaped, a key cannot be asked for again: read whole.
 */
export async function extentOf(task: ExtentTask, row: StreamRow): Promise<Extent> {
  const { stream, database, signal } = task;
  if (task.full || stream.files !== null || stream.rows.length > 0) return { kind: 'full' };
  const [state] = await database.query<ReadSoFar>(
    'select leido_entero_en is not null as entero, posicion from corridas.flujo where id = $1',
    [row.id],
    signal,
  );
  const upTo = await cursorBound(task);
  if (upTo !== null && state && state.posicion !== null) return { kind: 'since', after: state.posicion, upTo };
  return state?.entero === true ? windowOf(task) : { kind: 'full' };
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

/** The source's own clock minus the lag: what is younger may still be uncommitted there. Null where there is no cursor. */
export async function cursorBound(task: Pick<RunTask, 'stream' | 'places' | 'signal'>): Promise<string | null> {
  const { mode } = task.stream;
  const [place] = task.places;
  if (!mode || !place || task.places.length !== 1) return null;
  await using connection = await place.driver.connect(task.signal);
  if (!connection.clock) return null;
  const now = await connection.clock(task.signal);
  return secondsBefore(now, mode.lagSeconds);
}

/** `YYYY-MM-DD HH:MM:SS[.fff]` minus whole seconds, in the same form. */
export function secondsBefore(text: string, seconds: number): string {
  const moment = new Date(`${text.replace(' ', 'T')}Z`);
  return new Date(moment.getTime() - seconds * 1000).toISOString().replace('T', ' ').replace('Z', '');
}
