import { bogotaTime } from '../bogota.ts';
import type { Observed, ObservedStream } from './observed.ts';
import type { Trouble } from './troubles.ts';

/** What `/salud` says. Times are Bogotá's. */
export interface Health {
  readonly state: 'bien' | 'atención' | 'mal';
  readonly at: string;
  readonly since: string;
  readonly troubles: readonly { readonly kind: string; readonly what: string; readonly since: string }[];
  readonly tasks: readonly { readonly name: string; readonly error: string | null }[];
  readonly streams: readonly StreamHealth[];
}

interface StreamHealth {
  readonly origin: string;
  readonly poll: string | null;
  /** The last moment at which the ledger had what the source had, and how many seconds ago that was. */
  readonly freshAt: string | null;
  readonly freshSeconds: number | null;
  readonly lag: number;
  readonly run: number;
  readonly runAt: string | null;
  readonly error: string | null;
  readonly pollError: string | null;
  readonly quarantined: number;
}

/** Bad is what makes the ledger unreliable; what a person should look at, but may wait, is attention. */
export function healthOf(observed: Observed, found: readonly Trouble[]): Health {
  const troubles = found.filter(({ pending }) => !pending);
  const failing = observed.tasks.some(({ minor, failing: failed }) => failed !== null && !minor);
  const bad = failing || troubles.some(({ serious }) => serious);
  return {
    state: bad ? 'mal' : troubles.length > 0 ? 'atención' : 'bien',
    at: bogotaTime(observed.now),
    since: bogotaTime(observed.startedAt),
    troubles: troubles.map(({ kind, what, since }) => ({ kind, what, since: bogotaTime(since) })),
    tasks: observed.tasks.map(({ name, failing: failed }) => ({ name, error: failed?.error.code ?? null })),
    streams: observed.streams.map((stream) => streamHealth(observed.now, stream)),
  };
}

function streamHealth(now: number, { planned, memory, quarantine, lag }: ObservedStream): StreamHealth {
  const { past, freshAt, run } = memory;
  return {
    origin: planned.plan.origin,
    poll: planned.poll,
    freshAt: freshAt === null ? null : bogotaTime(freshAt),
    freshSeconds: freshAt === null ? null : Math.round((now - freshAt) / 1000),
    lag,
    run,
    runAt: past.last === null ? null : bogotaTime(past.last.startedAt),
    error: past.last?.error ?? null,
    pollError: past.pollFailure?.error ?? null,
    quarantined: quarantine.rows,
  };
}
