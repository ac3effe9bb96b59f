import { Administrator } from './admin.ts';
import { Member } from './consumer.ts';
import { checkAddresses, type KafkaOptions } from './options.ts';
import { Sender } from './producer.ts';
import type {
  Consumption,
  ConsumeRequest,
  Extent,
  KafkaConnection,
  KafkaMessage,
  Sent,
  TopicDescription,
  TopicSettings,
} from './transport.ts';

export type { KafkaOptions } from './options.ts';

/** Settles when one of the brokers has answered and let us in. Producer and members of groups connect when they are needed. */
export async function connectKafka(options: KafkaOptions, signal: AbortSignal): Promise<KafkaConnection> {
  checkAddresses(options);
  const administrator = new Administrator(options);
  return new KafkajsConnection(options, administrator, await administrator.clusterId(signal));
}

class KafkajsConnection implements KafkaConnection {
  readonly clusterId: string;
  readonly #options: KafkaOptions;
  readonly #administrator: Administrator;
  readonly #sender: Sender;
  readonly #closing = new AbortController();
  readonly #members = new Set<Consumption>();
  readonly #written = new Set<string>();

  constructor(options: KafkaOptions, administrator: Administrator, clusterId: string) {
    this.clusterId = clusterId;
    this.#options = options;
    this.#administrator = administrator;
    this.#sender = new Sender(options);
  }

  async send(topic: string, messages: readonly KafkaMessage[], signal: AbortSignal): Promise<Sent> {
    const until = this.#until(signal);
    if (!this.#written.has(topic)) await this.#administrator.require([topic], until);
    this.#written.add(topic);
    return this.#sender.send(topic, messages, until);
  }

  async consume(request: ConsumeRequest, signal: AbortSignal): Promise<Consumption> {
    const until = this.#until(signal);
    await this.#administrator.require(request.topics, until);
    const member = await Member.start(this.#options, request, until);
    this.#members.add(member);
    void member.ended.then(() => this.#members.delete(member));
    return member;
  }

  describe(topics: readonly string[], signal: AbortSignal): Promise<readonly TopicDescription[]> {
    return this.#administrator.describe(topics, this.#until(signal));
  }

  create(topics: readonly string[], settings: TopicSettings, signal: AbortSignal): Promise<void> {
    return this.#administrator.create(topics, settings, this.#until(signal));
  }

  extents(topics: readonly string[], signal: AbortSignal): Promise<readonly Extent[]> {
    return this.#administrator.extents(topics, this.#until(signal));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    const members = [...this.#members].map((member) => member[Symbol.asyncDispose]());
    await Promise.all([...members, this.#sender.close(), this.#administrator.close()]);
  }

  /** Until the caller's signal fires, or this connection is closed. */
  #until(signal: AbortSignal): AbortSignal {
    return AbortSignal.any([signal, this.#closing.signal]);
  }
}
