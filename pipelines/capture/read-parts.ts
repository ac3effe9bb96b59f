import type { Connection } from '../../connectors/driver.ts';
import { originText } from '../../schemas/envelope.ts';
import { asIntegrationError } from '../../schemas/errors.ts';
import { demandComplete } from './deletes.ts';
import type { Capture } from './capture.ts';
import { cutOf } from './cuts.ts';
import { demandColumns } from './declaration.ts';
import { endScopes } from './end-scopes.ts';
import { boundOf } from './bound.ts';
import { appliedFiles } from './file-state.ts';
import { filePart, planFiles } from './files.ts';
import { tablePart } from './part.ts';
import type { Extent, Part, Place } from './part.ts';
import { repeatedKeys } from './repeated-keys.ts';
import type { FileReport } from './report.ts';
import type { RunTask } from './run-task.ts';

export interface PartsRead {
  readonly files: FileReport;
  readonly scopes: readonly string[];
  readonly moved: boolean;
  readonly notes: readonly string[];
  readonly deletesSuspended: number;
}

/** What reading adds up to, part by part. */
interface Gathered {
  readonly files: { readonly applied: string[]; skipped: number; readonly refused: { name: string; reason: string }[] };
  readonly scopes: string[];
  moved: boolean;
  readonly notes: string[];
  deletesSuspended: number;
  /** Every part that the stream has was read. */
  complete: boolean;
}

/** Reads every part of the run and closes its scopes. */
export async function readParts(task: RunTask, run: Capture, extent: Extent, declaration: string): Promise<PartsRead> {
  const files = { applied: [], skipped: 0, refused: [] };
  const notes = extent.kind === 'full' && extent.note !== undefined ? [extent.note] : [];
  const gathered: Gathered = { files, scopes: [], moved: false, notes, deletesSuspended: 0, complete: true };
  // Asked before reading: what is written while we read is younger than this and is read next time.
  const position = extent.kind === 'since' ? extent.upTo : await boundOf(task);
  if (task.stream.files) await readFolders(task, run, declaration, gathered);
  else await readTables(task, run, extent, declaration, gathered);
  await run.commit({ position, whole: extent.kind === 'full' && gathered.complete });
  return gathered;
}

/**
 * All places are read before a scope is closed in any: a row that went from one to another is captured where it is now,
 * and a place out of reach fails the run before anything is deleted.
 */
async function readTables(
  task: RunTask,
  run: Capture,
  extent: Extent,
  declaration: string,
  gathered: Gathered,
): Promise<void> {
  await using connections = new AsyncDisposableStack();
  const parts: Part[] = [];
  for (const place of task.places) {
    const cut = await cutAt(task, run, place, gathered);
    if (cut === null) continue;
    const connection = await place.driver.connect(task.signal);
    connections.defer(() => connection[Symbol.asyncDispose]());
    parts.push(await tablePart(connection, place, task.stream, extent, cut, task.signal));
  }
  await readTogether(task, run, parts, declaration, gathered);
}

/** The day that dates this place's photograph, or null where it was already taken, which is noted. */
async function cutAt(task: RunTask, run: Capture, place: Place, gathered: Gathered): Promise<string | null> {
  const cut = await cutOf(task, run.stamp().lease, place);
  if (cut.day !== null) return cut.day;
  gathered.notes.push(cut.note);
  gathered.complete = false;
  return null;
}

/** Drop folders: file by file, each with its own guards, so that one that must wait does not stop the others. */
async function readFolders(task: RunTask, run: Capture, declaration: string, gathered: Gathered): Promise<void> {
  const { files } = gathered;
  for (const place of task.places) {
    await using connection = await place.driver.connect(task.signal);
    const plan = await planned(task, run, connection, declaration);
    const again = task.reread === true ? plan.standing : [];
    files.skipped += plan.skipped - again.length;
    files.refused.push(...plan.refused);
    for (const known of [...again, ...plan.apply]) {
      const reason = await guarded(async () => {
        const part = await filePart(connection, task.stream, known, task.signal);
        await readTogether(task, run, [part], declaration, gathered);
      });
      if (reason === null) files.applied.push(known.entry.name);
      else files.refused.push({ name: known.entry.name, reason });
    }
  }
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

async function readTogether(
  task: RunTask,
  run: Capture,
  parts: readonly Part[],
  declaration: string,
  gathered: Gathered,
): Promise<void> {
  const origin = originText(run.stamp().origin);
  for (const part of parts) demandColumns(origin, part.label, task.stream, part.columns, part.offered);
  task.progress({ origin, doing: 'buscando claves repetidas', rows: 0, expected: null });
  const repeated = await repeatedKeys(task.stream, parts, run.beat, task.signal);
  const whole = parts.filter((part) => part.whole);
  const standing = run.repeatedOutside((scope) => whole.some((part) => part.covers(scope)));
  for (const part of parts) await readRows(task, run, part, new Set([...repeated, ...standing]), gathered);
  for (const part of whole) {
    const ended = await endScopes(task, run, part, declaration);
    gathered.deletesSuspended += ended.suspended;
    gathered.scopes.push(...ended.scopes);
  }
}

async function readRows(
  task: RunTask,
  run: Capture,
  part: Part,
  repeated: ReadonlySet<string>,
  gathered: Gathered,
): Promise<void> {
  const origin = originText(run.stamp().origin);
  const before = await part.count(task.signal);
  const read = await run.part(part, repeated, null);
  const after = await part.count(task.signal);
  gathered.notes.push(...part.notices().filter((notice) => !gathered.notes.includes(notice)));
  if (!part.whole) return;
  demandComplete(origin, read, before, after);
  if (before === after) return;
  gathered.moved = true;
  gathered.notes.push(`la fuente cambió mientras se leía ${part.label}`);
}
