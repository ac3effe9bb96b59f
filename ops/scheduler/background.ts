import { asIntegrationError } from '../../schemas/errors.ts';
import type { IntegrationError } from '../../schemas/errors.ts';
import { backoffMs, isRetryable, LONGEST_WAIT_MS } from './backoff.ts';

/** What goes on all the time beside the schedule: the loader, a relay. */
export interface BackgroundTask {
  /** One word, for people: `cargador`. */
  readonly name: string;
  /** The ledger is right whether it works or not, as with the mail. */
  readonly minor?: boolean;
  /** Works until the signal fires, and returns then; rejects with what stopped it, and is started again by error policy. */
  run(signal: AbortSignal): Promise<void>;
}

export interface TaskState {
  readonly name: string;
  readonly minor: boolean;
  /** Since when it fails and with what; null while it works. */
  readonly failing: { readonly since: number; readonly error: IntegrationError } | null;
}

/** What has gone on for so long has recovered. */
const STEADY_MS = 60_000;

interface Record {
  readonly task: BackgroundTask;
  runningSince: number | null;
  failedAt: number;
  failures: number;
  chance: number;
  failing: TaskState['failing'];
  work: Promise<void>;
}

export interface BackgroundGround {
  readonly tasks: readonly BackgroundTask[];
  readonly clock: () => number;
  readonly random: () => number;
  readonly failed: (name: string, error: IntegrationError) => void;
  readonly signal: AbortSignal;
}

/** Keeps tasks going, each for itself. Like the scheduler it has no timer: whoever has the clock calls `turn`. */
export class Background implements AsyncDisposable {
  readonly #ground: BackgroundGround;
  readonly #records: readonly Record[];

  constructor(ground: BackgroundGround) {
    this.#ground = ground;
    this.#records = ground.tasks.map((task) => ({
      task,
      runningSince: null,
      failedAt: 0,
      failures: 0,
      chance: 0,
      failing: null,
      work: Promise.resolve(),
    }));
  }

  /** Starts what is not running and need not wait. */
  turn(): void {
    const { clock, signal } = this.#ground;
    for (const record of this.#records) {
      this.#forgive(record);
      if (record.runningSince !== null || signal.aborted || clock() < startAt(record)) continue;
      record.runningSince = clock();
      record.work = this.#run(record);
    }
  }

  states(): readonly TaskState[] {
    return this.#records.map((record) => {
      this.#forgive(record);
      const { name, minor = false } = record.task;
      return { name, minor, failing: record.failing };
    });
  }

  /** Waits for all to end, which they do when the signal fires. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#records.map(({ work }) => work));
  }

  async #run(record: Record): Promise<void> {
    const { clock, random, failed, signal } = this.#ground;
    try {
      await record.task.run(signal);
    } catch (thrown) {
      if (signal.aborted) return;
      this.#forgive(record);
      const error = asIntegrationError(thrown);
      record.failures += 1;
      record.failedAt = clock();
      record.chance = random();
      record.failing = { since: record.failing?.since ?? clock(), error };
      failed(record.task.name, error);
    } finally {
      record.runningSince = null;
    }
  }

  #forgive(record: Record): void {
    if (record.runningSince === null || this.#ground.clock() - record.runningSince < STEADY_MS) return;
    record.failing = null;
    record.failures = 0;
  }
}

/** What cannot be retried is tried again all the same, seldom: nobody else would start it. */
function startAt({ failures, failedAt, chance, failing }: Record): number {
  if (failing === null || failures === 0) return 0;
  return failedAt + (isRetryable(failing.error.code) ? backoffMs(failures, chance) : LONGEST_WAIT_MS);
}
