import { originText } from '../../schemas/envelope.ts';
import type { RawRow } from '../../connectors/driver.ts';
import { deletesWrite } from './batch.ts';
import type { Capture } from './capture.ts';
import { guardDeletes, suspendedScopes } from './deletes.ts';
import type { Vanished } from './deletes.ts';
import { BATCH_ROWS } from './part.ts';
import type { Part } from './part.ts';
import { compileKey } from './reader.ts';
import { repeatedKeys } from './repeated-keys.ts';
import type { RunTask } from './run-task.ts';

export interface EndedScopes {
  /** What was read whole. */
  readonly scopes: readonly string[];
  /** Deletes that a row with an unreadable key holds back. */
  readonly suspended: number;
}

/**
 * Ends the scopes that a part read whole: what is known there and was not met is deleted, within the guards; then the
 * scopes are marked as read under this declaration.
 */
export async function endScopes(task: RunTask, run: Capture, part: Part, declaration: string): Promise<EndedScopes> {
  const { database, stream, signal } = task;
  const { lease, origin } = run.stamp();
  const scopes = run.coveredScopes(part.covers);
  const ids = scopes.map(({ id }) => id);
  const texts = new Map(scopes.map(({ id, text }) => [id, text]));
  const scopeText = (id: number): string => texts.get(id) ?? '';
  const leftOver = run.leftOver(new Set(ids));
  if (leftOver.length > 0) await run.commit({ leftOver });
  const suspended = await suspendedScopes(database, lease, ids, signal);
  const candidates = await vanishedNow(task, run, part, ids);
  for (const { scope, amounts } of candidates.filter((vanished) => vanished.published))
    run.books.miss(scopeText(scope), amounts);
  const deletable = candidates.filter(({ scope }) => !suspended.has(scope));
  const published = deletable.filter((vanished) => vanished.published).length;
  if (published > 0) guardDeletes(stream, lease.origin, await run.publishedBefore(ids), published, task.acceptDeletes);
  for (let start = 0; start < deletable.length; start += BATCH_ROWS) {
    const slice = deletable.slice(start, start + BATCH_ROWS);
    await task.at('borrando');
    await run.commit(deletesWrite(stream.entity, stream.key, slice, scopeText, run.stamp(), run.nextOrdinal));
    task.progress({
      origin: originText(origin),
      doing: 'borrando',
      rows: start + slice.length,
      expected: deletable.length,
    });
  }
  run.counts.deleted += published;
  await task.at('cerrando ámbitos');
  await run.commit({ closing: { scopes: ids, suspended: [...suspended], declaration, file: part.file } });
  return { scopes: scopes.map(({ text }) => text), suspended: candidates.length - deletable.length };
}

/** Keys that were not met. Where the reading had a window, they are asked for once more without it: one that moved is captured. */
async function vanishedNow(
  task: RunTask,
  run: Capture,
  part: Part,
  scopes: readonly number[],
): Promise<readonly Vanished[]> {
  const first = await run.vanished(scopes);
  if (first.length === 0 || part.unbounded === null) return first;
  const wanted = new Set(first.map(({ text }) => text));
  const readKey = compileKey(task.stream, part.columns);
  const stillThere = (row: RawRow): boolean => {
    const key = readKey(row, part.scopeValues);
    return 'text' in key && wanted.has(key.text);
  };
  const repeated = await repeatedKeys(task.stream, [part.unbounded], run.beat, task.signal);
  await run.part(part.unbounded, repeated, stillThere);
  return run.vanished(scopes);
}
