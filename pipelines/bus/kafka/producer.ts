import type { Message, Producer, RecordMetadata } from 'kafkajs';
import { refuseIfCancelled } from '../../database/failures.ts';
import { Turnstile } from '../../database/turnstile.ts';
import { close, makeClient, RETRY, within, type Client } from './client.ts';
import { placeOf, type KafkaOptions } from './options.ts';
import type { KafkaMessage, Sent } from './transport.ts';

/**
 * The broker's limit holds for what one request has for one partition, not for a message: requests stay below Kafka's own
 * default of 1 MiB, and only a message beyond it goes alone.
 */
const REQUEST_BYTES = 640 * 1024;
const SMALLEST_REQUEST_BYTES = 16 * 1024;
/** kafkajs copies a partition's messages once for each of them. */
const REQUEST_MESSAGES = 2_000;
const MESSAGE_OVERHEAD_BYTES = 40;

interface Running {
  readonly client: Client;
  readonly producer: Producer;
}

interface Placed {
  readonly index: number;
  readonly bytes: number;
  readonly message: Message;
}

/** Sends one request after the other; a caller waits for the one before. */
export class Sender {
  readonly #options: KafkaOptions;
  readonly #one = new Turnstile(1);
  readonly #requestBytes = new Map<string, number>();
  #running: Running | null = null;

  constructor(options: KafkaOptions) {
    this.#options = options;
  }

  async send(topic: string, messages: readonly KafkaMessage[], signal: AbortSignal): Promise<Sent> {
    await this.#one.enter(signal);
    try {
      refuseIfCancelled(signal);
      const tooLarge: number[] = [];
      const ends = new Map<number, number>();
      const placed = messages.map(place);
      for (let next = 0; next < placed.length;) {
        const request = this.#take(topic, placed, next);
        tooLarge.push(...(await this.#write(topic, request, ends, signal)));
        next += request.length;
      }
      return { tooLarge, ends };
    } finally {
      this.#one.leave();
    }
  }

  async close(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    if (running) await close(running.client, () => running.producer.disconnect());
  }

  #take(topic: string, placed: readonly Placed[], from: number): readonly Placed[] {
    const most = this.#requestBytes.get(topic) ?? REQUEST_BYTES;
    let bytes = 0;
    let to = from;
    while (to < placed.length && to - from < REQUEST_MESSAGES) {
      bytes += placed[to]?.bytes ?? 0;
      if (bytes > most && to > from) break;
      to += 1;
    }
    return placed.slice(from, to);
  }

  /** Places of the messages that are too large, each alone; the others are written. */
  async #write(
    topic: string,
    request: readonly Placed[],
    ends: Map<number, number>,
    signal: AbortSignal,
  ): Promise<readonly number[]> {
    if (await this.#ask(topic, request, ends, signal)) return [];
    if (request.length === 1) return request.map(({ index }) => index);
    const most = this.#requestBytes.get(topic) ?? REQUEST_BYTES;
    this.#requestBytes.set(topic, Math.max(SMALLEST_REQUEST_BYTES, Math.trunc(most / 2)));
    const tooLarge: number[] = [];
    for (const alone of request) if (!(await this.#ask(topic, [alone], ends, signal))) tooLarge.push(alone.index);
    return tooLarge;
  }

  /** False when the broker found it too large; of several messages others may be written all the same. */
  async #ask(
    topic: string,
    request: readonly Placed[],
    ends: Map<number, number>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const doing = { place: placeOf(this.#options), topics: [topic] };
    const client = this.#running?.client ?? (await makeClient(this.#options));
    try {
      const written = await within(client, this.#produce(client, topic, request), doing, signal);
      for (const { partition, baseOffset = '-1' } of written) {
        if (!ends.has(partition)) ends.set(partition, Number(baseOffset) + 1);
      }
      return true;
    } catch (thrown) {
      // kafkajs takes the sequence numbers back though other partitions were written: the next batch would pass for a
      // repetition of them, and be dropped by the broker. A new producer begins anew.
      this.#running = null;
      client.sockets.cut();
      if (isTooLarge(thrown)) return false;
      throw thrown;
    }
  }

  async #produce(client: Client, topic: string, request: readonly Placed[]): Promise<readonly RecordMetadata[]> {
    this.#running ??= { client, producer: makeProducer(client) };
    const { producer } = this.#running;
    await producer.connect();
    const compression = client.vendor.CompressionTypes.GZIP;
    return producer.send({ topic, acks: -1, compression, messages: request.map(({ message }) => message) });
  }
}

function makeProducer({ kafka, vendor }: Client): Producer {
  return kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: vendor.Partitioners.DefaultPartitioner,
    retry: RETRY,
  });
}

function place({ key, value, headers, timestampMs }: KafkaMessage, index: number): Placed {
  const named = Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + Buffer.byteLength(text), 0);
  return {
    index,
    bytes: key.length + value.length + named + MESSAGE_OVERHEAD_BYTES,
    message: { key: asBuffer(key), value: asBuffer(value), headers: { ...headers }, timestamp: String(timestampMs) },
  };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isTooLarge(thrown: unknown): boolean {
  const cause = thrown instanceof Error ? thrown.cause : undefined;
  return cause instanceof Error && 'type' in cause && cause.type === 'MESSAGE_TOO_LARGE';
}
