import { asIntegrationError } from '../../schemas/errors.ts';
import { Capture } from './capture.ts';
import { declarationDigest } from './declaration.ts';
import { extentOf } from './extent.ts';
import { keptShapes, OVER_TIME } from './kept-rows.ts';
import { KnownState } from './known-state.ts';
import { CLOSING_MS, noLease, registerStream, releaseLease, takeLease } from './lease.ts';
import type { Lease } from './lease.ts';
import { OpenRejections } from './open-rejections.ts';
import type { Extent } from './part.ts';
import type { RunTask } from './run-task.ts';
import { readParts } from './read-parts.ts';
import type { PartsRead } from './read-parts.ts';
import type { FileReport, RunReport } from './report.ts';
import { retire } from './retire.ts';
import { Scopes } from './scopes.ts';

/** Runs one stream. Never throws: whatever went wrong is the report's error; what was committed before stays. */
export async function runStream(task: RunTask): Promise<RunReport> {
  const started = task.clock();
  const blank = blankReport(task);
  let lease: Lease | null = null;
  try {
    const stream = await registerStream(task.database, blank.origin, task.stream.key, task.signal);
    const extent = await extentOf(task, stream);
    lease = task.dryRun
      ? (task.under ?? noLease(stream))
      : await takeLease(task.database, stream, task.holder, started, extentNames[extent.kind], task.signal);
    const report = { ...blank, ...leaseNumbers(lease), extent: extentNames[extent.kind] };
    return await close(task, lease, await capture(task, lease, extent, report), started);
  } catch (thrown) {
    const { code, message } = asIntegrationError(thrown);
    const failed = { ...blank, ...leaseNumbers(lease), outcome: 'falló' as const, error: { code, message } };
    return lease ? close(task, lease, failed, started) : { ...failed, milliseconds: task.clock() - started };
  }
}

const extentNames = { full: 'completa', window: 'ventana', since: 'novedades' } as const;

async function capture(task: RunTask, lease: Lease, extent: Extent, report: RunReport): Promise<RunReport> {
  const { database, stream, keepFrom, signal } = task;
  const declaration = declarationDigest(stream);
  const notes = await retireOld(task, lease, extent);
  const [numbers] = await database.query<{ siguiente_numero: number }>(
    'select siguiente_numero from corridas.flujo where id = $1',
    [lease.id],
    signal,
  );
  const run = new Capture({
    ...task,
    shapes: keptShapes(stream, keepFrom),
    origin: { source: task.source, stream: stream.id },
    lease,
    known: await KnownState.open(database, lease, extent.kind === 'since' ? 'look up' : 'walk', signal),
    open: await OpenRejections.open(database, lease, signal),
    scopes: await Scopes.open(database, lease, declaration, !task.dryRun, signal),
    firstNumber: numbers?.siguiente_numero ?? 0,
  });
  let files: FileReport = report.files;
  let failure: RunReport['error'] = null;
  let ended: Omit<PartsRead, 'files'> = report;
  try {
    const parts = await readParts(task, run, extent, declaration);
    ({ files, ...ended } = parts);
    ended = { ...ended, notes: [...ended.notes, ...notes] };
    if (files.refused.length > 0) {
      failure = { code: 'FILE_REFUSED', message: files.refused.map(({ reason }) => reason).join('\n') };
    }
  } catch (thrown) {
    const { code, message } = asIntegrationError(thrown);
    failure = { code, message };
  }
  return {
    ...report,
    ...ended,
    ...totals(run),
    files,
    outcome: failure ? 'falló' : 'bien',
    error: failure,
  };
}

/** A whole reading, or a window, begins by taking out what may be kept no longer. */
async function retireOld(task: RunTask, lease: Lease, extent: Extent): Promise<readonly string[]> {
  const { database, stream, keepFrom, dryRun, signal } = task;
  if (keepFrom === null || extent.kind === 'since' || dryRun) return [];
  const retired = await retire({ database, stream, keepFrom, lease, signal });
  return retired === 0 ? [] : [retiredNote(retired, keepFrom)];
}

function retiredNote(retired: number, keepFrom: string): string {
  const what = retired === 1 ? 'un registro anterior' : `${String(retired)} registros anteriores`;
  return `${what} al ${keepFrom} se ${retired === 1 ? 'retiró' : 'retiraron'} del libro: ${OVER_TIME}`;
}

function totals(run: Capture): Partial<RunReport> {
  const equations = run.books.equations();
  const { books, counts } = run;
  return {
    read: books.read.report().rows,
    published: books.batches.published.report().rows,
    unchanged: books.batches.unchanged.report().rows,
    rejected: books.batches.rejected.report().rows + books.rejectedInShape.report().rows,
    excluded: Object.fromEntries(counts.excluded),
    deleted: counts.deleted,
    observations: Object.fromEntries(counts.observations),
    equations,
    vanished: Object.fromEntries([...books.vanished].map(([scope, tally]) => [scope, tally.report()])),
  };
}

/** Writes the report and gives the lease back; when even that fails, the lease runs out by itself. */
async function close(task: RunTask, lease: Lease, report: RunReport, started: number): Promise<RunReport> {
  const finished = { ...report, milliseconds: task.clock() - started };
  if (task.dryRun) return finished;
  const signal = task.signal.aborted ? AbortSignal.timeout(CLOSING_MS) : task.signal;
  try {
    await task.database.query(
      'update corridas.corrida set terminada_en = clock_timestamp(), estado = $2, informe = $3 where numero = $1',
      [lease.run, finished.outcome, JSON.stringify(finished)],
      signal,
    );
    await releaseLease(task.database, lease, signal);
    return finished;
  } catch (thrown) {
    const { code, message } = asIntegrationError(thrown);
    return { ...finished, outcome: 'falló', error: finished.error ?? { code, message } };
  }
}

function leaseNumbers(lease: Lease | null): { readonly run: number; readonly turn: number } {
  return { run: lease?.run ?? 0, turn: lease?.turn ?? 0 };
}

function blankReport({ source, stream }: RunTask): RunReport {
  return {
    origin: `${source}/${stream.id}`,
    entity: stream.entity.name,
    run: 0,
    turn: 0,
    extent: 'completa',
    outcome: 'bien',
    error: null,
    read: 0,
    published: 0,
    unchanged: 0,
    rejected: 0,
    excluded: {},
    deleted: 0,
    deletesSuspended: 0,
    observations: {},
    scopes: [],
    moved: false,
    notes: [],
    files: { applied: [], skipped: 0, refused: [] },
    equations: [],
    vanished: {},
    milliseconds: 0,
  };
}
