import { asIntegrationError, IntegrationError } from '../schemas/errors.ts';
import type { CanonicalEntity } from '../schemas/entity.ts';
import type { Bus } from './bus/bus.ts';
import { runStream } from './capture/run.ts';
import type { RunTask } from './capture/run-task.ts';
import type { RunReport } from './capture/report.ts';
import { startLoader } from './ledger/loader.ts';
import type { LoaderCounts } from './ledger/loader.ts';

export interface SyncTask {
  readonly runs: readonly RunTask[];
  readonly bus: Bus;
  readonly entities: readonly CanonicalEntity[];
  /** How long the loader may take to catch up once everything is captured. */
  readonly catchUpMs: number;
  readonly ended: (report: RunReport) => void;
  readonly signal: AbortSignal;
}

/** How a synchronisation ended, of the source and of the ledger. */
export interface SyncReport {
  readonly runs: readonly RunReport[];
  readonly captured: number;
  readonly applied: number;
  readonly poisoned: number;
  readonly error: RunReport['error'];
}

/** Captures the streams one after the other while the loader applies, then waits until the ledger has it all. Never throws. */
export async function sync(task: SyncTask): Promise<SyncReport> {
  const runs: RunReport[] = [];
  let error: RunReport['error'] = null;
  let counts: Readonly<LoaderCounts> = { applied: 0, poisoned: 0 };
  try {
    const [first] = task.runs;
    if (!first) return { runs, captured: 0, ...counts, error };
    await using loader = await startLoader(first.database, task.bus, task.entities, first.at, task.signal);
    counts = loader.counts;
    for (const run of task.runs) {
      task.signal.throwIfAborted();
      const report = await runStream(run);
      runs.push(report);
      task.ended(report);
    }
    const deadline = AbortSignal.timeout(task.catchUpMs);
    await loader.subscription.caughtUp(AbortSignal.any([task.signal, deadline])).catch((thrown: unknown) => {
      throw deadline.aborted ? late(runs, loader.counts.applied, task.bus) : asIntegrationError(thrown);
    });
  } catch (thrown) {
    const { code, message } = asIntegrationError(thrown);
    error = { code, message };
  }
  return { runs, captured: capturedIn(runs), ...counts, error: error ?? poison(counts.poisoned) };
}

function capturedIn(runs: readonly RunReport[]): number {
  return runs.reduce((sum, run) => sum + run.published + run.deleted, 0);
}

function late(runs: readonly RunReport[], applied: number, { trouble }: Bus): IntegrationError {
  const why = trouble ? ` Lo que lo detiene: ${trouble.message}` : '';
  return new IntegrationError(
    'BUS_UNAVAILABLE',
    `Quedaron capturados ${String(capturedIn(runs))} cambios y el libro ha aplicado ${String(applied)}; ` +
      `los demás están a salvo en el registro y se aplican en la próxima corrida.${why}`,
  );
}

function poison(poisoned: number): RunReport['error'] {
  if (poisoned === 0) return null;
  return {
    code: 'ROW_REJECTED',
    message: `El libro apartó ${String(poisoned)} registros que la base no admite; véalos con: libro quarantine list`,
  };
}
