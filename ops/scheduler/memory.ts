import type { RunReport } from '../../pipelines/capture/report.ts';
import type { Known, Seen } from '../../pipelines/capture/poll.ts';
import type { PastRuns } from '../../pipelines/past-runs.ts';
import type { ErrorCode } from '../../schemas/errors.ts';
import type { Attempt } from './backoff.ts';
import { noPast } from './due.ts';
import type { StreamPast } from './due.ts';

/** What a process that runs by itself knows of a stream: from the ledger when it starts, from its own work after. */
export interface StreamMemory {
  readonly past: StreamPast;
  readonly known: Known;
  /** What a poll saw before the run that failed. */
  readonly failedMark: string | null;
  /** Number of the last run. */
  readonly run: number;
  /** The last moment at which the ledger is known to have had what the source had. */
  readonly freshAt: number | null;
  readonly failingSince: number | null;
}

export const blankMemory: StreamMemory = {
  past: noPast,
  known: { position: null, mark: null },
  failedMark: null,
  run: 0,
  freshAt: null,
  failingSince: null,
};

/** With what the ledger says, where that is newer: runs of other processes, and those of before. */
export function remembering(memory: StreamMemory, row: PastRuns, now: number, chance: number): StreamMemory {
  const known = { position: row.position, mark: row.mark };
  const { last } = row;
  if (last === null || last.number <= memory.run) return { ...memory, known };
  const { startedAt, endedAt, error, wholeMs } = last;
  const attempt: Attempt = { startedAt, endedAt, error, failures: row.failures, chance };
  return {
    ...memory,
    past: { ...memory.past, wholeAt: latest(memory.past.wholeAt, row.wholeAt, now), last: attempt, wholeMs },
    known,
    failedMark: null,
    run: last.number,
    freshAt: latest(memory.freshAt, row.goodAt, now),
    failingSince: row.failingSince,
  };
}

/** A moment after now comes from a clock that was wrong: it says nothing. */
function latest(one: number | null, other: number | null, now: number): number | null {
  const moments = [one, other].filter((moment) => moment !== null && moment <= now) as number[];
  return moments.length === 0 ? null : Math.max(...moments);
}

export interface EndedRun {
  readonly report: RunReport;
  readonly startedAt: number;
  readonly endedAt: number;
  /** What a poll saw before it; null where none was asked. */
  readonly mark: string | null;
  readonly chance: number;
}

export function afterRun(memory: StreamMemory, ended: EndedRun): StreamMemory {
  const { report, startedAt, endedAt, mark, chance } = ended;
  const { past, known } = memory;
  const run = Math.max(memory.run, report.run);
  const wholeMs = report.extent === 'novedades' ? 0 : endedAt - startedAt;
  if (report.error !== null) return { ...afterFailure(memory, report.error.code, ended), run };
  const last: Attempt = { startedAt, endedAt, error: null, failures: 0, chance };
  return {
    past: { ...past, wholeAt: report.extent === 'completa' ? startedAt : past.wholeAt, last, wholeMs },
    known: { ...known, mark: mark ?? known.mark },
    failedMark: null,
    run,
    freshAt: startedAt,
    failingSince: null,
  };
}

/** What was tried failed, be it by a run's report or before there was a run. */
export function afterFailure(
  memory: StreamMemory,
  error: ErrorCode,
  { startedAt, endedAt, mark, chance }: Omit<EndedRun, 'report'>,
): StreamMemory {
  const failures = (memory.past.last?.failures ?? 0) + 1;
  return {
    ...memory,
    past: { ...memory.past, last: { startedAt, endedAt, error, failures, chance }, wholeMs: endedAt - startedAt },
    failedMark: mark,
    failingSince: memory.failingSince ?? startedAt,
  };
}

/** The source answered. Where it had no news, the ledger had then what the source had. */
export function afterPoll(memory: StreamMemory, { news }: Seen, polledAt: number): StreamMemory {
  const freshAt = news ? memory.freshAt : polledAt;
  return { ...memory, past: { ...memory.past, polledAt, pollFailure: null }, freshAt };
}

export function afterPollFailure(
  memory: StreamMemory,
  error: ErrorCode,
  { startedAt, endedAt, chance }: Pick<EndedRun, 'startedAt' | 'endedAt' | 'chance'>,
): StreamMemory {
  const failures = (memory.past.pollFailure?.failures ?? 0) + 1;
  const pollFailure: Attempt = { startedAt, endedAt, error, failures, chance };
  return { ...memory, past: { ...memory.past, polledAt: startedAt, pollFailure } };
}
