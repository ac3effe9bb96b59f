import { backoffMs, concernsSource, isRetryable } from './backoff.ts';
import type { Attempt } from './backoff.ts';
import { nightAt } from './calendar.ts';
import type { NightWindow } from './calendar.ts';

/** When a stream is to be read, as the site declares it. */
export interface StreamPlan {
  readonly origin: string;
  readonly source: string;
  readonly night: NightWindow;
  /** A night that was missed is made up for outside its hours too. */
  readonly makeUp: boolean;
  /** How often the stream is asked for news; null where it is not, or cannot be. */
  readonly pollMs: number | null;
}

/** What is known of a stream's runs. */
export interface StreamPast {
  /** When the last whole read that ended well began. */
  readonly wholeAt: number | null;
  /** The last run, whatever it read. */
  readonly last: Attempt | null;
  /** How long the last run took, where it read more than news: what it must rest for. */
  readonly wholeMs: number;
  /** When it was last asked for news. */
  readonly polledAt: number | null;
  /** The last time that asking failed, until it succeeds. */
  readonly pollFailure: Attempt | null;
}

export const noPast: StreamPast = { wholeAt: null, last: null, wholeMs: 0, polledAt: null, pollFailure: null };

/** What is due is a function of this and of nothing else. */
export interface Situation {
  readonly now: number;
  /** When the configuration was read: what failed before may have been mended by it. */
  readonly configuredAt: number;
  /** In the order in which sources, and the streams of each, are read. */
  readonly plans: readonly StreamPlan[];
  readonly pasts: ReadonlyMap<string, StreamPast>;
  /** Sources at work, each with the moment since when. */
  readonly busy: ReadonlyMap<string, number>;
}

/** A source that takes longer than this no longer makes the ones after it wait. */
export const PATIENCE_MS = 60 * 60_000;
/** After a whole read a source rests this many times as long as it took, before news make it read whole again. */
const REST = 4;

/**
 * Whole reads to begin now: of one source at a time, in the declared order, one stream after the other. Who must wait after
 * a failure keeps nobody else waiting.
 */
export function dueReads(situation: Situation): readonly string[] {
  const due: string[] = [];
  for (const [source, plans] of Map.groupBy(situation.plans, (plan) => plan.source)) {
    const since = situation.busy.get(source);
    const next = plans.find((plan) => isReadDue(situation, plan, plans));
    if (since === undefined && next) return [...due, next.origin];
    // At work on something else (news), or on its whole reads.
    if (since !== undefined && next && situation.now - since < PATIENCE_MS) return due;
  }
  return due;
}

function isReadDue(situation: Situation, plan: StreamPlan, plans: readonly StreamPlan[]): boolean {
  return nextRead(situation, plan, plans) <= situation.now;
}

/** From when on the stream is to be read whole. */
function nextRead(situation: Situation, plan: StreamPlan, plans: readonly StreamPlan[]): number {
  const { now } = situation;
  const night = nightAt(plan.night, now);
  const { wholeAt } = pastOf(situation, plan);
  if (wholeAt !== null && wholeAt >= night.opens) return night.next;
  if (now >= night.closes && !plan.makeUp) return night.next;
  return Math.max(...heldBy(situation, plan, plans).map((attempt) => againAt(situation, attempt, night)), night.opens);
}

/** Its own last run, and the last one of its source where that failed as a source. */
function heldBy(situation: Situation, plan: StreamPlan, plans: readonly StreamPlan[]): readonly Attempt[] {
  const own = pastOf(situation, plan).last;
  const latest = plans
    .map((each) => pastOf(situation, each).last)
    .reduce((one, other) => ((other?.endedAt ?? 0) > (one?.endedAt ?? 0) ? other : one), null);
  return [own, latest !== null && concernsSource(latest.error) ? latest : null].filter((attempt) => attempt !== null);
}

/** From when on what ended so may be tried again. */
function againAt(
  { configuredAt }: Pick<Situation, 'configuredAt'>,
  attempt: Attempt,
  night: { readonly opens: number; readonly next: number },
): number {
  const { error, endedAt, failures, chance } = attempt;
  if (error === null || attempt.startedAt < night.opens) return night.opens;
  // A run whose process died waits all the same: else one that kills its process would do so for ever.
  if (error !== 'interrumpida' && endedAt < configuredAt) return night.opens;
  return isRetryable(error) ? endedAt + backoffMs(failures, chance) : night.next;
}

/** Streams to be asked for news now: of each source that is not at work, the one that has waited longest. */
export function duePolls(situation: Situation): readonly string[] {
  const bySource = Map.groupBy(situation.plans, (plan) => plan.source);
  return [...bySource].flatMap(([source, plans]) => {
    if (situation.busy.has(source)) return [];
    const waiting = plans
      .map((plan) => ({ origin: plan.origin, at: nextPoll(situation, plan, plans) }))
      .filter(({ at }) => at <= situation.now)
      .sort((one, other) => one.at - other.at);
    return waiting.slice(0, 1).map(({ origin }) => origin);
  });
}

/** The next moment at which a stream is to be asked for news; Infinity where there is none. */
export function nextPollOf(situation: Situation): number {
  const bySource = Map.groupBy(situation.plans, (plan) => plan.source);
  const moments = [...bySource]
    .filter(([source]) => !situation.busy.has(source))
    .flatMap(([, plans]) => plans.map((plan) => nextPoll(situation, plan, plans)));
  return Math.min(...moments, Infinity);
}

function nextPoll(situation: Situation, plan: StreamPlan, plans: readonly StreamPlan[]): number {
  const past = pastOf(situation, plan);
  if (plan.pollMs === null || !isWorthAsking(past)) return Infinity;
  const rested = past.last === null ? 0 : past.last.endedAt + REST * past.wholeMs;
  const night = nightAt(plan.night, situation.now);
  const failures = plans
    .map((each) => pastOf(situation, each).pollFailure)
    .filter((failure, index) => failure !== null && (plans[index] === plan || concernsSource(failure.error)));
  const again = failures.map((failure) => (failure ? againAt(situation, failure, night) : 0));
  return Math.max((past.polledAt ?? 0) + plan.pollMs, rested, ...again);
}

/** News are added to what was read whole; where that failed for good, they tell that the source is another now. */
function isWorthAsking({ wholeAt, last }: StreamPast): boolean {
  return wholeAt !== null || (last !== null && !isRetryable(last.error));
}

/**
 * Is the stream to be read though its source has nothing new? After a failure, where reading again may end it: a file that
 * was away and is back bears the stamp that it had when it was last read well.
 */
export function owesReading({ last }: StreamPast, changedSinceFailure: boolean): boolean {
  if (!last?.error) return false;
  return isRetryable(last.error) || changedSinceFailure;
}

/** May the news of a stream be read now? After a failure that cannot be retried, only where the source is another since. */
export function mayReadNews(situation: Situation, past: StreamPast, changedSinceFailure: boolean): boolean {
  const { last } = past;
  if (!last?.error || last.endedAt < situation.configuredAt) return true;
  if (!isRetryable(last.error) && !changedSinceFailure) return false;
  return last.endedAt + backoffMs(last.failures, last.chance) <= situation.now;
}

function pastOf({ pasts }: Situation, { origin }: StreamPlan): StreamPast {
  return pasts.get(origin) ?? noPast;
}
