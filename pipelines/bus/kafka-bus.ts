import { setTimeout as pause } from 'node:timers/promises';
import { asIntegrationError } from '../../schemas/errors.ts';
import type { IntegrationError } from '../../schemas/errors.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Database } from '../database/database.ts';
import { cancelled } from '../database/failures.ts';
import { incarnationOf } from '../log/incarnation.ts';
import { LOG, positionsOf } from '../log/positions.ts';
import type { Bus, Delivered, Foreign, Lane, LaneBatch, Subscriber, Subscription } from './bus.ts';
import type { Extent, KafkaConnection, ReceivedBatch } from './kafka/transport.ts';
import { NoEnvelope, decodeMessage, placeOf } from './message.ts';
import type { Relay } from './relay.ts';
import { kafkaBusName, plannedTopics } from './topic-plan.ts';
import type { PlannedTopic, TopicPlan } from './topic-plan.ts';
import { extentsOfThose } from './topics.ts';

export interface KafkaBusTask {
  /** Where the log is, and how far it is relayed. */
  readonly database: Database;
  readonly entities: readonly CanonicalEntity[];
  readonly plan: TopicPlan;
  readonly connect: (signal: AbortSignal) => Promise<KafkaConnection>;
  /** The relay of this process, once it has one; null where what the topics hold is all there is to wait for. */
  readonly relay: (() => Relay | null) | null;
}

/** The topics on Kafka as the bus. A broker that is down delays subscribers: they go on by themselves when it is back. */
export function openKafkaBus(task: KafkaBusTask): Bus {
  const name = kafkaBusName(task.plan);
  return {
    name,
    get trouble() {
      return task.relay?.()?.trouble ?? null;
    },
    subscribe: (topics, subscriber, signal) => {
      const planned = plannedTopics(task.plan, task.entities).filter(({ topic }) => topics.includes(topic));
      return Promise.resolve(new KafkaSubscription(task, planned, subscriber, signal));
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;
const LOOK_MS = 50;

class KafkaSubscription implements Subscription {
  readonly ended: Promise<Error>;
  readonly #task: KafkaBusTask;
  readonly #planned: readonly PlannedTopic[];
  readonly #subscriber: Subscriber;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  /** Of each lane, the position that the next batch is counted from. */
  readonly #positions = new Map<string, number>();
  #end: Error | null = null;
  #fault: IntegrationError | null = null;
  #wait = FIRST_WAIT_MS;

  constructor(task: KafkaBusTask, planned: readonly PlannedTopic[], subscriber: Subscriber, signal: AbortSignal) {
    this.#task = task;
    this.#planned = planned;
    this.#subscriber = subscriber;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
    this.ended = this.#run();
  }

  /** Relayed first, then handled: both are read off the positions that are kept, whoever moves them. */
  async caughtUp(signal: AbortSignal, topics?: readonly string[]): Promise<void> {
    const asked = this.#planned.filter(({ topic }) => topics?.includes(topic) ?? true);
    await this.#relayed(asked, signal);
    const extents = asked.length === 0 ? [] : await this.#extents(asked, signal);
    const lanes = extents.map(({ topic, partition }) => ({ topic: this.#planOf(topic).topic, partition }));
    await this.#until(async () => {
      const reached = await this.#subscriber.positions(lanes, signal);
      return extents.every(({ end }, index) => (reached[index] ?? 0) >= end);
    }, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.ended;
  }

  /** Waits until the relay, here or in another process, has published what the log holds now. */
  async #relayed(planned: readonly PlannedTopic[], signal: AbortSignal): Promise<void> {
    const { database, plan, relay } = this.#task;
    if (relay === null) return;
    const topics = planned.map(({ topic }) => topic);
    const wanted = await database.query<{ topico: string; siguiente: number }>(
      'select topico, siguiente from log.topico where topico = any($1)',
      [topics],
      signal,
    );
    const lanes = wanted.map(({ topico }) => ({ topic: topico, partition: 0 }));
    await this.#until(async () => {
      const trouble = relay()?.trouble ?? null;
      if (trouble && (!trouble.retry || trouble.context['final'] === true)) throw trouble;
      const reached = await positionsOf(database, LOG, kafkaBusName(plan), lanes, signal);
      return wanted.every(({ siguiente }, index) => (reached[index] ?? 0) >= siguiente);
    }, signal);
  }

  async #extents(planned: readonly PlannedTopic[], signal: AbortSignal): Promise<readonly Extent[]> {
    await using kafka = await this.#task.connect(signal);
    if (this.#task.relay === null) return await extentsOfThose(kafka, planned, signal);
    const topics = await this.#topicsMade(kafka, planned, signal);
    return await kafka.extents(topics, signal);
  }

  /** Looks again and again until it is so; rejects with what ended the subscription, or CANCELLED. */
  async #until(isSo: () => Promise<boolean>, signal: AbortSignal): Promise<void> {
    for (;;) {
      if (signal.aborted) throw cancelled(signal);
      if (this.#end) throw this.#end;
      if (await isSo()) return;
      await Promise.race([pause(LOOK_MS, undefined, { signal }).catch(() => undefined), this.ended]);
    }
  }

  /** Consumes until disposed; a broker that is away is waited for, a handler that failed ends it. */
  async #run(): Promise<Error> {
    const stopped = (): boolean => this.#signal.aborted;
    while (!stopped()) {
      const why = await this.#consume();
      if (stopped()) break;
      if (this.#fault !== null || !why.retry) return this.#ends(this.#fault ?? why);
      await pause(this.#wait, undefined, { signal: this.#signal }).catch(() => undefined);
      this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
    }
    return this.#ends(cancelled(this.#signal));
  }

  #ends(why: Error): Error {
    this.#end = why;
    return why;
  }

  async #consume(): Promise<IntegrationError> {
    const { connect, database } = this.#task;
    try {
      await using kafka = await connect(this.#signal);
      const topics = await this.#topicsMade(kafka, this.#planned, this.#signal);
      const group = `${this.#task.plan.prefix}.${this.#subscriber.group}.${await incarnationOf(database, this.#signal)}`;
      const request = {
        group,
        topics,
        positions: (assigned: readonly Lane[]) => this.#startingAt(assigned),
        handle: (batch: ReceivedBatch) => this.#handleReceived(batch),
      };
      await using consumption = await kafka.consume(request, this.#signal);
      return asIntegrationError(await consumption.ended);
    } catch (thrown) {
      return asIntegrationError(thrown);
    }
  }

  /** The relay makes the topics and is waited for; without one, those that are there are all. */
  async #topicsMade(
    kafka: KafkaConnection,
    planned: readonly PlannedTopic[],
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const wanted = planned.map(({ kafkaTopic }) => kafkaTopic);
    const enough = this.#task.relay === null ? 1 : wanted.length;
    let found: readonly string[] = [];
    await this.#until(async () => {
      found = (await kafka.describe(wanted, signal)).map(({ topic }) => topic);
      return found.length >= enough;
    }, signal);
    return found;
  }

  async #startingAt(assigned: readonly Lane[]): Promise<readonly number[]> {
    this.#wait = FIRST_WAIT_MS;
    const lanes = assigned.map(({ topic, partition }) => ({ topic: this.#planOf(topic).topic, partition }));
    const positions = await this.#subscriber.positions(lanes, this.#signal);
    lanes.forEach((lane, index) => this.#positions.set(nameOf(lane), positions[index] ?? 0));
    return positions;
  }

  async #handleReceived(received: ReceivedBatch): Promise<number> {
    const planned = this.#planOf(received.topic);
    const lane = { topic: planned.topic, partition: received.partition };
    const batch = batchOf(planned, lane, this.#positions.get(nameOf(lane)) ?? 0, received);
    try {
      const next = await this.#subscriber.handle(batch);
      this.#positions.set(nameOf(lane), next);
      return next;
    } catch (thrown) {
      this.#fault = asIntegrationError(thrown);
      throw thrown;
    }
  }

  #planOf(kafkaTopic: string): PlannedTopic {
    const planned = this.#planned.find((each) => each.kafkaTopic === kafkaTopic);
    if (!planned) throw new TypeError(`nobody asked for ${kafkaTopic}`);
    return planned;
  }
}

function nameOf({ topic, partition }: Lane): string {
  return `${topic}#${String(partition)}`;
}

function batchOf({ entity }: PlannedTopic, lane: Lane, from: number, { messages }: ReceivedBatch): LaneBatch {
  const envelopes: Delivered[] = [];
  const foreign: Foreign[] = [];
  for (const message of messages) {
    const { offset } = message;
    const envelope = decodeMessage(entity, message);
    if (envelope instanceof NoEnvelope) foreign.push({ offset, reason: envelope.message, content: asText(message) });
    else envelopes.push({ offset, envelope });
  }
  const next = (messages.at(-1)?.offset ?? from - 1) + 1;
  const allNew = messages.every((message) => placeOf(message)?.allNew ?? false);
  return { ...lane, from, next, envelopes, foreign, allNew };
}

/** All of a message, whatever its bytes are. */
function asText({ key, value, headers }: ReceivedBatch['messages'][number]): string {
  const base64 = (bytes: Uint8Array | null): string | null => bytes && Buffer.from(bytes).toString('base64');
  return JSON.stringify({ key: base64(key), value: base64(value), headers });
}
