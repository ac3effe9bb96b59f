import { runStream } from '../../pipelines/capture/run.ts';
import type { RunReport } from '../../pipelines/capture/report.ts';
import { pollKindOf } from '../../pipelines/capture/poll.ts';
import type { Seen } from '../../pipelines/capture/poll.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import type { Driver } from '../../connectors/driver.ts';
import type { Stream } from '../../connectors/source.ts';
import { quietRun, runTask } from '../../ops/compose.ts';
import type { PlannedStream } from '../../ops/scheduler/plan.ts';
import { Scheduler } from '../../ops/scheduler/scheduler.ts';

/** A clock that only the test moves. */
export class HandClock {
  now: number;

  constructor(time: string) {
    this.now = Date.parse(`${time}-05:00`);
  }

  readonly clock = (): number => this.now;

  pass(milliseconds: number): void {
    this.now += milliseconds;
  }

  set(time: string): void {
    this.now = Date.parse(`${time}-05:00`);
  }
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export function plannedWith(
  source: string,
  stream: Stream,
  driver: Driver,
  changes: Partial<PlannedStream['plan']> = {},
): PlannedStream {
  const origin = `${source}/${stream.id}`;
  const chosen = { source, origin, stream, places: [{ driver, values: {} }] };
  const night = { from: 22 * 60, to: 5 * 60 };
  return {
    chosen,
    plan: { origin, source, night, makeUp: true, pollMs: 500, ...changes },
    poll: pollKindOf(chosen),
    freshMs: 36 * HOUR,
  };
}

/** A scheduler over real runs, with what it told. */
export class NightWatch implements AsyncDisposable {
  readonly runs: RunReport[] = [];
  readonly polls: string[] = [];
  readonly failures: string[] = [];
  readonly scheduler: Promise<Scheduler>;

  constructor(database: Database, streams: readonly PlannedStream[], { clock }: HandClock) {
    const { signal } = new AbortController();
    this.scheduler = Scheduler.open({
      database,
      streams,
      clock,
      random: () => 0,
      run: (chosen, full) =>
        runStream(runTask({ database, conserva: {} }, chosen, { ...quietRun, full }, clock, signal)),
      told: {
        runEnded: (report) => this.runs.push(report),
        polled: (origin, outcome) => this.polls.push(`${origin} ${answerOf(outcome)}`),
        failed: (origin, error) => this.failures.push(`${origin} ${error.code}`),
        freed: () => undefined,
      },
      signal,
    });
  }

  /** Everything that is due at this moment, to its end. */
  async work(): Promise<void> {
    const scheduler = await this.scheduler;
    while (scheduler.turn() > 0) await scheduler.settled();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const scheduler = await this.scheduler;
    await scheduler[Symbol.asyncDispose]();
  }
}

function answerOf(outcome: Seen | IntegrationError): string {
  if (outcome instanceof IntegrationError) return outcome.code;
  return outcome.news ? 'novedades' : 'nada';
}
