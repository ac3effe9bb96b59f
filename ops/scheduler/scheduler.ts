import type { RunReport } from '../../pipelines/capture/report.ts';
import { KeptConnections } from '../../pipelines/capture/kept-connections.ts';
import { poll } from '../../pipelines/capture/poll.ts';
import type { Seen } from '../../pipelines/capture/poll.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { keepMark, pastRuns } from '../../pipelines/past-runs.ts';
import { asIntegrationError } from '../../schemas/errors.ts';
import type { IntegrationError } from '../../schemas/errors.ts';
import type { ChosenStream } from '../compose.ts';
import { bogotaDay } from '../bogota.ts';
import { duePolls, dueReads, mayReadNews, owesReading, nextPollOf } from './due.ts';
import type { Situation } from './due.ts';
import { afterFailure, afterPoll, afterPollFailure, afterRun, blankMemory, remembering } from './memory.ts';
import type { StreamMemory } from './memory.ts';
import type { PlannedStream } from './plan.ts';

export interface SchedulerGround {
  readonly database: Database;
  /** In the order in which they are read. */
  readonly streams: readonly PlannedStream[];
  readonly clock: () => number;
  /** 0 to 1: how much sooner than all who failed with it a stream is tried again. */
  readonly random: () => number;
  /** One run of one stream; never throws. */
  readonly run: (chosen: ChosenStream, full: boolean) => Promise<RunReport>;
  readonly told: SchedulerEvents;
  /** Stops what is being asked of a source or of the ledger. */
  readonly signal: AbortSignal;
}

/** What whoever keeps the count is told. */
export interface SchedulerEvents {
  runEnded(report: RunReport): void;
  /** With the error where asking failed, or where reading failed before there was a run. */
  polled(origin: string, outcome: Seen | IntegrationError): void;
  failed(origin: string, error: IntegrationError): void;
  /** A source is no longer at work: what waited for it may be due. */
  freed(): void;
}

/**
 * Reads what is due and asks for news, each source in a lane of its own: one thing at a time, whatever happens to the
 * others. It has no timer: whoever has the clock calls `turn`.
 */
export class Scheduler implements AsyncDisposable {
  readonly #ground: SchedulerGround;
  readonly #configuredAt: number;
  readonly #memories = new Map<string, StreamMemory>();
  readonly #lanes = new Map<string, { readonly since: number; readonly work: Promise<void> }>();
  readonly #connections: KeptConnections;

  private constructor(ground: SchedulerGround) {
    this.#ground = ground;
    this.#configuredAt = ground.clock();
    this.#connections = new KeptConnections(ground.clock);
  }

  static async open(ground: SchedulerGround): Promise<Scheduler> {
    const scheduler = new Scheduler(ground);
    await scheduler.refresh();
    return scheduler;
  }

  get memories(): ReadonlyMap<string, StreamMemory> {
    return this.#memories;
  }

  /** Begins what is due now and returns how much that was; what is begun goes on by itself. */
  turn(): number {
    const reads = dueReads(this.#situation());
    for (const origin of reads) this.#begin(origin, (stream) => this.#read(stream));
    const polls = duePolls(this.#situation());
    for (const origin of polls) this.#begin(origin, (stream) => this.#askForNews(stream));
    return reads.length + polls.length;
  }

  /** The next moment at which a source is to be asked for news; Infinity where there is none. */
  nextPoll(): number {
    return nextPollOf(this.#situation());
  }

  /** Resolves when nothing that was begun is still going on. */
  async settled(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all([...this.#lanes.values()].map(({ work }) => work));
  }

  /** Takes from the ledger what other processes have done with the streams that are not being read here. */
  async refresh(): Promise<void> {
    const idle = this.#ground.streams.filter(({ plan }) => !this.#lanes.has(plan.source));
    await this.#recall(idle.map(({ plan }) => plan.origin));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.settled();
    await this.#connections[Symbol.asyncDispose]();
  }

  #situation(): Situation {
    return {
      now: this.#ground.clock(),
      configuredAt: this.#configuredAt,
      plans: this.#ground.streams.map(({ plan }) => plan),
      pasts: new Map([...this.#memories].map(([origin, { past }]) => [origin, past])),
      busy: new Map([...this.#lanes].map(([source, { since }]) => [source, since])),
    };
  }

  #begin(origin: string, work: (stream: PlannedStream) => Promise<void>): void {
    const stream = this.#ground.streams.find(({ plan }) => plan.origin === origin);
    if (!stream) throw new TypeError(`nobody planned ${origin}`);
    const { source } = stream.plan;
    const ended = this.#guarded(stream, work).finally(() => {
      this.#lanes.delete(source);
      this.#ground.told.freed();
    });
    this.#lanes.set(source, { since: this.#ground.clock(), work: ended });
  }

  /** A stream whose work fails outside of any run (the ledger does not answer) waits as after a run that failed. */
  async #guarded(stream: PlannedStream, work: (stream: PlannedStream) => Promise<void>): Promise<void> {
    const { clock, random, told } = this.#ground;
    const { origin } = stream.plan;
    const startedAt = clock();
    try {
      await work(stream);
    } catch (thrown) {
      const error = asIntegrationError(thrown);
      const ended = { startedAt, endedAt: clock(), mark: null, chance: random() };
      this.#memories.set(origin, afterFailure(this.#memory(origin), error.code, ended));
      told.failed(origin, error);
    }
  }

  /** A whole read, unless another process has done it in the meantime. */
  async #read(stream: PlannedStream): Promise<void> {
    const { origin } = stream.plan;
    await this.#recall([origin]);
    const { now, configuredAt, plans, pasts } = this.#situation();
    const own = plans.filter(({ source }) => source === stream.plan.source);
    if (!dueReads({ now, configuredAt, plans: own, pasts, busy: new Map() }).includes(origin)) return;
    // What its mark was before: whether it can be had, the run itself will say.
    const seen = stream.poll === null || stream.poll === 'mode' ? null : await this.#ask(stream).catch(() => null);
    await this.#run(stream, true, seen?.mark ?? null);
  }

  async #askForNews(stream: PlannedStream): Promise<void> {
    const { clock, random, told } = this.#ground;
    const { origin } = stream.plan;
    const startedAt = clock();
    let seen: Seen;
    try {
      seen = await this.#ask(stream);
    } catch (thrown) {
      const error = asIntegrationError(thrown);
      const ended = { startedAt, endedAt: clock(), chance: random() };
      this.#memories.set(origin, afterPollFailure(this.#memory(origin), error.code, ended));
      told.polled(origin, error);
      return;
    }
    this.#memories.set(origin, afterPoll(this.#memory(origin), seen, startedAt));
    told.polled(origin, seen);
    const { past, failedMark } = this.#memory(origin);
    const changed = failedMark !== null && failedMark !== seen.mark;
    if (!seen.news && !owesReading(past, changed)) return;
    if (failedMark === null) this.#memories.set(origin, { ...this.#memory(origin), failedMark: seen.mark });
    if (mayReadNews(this.#situation(), past, changed)) await this.#run(stream, false, seen.mark);
  }

  async #ask({ chosen, poll: kind, plan }: PlannedStream): Promise<Seen> {
    const { clock, signal } = this.#ground;
    if (kind === null) throw new TypeError(`${plan.origin} cannot be polled`);
    const { places } = chosen;
    try {
      const connections = await this.#connections.of(places, signal);
      return await poll(kind, chosen, connections, this.#memory(plan.origin).known, bogotaDay(clock()), signal);
    } catch (thrown) {
      await this.#connections.close(places);
      throw thrown;
    }
  }

  async #run({ chosen, poll: kind, plan }: PlannedStream, full: boolean, mark: string | null): Promise<void> {
    const { clock, random, run, told, database, signal } = this.#ground;
    const { origin } = plan;
    const startedAt = clock();
    const report = await run(chosen, full);
    const ended = { report, startedAt, endedAt: clock(), mark, chance: random() };
    this.#memories.set(origin, afterRun(this.#memory(origin), ended));
    told.runEnded(report);
    if (report.error === null && mark !== null && kind !== 'mode') await keepMark(database, origin, mark, signal);
    if (kind === 'mode') await this.#recall([origin]);
  }

  async #recall(origins: readonly string[]): Promise<void> {
    const { database, clock, random, signal } = this.#ground;
    const rows = await pastRuns(database, origins, signal);
    for (const row of rows) {
      this.#memories.set(row.origin, remembering(this.#memory(row.origin), row, clock(), random()));
    }
  }

  #memory(origin: string): StreamMemory {
    return this.#memories.get(origin) ?? blankMemory;
  }
}
