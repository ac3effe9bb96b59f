import { setTimeout as pause } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import type { Consumer } from 'kafkajs';
import pg from 'pg';
import { keyText } from '../../../schemas/envelope.ts';
import { patchKafkajs } from '../../../pipelines/bus/kafka/patches.ts';
import { keyOf, YEAR } from './payments.ts';
import type { Change } from './payments.ts';

/** How long the ledger is left alone between two looks: what is seen was there so much sooner, at most. */
const LOOK_MS = 5;

/** When each change was first seen, by its number. */
export type Seen = Map<number, number>;

/** A consumer that is none of the product's: kafkajs, in a group of its own; the amounts of a topic's messages, from now on. */
export class TopicWitness implements AsyncDisposable {
  readonly seen: Seen = new Map();
  readonly #consumer: Consumer;

  private constructor(consumer: Consumer) {
    this.#consumer = consumer;
  }

  static async connect(bootstrap: string, topic: string): Promise<TopicWitness> {
    patchKafkajs();
    const kafka = new kafkajs.Kafka({ brokers: [bootstrap], clientId: 'testigo', logCreator: () => () => undefined });
    const witness = new TopicWitness(kafka.consumer({ groupId: 'testigo', maxWaitTimeInMs: 100 }));
    await witness.#watch(topic);
    return witness;
  }

  async #watch(topic: string): Promise<void> {
    const consumer = this.#consumer;
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: false });
    const joined = Promise.withResolvers<undefined>();
    consumer.on(consumer.events.GROUP_JOIN, () => {
      joined.resolve(undefined);
    });
    await consumer.run({
      eachMessage: ({ message }) => {
        const { valor } = JSON.parse(String(message.value)) as { readonly valor: string };
        if (!this.seen.has(Number(valor))) this.seen.set(Number(valor), Date.now());
        return Promise.resolve();
      },
    });
    await joined.promise;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#consumer.disconnect();
  }
}

/** Asks the ledger, again and again, for the rows that were changed and are not there yet. */
export class LedgerWitness implements AsyncDisposable {
  readonly seen: Seen = new Map();
  readonly #client: pg.Client;
  readonly #waiting = new Map<string, Change[]>();
  readonly #looking: Promise<void>;
  #going = true;

  private constructor(client: pg.Client) {
    this.#client = client;
    this.#looking = this.#look();
  }

  static async connect(url: string): Promise<LedgerWitness> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return new LedgerWitness(client);
  }

  expect(change: Change): void {
    const key = keyText([YEAR, keyOf(change.row)]);
    const before = this.#waiting.get(key);
    if (before) before.push(change);
    else this.#waiting.set(key, [change]);
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#going = false;
    await this.#looking;
    await this.#client.end();
  }

  async #look(): Promise<void> {
    while (this.#going) {
      if (this.#waiting.size > 0) await this.#ask();
      await pause(LOOK_MS);
    }
  }

  async #ask(): Promise<void> {
    const { rows } = await this.#client.query<{ clave: string; valor: string }>({
      name: 'testigo',
      text: `select _clave as clave, valor from libro.recaudo where _clave = any($1) and _origen = 'hassql/recaudo'`,
      values: [[...this.#waiting.keys()]],
    });
    const now = Date.now();
    for (const { clave, valor } of rows) {
      const changes = this.#waiting.get(clave) ?? [];
      const left = changes.filter(({ number }) => number > Number(valor));
      if (left.length === 0) this.#waiting.delete(clave);
      else this.#waiting.set(clave, left);
      for (const { number } of changes) if (number <= Number(valor)) this.seen.set(number, now);
    }
  }
}
