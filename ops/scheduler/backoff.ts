import { errorPolicies } from '../../schemas/errors.ts';
import type { ErrorCode } from '../../schemas/errors.ts';

const FIRST_MS = 10_000;
export const LONGEST_WAIT_MS = 15 * 60_000;

/** What was tried last and how it ended, of a stream, a poll or a task of the background. */
export interface Attempt {
  readonly startedAt: number;
  readonly endedAt: number;
  /** `interrumpida`: its process died. */
  readonly error: ErrorCode | 'interrumpida' | null;
  /** Failures in a row, this one among them. */
  readonly failures: number;
  /** Drawn once for the attempt, 0 to 1: spreads what failed together. */
  readonly chance: number;
}

/** Twice as long after each failure, from 10 s up to a quarter of an hour, less a random share of up to the half. */
export function backoffMs(failures: number, chance: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_MS * 2 ** Math.min(failures - 1, 30));
  return Math.round(full * (1 - chance / 2));
}

/** May the same be tried again without anybody changing anything? */
export function isRetryable(error: Attempt['error']): boolean {
  return error === null || error === 'interrumpida' || errorPolicies[error].retry;
}

/** Does what failed hold for every stream of the source? */
export function concernsSource(error: Attempt['error']): boolean {
  return error !== null && error !== 'interrumpida' && errorPolicies[error].scope === 'source';
}
