import { asIntegrationError, IntegrationError } from '../../schemas/errors.ts';
import { keepLease, registerStream, underLease } from '../capture/lease.ts';
import type { Lease } from '../capture/lease.ts';
import type { RunReport } from '../capture/report.ts';
import { runStream } from '../capture/run.ts';
import type { RunTask } from '../capture/run-task.ts';
import type { CaptureSteps } from '../capture/steps.ts';
import { ledgerSums, poisonedCount, scopeTexts } from './ledger-sums.ts';
import type { LedgerSums } from './ledger-sums.ts';
import { reportOf } from './report.ts';
import type { VerifyReport } from './report.ts';
import { ScopeTallies, net } from './scope-sums.ts';

export interface VerifyTask {
  readonly run: RunTask;
  /** Waits until the ledger has everything that is captured. */
  readonly caughtUp: () => Promise<void>;
}

const TRIES = 3;

/**
 * Reads the source whole under the stream's lease, so that no capture runs meanwhile, and holds it against the ledger:
 * `source - excluded - quarantined - pending after = ledger - stale - leaving - pending before`, scope by scope and in all.
 * Writes nothing but that it ran. Where the source counts otherwise after a reading than before it, it is read again. Never
 * throws.
 */
export async function verifyStream(task: VerifyTask): Promise<VerifyReport> {
  const { database, source, stream, signal } = task.run;
  const origin = `${source}/${stream.id}`;
  try {
    const row = await registerStream(database, origin, stream.key, signal);
    const work = (lease: Lease): Promise<VerifyReport> => verifyUnder(task, lease);
    return await underLease(task.run, row, 'verificación', work, ({ ok }) => ok);
  } catch (thrown) {
    const nothing = net([]);
    const sums: LedgerSums = { byScope: new Map(), apart: nothing };
    const { code, message } = asIntegrationError(thrown);
    return reportOf(task.run, null, new ScopeTallies(stream.entity, new Map()), sums, { code, message });
  }
}

async function verifyUnder(task: VerifyTask, lease: Lease): Promise<VerifyReport> {
  const { database, signal } = task.run;
  await task.caughtUp();
  await keepLease(database, lease, signal);
  for (let attempt = 1; ; attempt += 1) {
    const tallies = new ScopeTallies(task.run.stream.entity, await scopeTexts(database, lease.origin, signal));
    const run = await runStream(readingOf(task.run, lease, tallies));
    const sums = await ledgerSums(
      database,
      task.run.stream.entity,
      lease.origin,
      run.error ? null : run.scopes,
      signal,
    );
    if (!isMoving(run)) {
      const report = reportOf(task.run, run, tallies, sums, run.error);
      return report.ok || report.error ? report : { ...report, error: await unequal(task.run, lease) };
    }
    if (attempt === TRIES) return reportOf(task.run, run, tallies, sums, moving(lease));
    await keepLease(database, lease, signal);
  }
}

function readingOf(run: RunTask, under: Lease, tallies: ScopeTallies): RunTask {
  const wrap = (steps: CaptureSteps): CaptureSteps => {
    const wrapped = run.wrap(steps);
    return {
      ...wrapped,
      diff: (normals) => {
        const outcomes = wrapped.diff(normals);
        for (const outcome of outcomes) tallies.take(outcome);
        return outcomes;
      },
    };
  };
  return { ...run, full: true, dryRun: true, reread: true, under, wrap };
}

/** Also where a key came twice that had not: it was written between the search for such keys and the reading. */
function isMoving(run: RunReport): boolean {
  return run.moved || run.error?.code === 'KEY_REPEATED';
}

function moving({ origin }: Lease): RunReport['error'] {
  return {
    code: 'SOURCE_BUSY',
    message: `${origin}: la fuente se mueve; cambió en ${String(TRIES)} lecturas seguidas y no se puede sostener contra el libro. Repita cuando nadie la use.`,
  };
}

async function unequal({ database, source, stream, signal }: RunTask, { origin }: Lease): Promise<RunReport['error']> {
  const poisoned = await poisonedCount(database, { source, stream: stream.id }, signal);
  const why =
    poisoned === 0
      ? 'Mire en qué ámbito está la diferencia y avise a soporte.'
      : `La base no admitió ${String(poisoned)} de sus registros: libro quarantine list.`;
  const { code, message } = new IntegrationError('RUN_UNBALANCED', `El libro no dice lo mismo que ${origin}. ${why}`);
  return { code, message };
}
