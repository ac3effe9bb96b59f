import { setTimeout as pause } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import type { Kafka, Message as VendorMessage } from 'kafkajs';
import { movimientoContable } from '../../schemas/entities/movimiento-contable.ts';
import { topicOf } from '../../schemas/entity.ts';
import { makeClient } from '../../pipelines/bus/kafka/client.ts';
import { connectKafka } from '../../pipelines/bus/kafka/connect.ts';
import type { KafkaConnection } from '../../pipelines/bus/kafka/transport.ts';
import { openKafkaBus } from '../../pipelines/bus/kafka-bus.ts';
import { openLogBus } from '../../pipelines/bus/log-bus.ts';
import { encodeMessage } from '../../pipelines/bus/message.ts';
import { startRelay } from '../../pipelines/bus/relay.ts';
import { kafkaBusName } from '../../pipelines/bus/topic-plan.ts';
import type { TopicPlan } from '../../pipelines/bus/topic-plan.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { startLoader } from '../../pipelines/ledger/loader.ts';
import { incarnationOf } from '../../pipelines/log/incarnation.ts';
import { LOG, positionsOf } from '../../pipelines/log/positions.ts';
import { decodeSegment } from '../../pipelines/log/segment.ts';

interface Cost {
  readonly milliseconds: number;
  readonly cpuMs: number;
  readonly rows: number;
}

const PARTITIONS = 4;
/** As whoever uses the client would send them; kafka.js' own examples do. */
const BATCH_MESSAGES = 1000;
const LOOK_MS = 10;
const { signal } = new AbortController();
const topic = topicOf(movimientoContable);

export function planOf(prefix: string): TopicPlan {
  return { prefix, partitions: PARTITIONS, replication: 1 };
}

export function connectTo(broker: string): (asked: AbortSignal) => Promise<KafkaConnection> {
  return (asked) => connectKafka({ brokers: [broker], clientId: 'medida' }, asked);
}

/** The real relay over a log that is written, from its first batch to the last position. */
export async function relayAll(database: Database, broker: string, prefix: string): Promise<Cost> {
  const plan = planOf(prefix);
  const watch = new Stopwatch();
  const at = (): Promise<void> => watch.start();
  const entities = [movimientoContable];
  const end = await logEnd(database);
  await using relay = startRelay({ database, entities, plan, connect: connectTo(broker), holder: 'medida', at });
  for (;;) {
    const [position = 0] = await positionsOf(database, LOG, kafkaBusName(plan), [{ topic, partition: 0 }], signal);
    if (position >= end) return { ...watch.read(), rows: end };
    if (relay.trouble) throw relay.trouble;
    await pause(LOOK_MS);
  }
}

/** The loader over segments that are all there, from its first batch until the ledger has them. */
export async function loadAll(
  database: Database,
  topics: { readonly broker: string; readonly prefix: string } | null,
): Promise<Cost> {
  const entities = [movimientoContable];
  const watch = new Stopwatch();
  await using bus = topics
    ? openKafkaBus({ database, entities, plan: planOf(topics.prefix), connect: connectTo(topics.broker), relay: null })
    : openLogBus(database);
  await using loader = await startLoader(database, bus, entities, () => watch.start(), signal);
  await loader.subscription.caughtUp(signal);
  return { ...watch.read(), rows: loader.counts.applied };
}

interface ProduceTask {
  readonly broker: string;
  readonly topic: string;
  readonly patched: boolean;
}

/** Exactly the relay's messages, sent by the client alone: only its sending is measured. */
export async function produceAll(database: Database, { broker, topic: target, patched }: ProduceTask): Promise<Cost> {
  const kafka = patched ? (await makeClient({ brokers: [broker], clientId: 'medida' })).kafka : published(broker);
  await createTopic(kafka, target);
  const { Partitioners, CompressionTypes } = kafkajs;
  const createPartitioner = Partitioners.DefaultPartitioner;
  const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1, createPartitioner });
  await producer.connect();
  const sum = { milliseconds: 0, cpuMs: 0, rows: 0 };
  for await (const messages of messagesOf(database)) {
    const watch = new Stopwatch();
    await watch.start();
    await producer.send({ topic: target, acks: -1, compression: CompressionTypes.GZIP, messages });
    const { milliseconds, cpuMs } = watch.read();
    sum.milliseconds += milliseconds;
    sum.cpuMs += cpuMs;
    sum.rows += messages.length;
  }
  await producer.disconnect();
  return sum;
}

function published(broker: string): Kafka {
  return new kafkajs.Kafka({ brokers: [broker], clientId: 'medida', logCreator: () => () => undefined });
}

async function createTopic(kafka: Kafka, name: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic: name, numPartitions: PARTITIONS }], waitForLeaders: true });
  await admin.disconnect();
}

async function* messagesOf(database: Database): AsyncGenerator<VendorMessage[]> {
  const incarnation = await incarnationOf(database, signal);
  const end = await logEnd(database);
  for (let position = 0; position < end;) {
    const [segment] = await database.query<{ contenido: Uint8Array }>(
      'select contenido from log.segmento where topico = $1 and primer_offset = $2',
      [topic, position],
      signal,
    );
    if (!segment) throw new Error(`the log has nothing at ${String(position)}`);
    const { envelopes, allNew } = decodeSegment(segment.contenido);
    const messages = envelopes.map((envelope, index) => {
      const message = encodeMessage(envelope, { incarnation, offset: position + index, allNew });
      const { key, value, headers, timestampMs } = message;
      return { key: Buffer.from(key), value: Buffer.from(value), headers, timestamp: String(timestampMs) };
    });
    for (let from = 0; from < messages.length; from += BATCH_MESSAGES)
      yield messages.slice(from, from + BATCH_MESSAGES);
    position += envelopes.length;
  }
}

async function logEnd(database: Database): Promise<number> {
  const text = 'select siguiente from log.topico where topico = $1';
  const [row] = await database.query<{ siguiente: number }>(text, [topic], signal);
  return row?.siguiente ?? 0;
}

/** Runs from the first start on. */
class Stopwatch {
  #started: { readonly at: number; readonly cpu: NodeJS.CpuUsage } | null = null;

  start(): Promise<void> {
    this.#started ??= { at: performance.now(), cpu: process.cpuUsage() };
    return Promise.resolve();
  }

  read(): { readonly milliseconds: number; readonly cpuMs: number } {
    if (!this.#started) throw new Error('nothing was begun');
    const { user, system } = process.cpuUsage(this.#started.cpu);
    return { milliseconds: performance.now() - this.#started.at, cpuMs: (user + system) / 1000 };
  }
}
