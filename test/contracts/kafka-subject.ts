import { asIntegrationError, type IntegrationError } from '../../schemas/errors.ts';
import type { Broker } from '../support/kafka/broker.ts';
import type { KafkaOptions } from '../../pipelines/bus/kafka/options.ts';
import type { KafkaConnection } from '../../pipelines/bus/kafka/transport.ts';
import type { Lane } from '../../pipelines/bus/bus.ts';
import type {
  ConsumeRequest,
  KafkaMessage,
  ReceivedBatch,
  ReceivedMessage,
} from '../../pipelines/bus/kafka/transport.ts';

/** A message of the record `key`, whose states are numbered. */
export function state(key: string, number: number, size = 0): KafkaMessage {
  const value = new TextEncoder().encode(`${number}`.padEnd(size, ' '));
  return {
    key: new TextEncoder().encode(key),
    value,
    headers: { ce_id: `${key}/${number}` },
    timestampMs: 1_767_225_600_000,
  };
}

/** States `from` to `to` of so many records, in turn. */
export function states(keys: number, from: number, to: number): readonly KafkaMessage[] {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  return numbers.flatMap((number) => Array.from({ length: keys }, (_, key) => state(`peña-${key}`, number)));
}

export interface Seen extends Lane {
  readonly message: ReceivedMessage;
}

/**
 * Keeps positions as the ledger does: a batch counts only if it begins where the last one that counted ended, whoever read it.
 */
export class Book {
  readonly seen: Seen[] = [];
  readonly #positions: Map<string, number>;
  readonly #waiting = new Set<() => void>();

  constructor(from: ReadonlyMap<string, number> = new Map()) {
    this.#positions = new Map(from);
  }

  /** A member of the group that writes into this book. */
  member(group: string, topics: readonly string[]): ConsumeRequest & { readonly lanes: () => readonly Lane[] } {
    let assigned: readonly Lane[] = [];
    return {
      group,
      topics,
      lanes: () => assigned,
      positions: (lanes) => {
        assigned = lanes;
        this.#wake();
        return Promise.resolve(lanes.map((lane) => this.position(lane)));
      },
      handle: (batch) => Promise.resolve(this.apply(batch)),
    };
  }

  position(lane: Lane): number {
    return this.#positions.get(laneName(lane)) ?? 0;
  }

  apply(batch: ReceivedBatch): number {
    const position = this.position(batch);
    const [first] = batch.messages;
    if (!first || first.offset > position) return position;
    const { topic, partition } = batch;
    const fresh = batch.messages.filter(({ offset }) => offset >= position);
    this.seen.push(...fresh.map((message) => ({ topic, partition, message })));
    const next = (batch.messages.at(-1)?.offset ?? 0) + 1;
    this.#positions.set(laneName(batch), Math.max(position, next));
    this.#wake();
    return this.position(batch);
  }

  /** Settles when the fact holds; it is looked at whenever something is written or assigned. */
  async until(fact: () => boolean): Promise<void> {
    while (!fact()) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      this.#waiting.add(() => {
        resolve(undefined);
      });
      await promise;
    }
  }

  /** The states of each record, in the order in which they came. */
  get histories(): ReadonlyMap<string, readonly number[]> {
    const histories = new Map<string, number[]>();
    for (const { message } of this.seen) {
      const key = text(message.key);
      const history = histories.get(key) ?? [];
      history.push(Number(text(message.value)));
      histories.set(key, history);
    }
    return histories;
  }

  #wake(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

export function text(bytes: Uint8Array | null): string {
  return bytes === null ? '(null)' : new TextDecoder().decode(bytes);
}

function laneName({ topic, partition }: Lane): string {
  return `${topic} ${partition}`;
}

export type Connect = (options: KafkaOptions, signal: AbortSignal) => Promise<KafkaConnection>;

/** A broker under test, and topics that no other test has. */
export class Town {
  readonly broker: Broker;
  readonly #connect: Connect;
  #names = 0;

  constructor(broker: Broker, connect: Connect) {
    this.broker = broker;
    this.#connect = connect;
  }

  connect(options: Partial<KafkaOptions> = {}, signal = never): Promise<KafkaConnection> {
    return this.#connect({ brokers: [this.broker.bootstrap], clientId: 'pruebas', ...options }, signal);
  }

  name(prefix: string): string {
    this.#names += 1;
    return `${prefix}.${this.#names}`;
  }

  async topic(partitions = 4, config: Readonly<Record<string, string>> = {}): Promise<string> {
    const topic = this.name('libro.interno.ingresos.recaudo');
    await this.create(topic, partitions, config);
    return topic;
  }

  async create(topic: string, partitions: number, config: Readonly<Record<string, string>> = {}): Promise<void> {
    await using connection = await this.connect();
    await connection.create([topic], { partitions, replication: 1, config }, never);
  }
}

export const never = new AbortController().signal;

export function failureOf(work: Promise<unknown>): Promise<IntegrationError> {
  return work.then(
    () => {
      throw new Error('it did not fail');
    },
    (thrown: unknown) => asIntegrationError(thrown),
  );
}

/** Reads so many messages, in a group of its own. */
export async function readAll(town: Town, topic: string, count: number, book = new Book()): Promise<Book> {
  await using connection = await town.connect();
  await using consumption = await connection.consume(book.member(town.name('grupo'), [topic]), never);
  const ended = consumption.ended.then((end) => Promise.reject(end));
  await Promise.race([book.until(() => book.seen.length >= count), ended]);
  ended.catch(() => undefined);
  return book;
}
