import type { Connection } from '../../connectors/driver.ts';
import { originText } from '../../schemas/envelope.ts';
import { asIntegrationError } from '../../schemas/errors.ts';
import { demandBalance } from './books.ts';
import { demandComplete } from './deletes.ts';
import type { Capture } from './capture.ts';
import { demandColumns } from './declaration.ts';
import { endScopes } from './end-scopes.ts';
import type { EndedScopes } from './end-scopes.ts';
import { cursorBound } from './extent.ts';
import { appliedFiles } from './file-state.ts';
import { filePart, planFiles } from './files.ts';
import { tablePart } from './part.ts';
import type { Extent, Part } from './part.ts';
import { repeatedKeys } from './repeated-keys.ts';
import type { FileReport } from './report.ts';
import type { RunTask } from './run-task.ts';

export interface PartsRead {
  readonly files: FileReport;
  readonly scopes: readonly string[];
  readonly notes: readonly string[];
  readonly deletesSuspended: number;
}

/** Reads every part of the run, one after the other; each closes its own scopes. */
export async function readParts(task: RunTask, run: Capture, extent: Extent, declaration: string): Promise<PartsRead> {
  const files = { applied: [] as string[], skipped: 0, refused: [] as { name: string; reason: string }[] };
  const notes: string[] = [];
  const scopes: string[] = [];
  let deletesSuspended = 0;
  const take = async (part: Part): Promise<void> => {
    const ended = await readPart(task, run, part, declaration);
    deletesSuspended += ended.suspended;
    scopes.push(...ended.scopes);
    notes.push(...ended.notes);
  };
  // Asked before reading: what is written while we read is younger than this and is read next time.
  const position = extent.kind === 'since' ? extent.upTo : await cursorBound(task);
  for (const place of task.places) {
    await using connection = await place.driver.connect(task.signal);
    if (task.stream.files) {
      const plan = await planned(task, run, connection, declaration);
      const again = task.reread === true ? plan.standing : [];
      files.skipped += plan.skipped - again.length;
      files.refused.push(...plan.refused);
      for (const known of [...again, ...plan.apply]) {
        const reason = await guarded(async () => take(await filePart(connection, task.stream, known, task.signal)));
        if (reason === null) files.applied.push(known.entry.name);
        else files.refused.push({ name: known.entry.name, reason });
      }
    } else {
      await take(await tablePart(connection, place, task.stream, extent, task.today, task.signal));
    }
  }
  await run.commit({ position, whole: extent.kind === 'full' });
  return { files, scopes, notes, deletesSuspended };
}

/** Applies one file; the reason why it must wait, where its own guards stop it: the other files go on. */
async function guarded(apply: () => Promise<void>): Promise<string | null> {
  try {
    await apply();
    return null;
  } catch (thrown) {
    const { code, message } = asIntegrationError(thrown);
    if (code === 'SOURCE_SHRANK' || code === 'SOURCE_BUSY') return message;
    throw thrown;
  }
}

async function planned(
  task: RunTask,
  run: Capture,
  connection: Connection,
  declaration: string,
): ReturnType<typeof planFiles> {
  const applied = await appliedFiles(task.database, run.stamp().lease, task.signal);
  return planFiles(connection, task.stream, applied, declaration, task.signal);
}

async function readPart(
  task: RunTask,
  run: Capture,
  part: Part,
  declaration: string,
): Promise<EndedScopes & { readonly notes: readonly string[] }> {
  const origin = originText(run.stamp().origin);
  demandColumns(origin, part.label, task.stream, part.columns, part.offered);
  task.progress({ origin, doing: 'buscando claves repetidas', rows: 0, expected: null });
  const repeated = await repeatedKeys(task.stream, part, task.signal);
  const before = await part.count(task.signal);
  const read = await run.part(part, repeated, null);
  const after = await part.count(task.signal);
  if (!part.whole) return { scopes: [], suspended: 0, notes: [] };
  demandComplete(origin, read, before, after);
  demandBalance(origin, run.books.equations());
  const ended = await endScopes(task, run, part, declaration);
  const notes = before !== after ? [`la fuente cambió mientras se leía ${part.label}`] : [];
  return { ...ended, notes };
}
