import type { Connection } from '../../connectors/driver.ts';
import type { IncrementalMode } from '../../connectors/source.ts';
import type { RunTask } from './run-task.ts';

/**
 * Up to where an incremental reading may go: what lies beyond may still be uncommitted in the source. Null for a stream
 * without a mode, one read at several places, and a driver that cannot tell.
 */
export async function boundOf(task: Pick<RunTask, 'stream' | 'places' | 'signal'>): Promise<string | null> {
  const { mode } = task.stream;
  const [place] = task.places;
  if (!mode || !place || task.places.length !== 1) return null;
  await using connection = await place.driver.connect(task.signal);
  return await boundAt(connection, mode, task.signal);
}

/** The bound as the connection tells it: the settled version, or the source's own clock minus the lag. */
export async function boundAt(
  connection: Connection,
  mode: IncrementalMode,
  signal: AbortSignal,
): Promise<string | null> {
  if (mode.kind === 'rowversion') return (await connection.settledVersion?.(signal)) ?? null;
  const now = await connection.clock?.(signal);
  return now === undefined ? null : secondsBefore(now, mode.lagSeconds);
}

/** `YYYY-MM-DD HH:MM:SS[.fff]` minus whole seconds, in the same form. */
export function secondsBefore(text: string, seconds: number): string {
  const moment = new Date(`${text.replace(' ', 'T')}Z`);
  return new Date(moment.getTime() - seconds * 1000).toISOString().replace('T', ' ').replace('Z', '');
}
