import { topicOf } from '../../../schemas/entity.ts';
import type { CanonicalEntity } from '../../../schemas/entity.ts';
import type { Envelope } from '../../../schemas/envelope.ts';
import type { Bus } from '../../../pipelines/bus/bus.ts';
import { connectKafka } from '../../../pipelines/bus/kafka/connect.ts';
import type { Extent, KafkaConnection, KafkaMessage } from '../../../pipelines/bus/kafka/transport.ts';
import { openKafkaBus } from '../../../pipelines/bus/kafka-bus.ts';
import { startRelay } from '../../../pipelines/bus/relay.ts';
import type { Relay } from '../../../pipelines/bus/relay.ts';
import type { TopicPlan } from '../../../pipelines/bus/topic-plan.ts';
import type { FaultPoint } from '../../../pipelines/capture/commit.ts';
import type { Database } from '../../../pipelines/database/database.ts';
import { appendSegment } from '../../../pipelines/log/append.ts';
import { encodeSegment } from '../../../pipelines/log/segment.ts';
import type { Broker } from './broker.ts';

const { signal } = new AbortController();
const nothing: FaultPoint = () => Promise.resolve();
let prefixes = 0;

/** Topics of a prefix of their own on a broker, over the log of a database. */
export class KafkaUnderTest implements AsyncDisposable {
  readonly plan: TopicPlan;
  readonly database: Database;
  readonly bus: Bus;
  readonly #broker: Pick<Broker, 'bootstrap'>;
  readonly #entities: readonly CanonicalEntity[];
  #relay: Relay | null = null;

  constructor(
    broker: Pick<Broker, 'bootstrap'>,
    database: Database,
    entities: readonly CanonicalEntity[],
    partitions = 1,
  ) {
    prefixes += 1;
    this.plan = { prefix: `prueba-${String(process.pid)}-${String(prefixes)}`, partitions, replication: 1 };
    this.database = database;
    this.#broker = broker;
    this.#entities = entities;
    this.bus = this.busOver(database, () => this.#relay);
  }

  /** The same topics for another ledger; with `relay` null it only reads them. */
  busOver(database: Database, relay: (() => Relay | null) | null): Bus {
    return openKafkaBus({ database, entities: this.#entities, plan: this.plan, connect: this.connect, relay });
  }

  readonly connect = (asked: AbortSignal): Promise<KafkaConnection> =>
    connectKafka({ brokers: [this.#broker.bootstrap], clientId: 'prueba' }, asked);

  startRelay(at: FaultPoint = nothing, holder = 'prueba'): Relay {
    const task = {
      database: this.database,
      entities: this.#entities,
      plan: this.plan,
      connect: this.connect,
      holder,
      at,
    };
    this.#relay = startRelay(task);
    return this.#relay;
  }

  async stopRelay(): Promise<void> {
    await this.#relay?.[Symbol.asyncDispose]();
    this.#relay = null;
  }

  kafkaTopicOf(entity: CanonicalEntity): string {
    return `${this.plan.prefix}.${topicOf(entity)}`;
  }

  async extents(entity: CanonicalEntity): Promise<readonly Extent[]> {
    await using connection = await this.connect(signal);
    return await connection.extents([this.kafkaTopicOf(entity)], signal);
  }

  /** As somebody else would. */
  async send(entity: CanonicalEntity, messages: readonly KafkaMessage[]): Promise<void> {
    await using connection = await this.connect(signal);
    await connection.send(this.kafkaTopicOf(entity), messages, signal);
  }

  /** Puts envelopes of one entity on the log, in one segment. */
  async commit(entity: CanonicalEntity, envelopes: readonly Envelope[], allNew = false): Promise<void> {
    const content = encodeSegment(entity, envelopes, allNew);
    await this.database.transaction(
      (transaction) => appendSegment(transaction, topicOf(entity), content, envelopes.length, signal),
      signal,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopRelay();
    await this.bus[Symbol.asyncDispose]();
  }
}
