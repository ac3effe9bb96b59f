import type { Consumer, EachBatchPayload } from 'kafkajs';
import { IntegrationError } from '../../../schemas/errors.ts';
import { cancelled } from '../../database/failures.ts';
import type { Lane } from '../bus.ts';
import { Administrator } from './admin.ts';
import { close, makeClient, RETRY, within, type Client } from './client.ts';
import { kafkaFailure, refusedGroup, type Doing } from './failures.ts';
import { placeOf, type KafkaOptions } from './options.ts';
import { laneTexts, Positions } from './positions.ts';
import { received } from './received.ts';
import type { ConsumeRequest, Consumption } from './transport.ts';

const HEARTBEAT_MS = 1_000;
const TICK_MS = 1_000;
/** So many seconds without a sign of life from the group's coordinator, and the cluster is asked directly. */
const SILENT_TICKS = 5;
const PROBE_MS = 3_000;
const PARTITIONS_AT_ONCE = 4;

/** One member of the group, from its first assignment to its end. */
export class Member implements Consumption {
  readonly ended: Promise<Error>;
  readonly #options: KafkaOptions;
  readonly #request: ConsumeRequest;
  readonly #doing: Doing;
  readonly #client: Client;
  readonly #consumer: Consumer;
  readonly #signal: AbortSignal;
  readonly #positions = new Positions();
  readonly #working = new Set<Promise<unknown>>();
  readonly #end = Promise.withResolvers<Error>();
  #watch: NodeJS.Timeout | undefined;
  #silentTicks = 0;
  #generation = 0;
  #ending: Promise<void> | null = null;

  private constructor(options: KafkaOptions, client: Client, request: ConsumeRequest, signal: AbortSignal) {
    this.#options = options;
    this.#request = request;
    this.#doing = { place: placeOf(options), topics: request.topics, group: request.group };
    this.#client = client;
    this.#signal = signal;
    this.ended = this.#end.promise;
    this.#consumer = client.kafka.consumer({
      groupId: request.group,
      sessionTimeout: 10_000,
      rebalanceTimeout: 15_000,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: 300,
      maxBytesPerPartition: 1024 * 1024,
      allowAutoTopicCreation: false,
      retry: { ...RETRY, restartOnFailure: (error) => Promise.resolve(this.#mayRestart(error)) },
    });
  }

  /** Settles when it is connected; the group is joined, and whatever happens after told, in `ended`. */
  static async start(options: KafkaOptions, request: ConsumeRequest, signal: AbortSignal): Promise<Member> {
    const member = new Member(options, await makeClient(options), request, signal);
    try {
      await within(member.#client, member.#connect(), member.#doing, signal);
    } catch (thrown) {
      member.#client.sockets.cut();
      throw thrown;
    }
    member.#run();
    return member;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#finish(cancelled(this.#signal));
    await this.ended;
  }

  async #connect(): Promise<void> {
    await this.#consumer.connect();
    await this.#consumer.subscribe({ topics: [...this.#request.topics], fromBeginning: true });
  }

  #run(): void {
    const { events } = this.#consumer;
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => {
      this.#alive();
      this.#assign(payload.memberAssignment);
    });
    this.#consumer.on(events.HEARTBEAT, () => {
      this.#alive();
    });
    this.#consumer.on(events.CRASH, ({ payload }) => {
      this.#generation += 1;
      if (!payload.restart) this.#finish(payload.error);
    });
    this.#signal.addEventListener('abort', this.#abort, { once: true });
    this.#watch = setInterval(() => {
      this.#tick();
    }, TICK_MS);
    if (this.#signal.aborted) this.#abort();
    const settings = { autoCommit: false, eachBatchAutoResolve: false };
    const atOnce = { partitionsConsumedConcurrently: PARTITIONS_AT_ONCE };
    const running = this.#consumer.run({ ...settings, ...atOnce, eachBatch: (payload) => this.#handle(payload) });
    running.catch((thrown: unknown) => {
      this.#finish(thrown);
    });
  }

  /** kafkajs does not wait for this: nothing may be fetched before the positions are there. */
  #assign(assignment: Readonly<Record<string, readonly number[]>>): void {
    this.#generation += 1;
    if (this.#ending) return;
    const lanes = Object.entries(assignment).flatMap(([topic, partitions]) =>
      partitions.map((partition) => ({ topic, partition })),
    );
    const assigned = Object.entries(assignment).map(([topic, partitions]) => ({ topic, partitions: [...partitions] }));
    if (assigned.length > 0) this.#consumer.pause(assigned);
    const placing = this.#place(this.#generation, lanes);
    this.#working.add(placing);
    placing
      .then((placed) => {
        if (placed && assigned.length > 0) this.#consumer.resume(assigned);
      })
      .catch((thrown: unknown) => {
        this.#finish(thrown);
      })
      .finally(() => this.#working.delete(placing));
  }

  /** False when the lanes have been given anew meanwhile. */
  async #place(generation: number, lanes: readonly Lane[]): Promise<boolean> {
    const positions = await this.#request.positions(lanes);
    if (positions.length !== lanes.length) {
      throw new Error(`${lanes.length} positions were asked for, ${positions.length} came`);
    }
    if (generation !== this.#generation || this.#ending) return false;
    lanes.forEach((lane, index) => {
      const position = positions[index] ?? 0;
      this.#positions.set(lane, position);
      this.#consumer.seek({ ...lane, offset: String(position) });
    });
    return true;
  }

  async #handle(payload: EachBatchPayload): Promise<void> {
    if (this.#ending || !payload.isRunning() || payload.isStale()) return;
    const { topic, partition } = payload.batch;
    // A rebalance is heard of here too; kafkajs acts upon it after the batch.
    const beating = setInterval(() => void payload.heartbeat().catch(() => undefined), HEARTBEAT_MS);
    const working = Promise.resolve().then(() => this.#request.handle(received(payload.batch)));
    this.#working.add(working);
    try {
      const next = await working;
      this.#positions.set({ topic, partition }, next);
      payload.resolveOffset(String(next - 1));
    } catch (thrown) {
      this.#finish(thrown);
    } finally {
      clearInterval(beating);
      this.#working.delete(working);
    }
  }

  readonly #abort = (): void => {
    this.#finish(cancelled(this.#signal));
  };

  #alive(): void {
    this.#silentTicks = 0;
  }

  /** kafkajs tries for long, in layers, and a join may rightly take long: whether the cluster answers decides. */
  #tick(): void {
    this.#silentTicks += 1;
    if (this.#silentTicks !== SILENT_TICKS) return;
    void this.#probe();
  }

  async #probe(): Promise<void> {
    const administrator = new Administrator(this.#options);
    try {
      await administrator.clusterId(this.#signal, PROBE_MS);
      this.#alive();
    } catch (thrown) {
      if (this.#silentTicks >= SILENT_TICKS) this.#finish(thrown);
    } finally {
      await administrator.close();
    }
  }

  #mayRestart(error: Error): boolean {
    const failure = kafkaFailure(error, this.#doing);
    return this.#ending === null && failure.retry;
  }

  #finish(thrown: unknown): void {
    this.#ending ??= this.#stop(thrown);
  }

  async #stop(thrown: unknown): Promise<void> {
    clearInterval(this.#watch);
    this.#signal.removeEventListener('abort', this.#abort);
    const reason = await this.#reason(thrown);
    await Promise.allSettled(this.#working);
    // Who does not answer would not hear the goodbye either.
    const answers = !(reason instanceof IntegrationError) || reason.code !== 'BUS_UNAVAILABLE';
    if (answers) await close(this.#client, () => this.#consumer.disconnect());
    this.#client.sockets.cut();
    this.#end.resolve(reason);
  }

  async #reason(thrown: unknown): Promise<Error> {
    const lane = this.#positions.outOfRange(thrown);
    if (lane) return this.#trimmed(lane, thrown);
    if (this.#client.groupRefused()) return refusedGroup(this.#doing, thrown);
    const vendors = thrown instanceof Error && thrown.name.startsWith('KafkaJS');
    return vendors ? kafkaFailure(thrown, this.#doing) : thrown instanceof Error ? thrown : new Error(String(thrown));
  }

  /** Nothing may be passed over in silence, nor read twice as if it were new. */
  async #trimmed(lane: Lane & { readonly position: number | null }, cause: unknown): Promise<Error> {
    const administrator = new Administrator(this.#options);
    try {
      const extents = await administrator.extents([lane.topic], this.#signal);
      const extent = extents.find(({ partition }) => partition === lane.partition);
      const { begin = null, end = null } = extent ?? {};
      const message =
        `La posición ${laneTexts(lane)} no está en Kafka (${this.#doing.place}), que guarda de la ${begin ?? '?'} ` +
        `hasta antes de la ${end ?? '?'}: el tema se creó de nuevo o se recortó. ` +
        'Quien lo lee tiene que empezar de nuevo desde el estado del libro.';
      const context = { topic: lane.topic, partition: lane.partition, position: lane.position, begin, end };
      return new IntegrationError('POSITION_TRIMMED', message, { cause, context });
    } catch (thrown) {
      return kafkaFailure(thrown, this.#doing);
    } finally {
      await administrator.close();
    }
  }
}
