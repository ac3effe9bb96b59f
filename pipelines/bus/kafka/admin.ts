import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { IntegrationError } from '../../../schemas/errors.ts';
import { close, makeClient, within, type Client } from './client.ts';
import { isSettling, kafkaFailure, unknownTopic, type Doing } from './failures.ts';
import { placeOf, type KafkaOptions } from './options.ts';
import type { Extent, TopicDescription, TopicSettings } from './transport.ts';

const FEW_RETRIES = 2;
const SETTLING_MS = 50;

interface Running {
  readonly client: Client;
  readonly admin: Admin;
}

type Partitions = Awaited<ReturnType<Admin['fetchTopicMetadata']>>['topics'][number]['partitions'];

/** Questions to the cluster, over one connection that is made anew after a failure. */
export class Administrator {
  readonly #options: KafkaOptions;
  #running: Running | null = null;

  constructor(options: KafkaOptions) {
    this.#options = options;
  }

  clusterId(signal: AbortSignal, patienceMs?: number): Promise<string> {
    return this.#ask([], signal, async (admin) => (await admin.describeCluster()).clusterId, patienceMs);
  }

  describe(topics: readonly string[], signal: AbortSignal): Promise<readonly TopicDescription[]> {
    return this.#ask(topics, signal, async (admin, { vendor }) => {
      const found = new Map<string, Partitions>();
      for (const topic of topics) {
        const partitions = await this.#partitions(admin, topic);
        if (partitions) found.set(topic, partitions);
      }
      if (found.size === 0) return [];
      const resources = [...found.keys()].map((name) => ({ type: vendor.ConfigResourceTypes.TOPIC, name }));
      const answer = await admin.describeConfigs({ resources, includeSynonyms: false });
      const configs = new Map(answer.resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]));
      return [...found].map(([topic, partitions]) => ({
        topic,
        partitions: partitions.length,
        replication: partitions[0]?.replicas.length ?? 0,
        config: Object.fromEntries((configs.get(topic) ?? []).map((entry) => [entry.configName, entry.configValue])),
      }));
    });
  }

  create(topics: readonly string[], settings: TopicSettings, signal: AbortSignal): Promise<void> {
    const { partitions: numPartitions, replication: replicationFactor } = settings;
    const configEntries = Object.entries(settings.config).map(([name, value]) => ({ name, value }));
    const asked = topics.map((topic) => ({ topic, numPartitions, replicationFactor, configEntries }));
    return this.#ask(topics, signal, async (admin) => {
      try {
        await admin.createTopics({ topics: asked, waitForLeaders: false });
      } catch (thrown) {
        refuseUnlessThere(thrown, this.#doing(topics));
      }
      // A broker hears of a new topic a moment after the controller has made it.
      for (const topic of topics) while (!(await this.#partitions(admin, topic))) await pause(SETTLING_MS);
    });
  }

  extents(topics: readonly string[], signal: AbortSignal): Promise<readonly Extent[]> {
    return this.#ask(topics, signal, async (admin) => {
      const extents: Extent[] = [];
      for (const topic of topics) {
        await this.#requireTopic(admin, topic);
        const offsets = await admin.fetchTopicOffsets(topic);
        const ordered = offsets.toSorted((left, right) => left.partition - right.partition);
        for (const { partition, low, high } of ordered) {
          extents.push({ topic, partition, begin: Number(low), end: Number(high) });
        }
      }
      return extents;
    });
  }

  /** NOT_FOUND or FORBIDDEN, at once and by name: a producer or consumer would try for seconds. */
  require(topics: readonly string[], signal: AbortSignal): Promise<void> {
    return this.#ask(topics, signal, async (admin) => {
      for (const topic of topics) await this.#requireTopic(admin, topic);
    });
  }

  async close(): Promise<void> {
    const running = this.#running;
    this.#running = null;
    if (running) await close(running.client, () => running.admin.disconnect());
  }

  async #requireTopic(admin: Admin, topic: string): Promise<void> {
    if (!(await this.#partitions(admin, topic))) throw unknownTopic(topic, placeOf(this.#options));
  }

  async #partitions(admin: Admin, topic: string): Promise<Partitions | null> {
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions ?? null;
    } catch (thrown) {
      const failure = kafkaFailure(thrown, this.#doing([topic]));
      if (failure.code === 'NOT_FOUND') return null;
      throw failure;
    }
  }

  async #ask<Result>(
    topics: readonly string[],
    signal: AbortSignal,
    question: (admin: Admin, client: Client) => Promise<Result>,
    patienceMs?: number,
  ): Promise<Result> {
    const { client, admin } = await this.#open();
    const work = admin.connect().then(() => settled(() => question(admin, client)));
    try {
      return await within(client, work, this.#doing(topics), signal, patienceMs);
    } catch (thrown) {
      if (this.#running?.client === client) this.#running = null;
      client.sockets.cut();
      throw thrown;
    }
  }

  async #open(): Promise<Running> {
    if (this.#running) return this.#running;
    // Whoever asks hears soon that nobody answers; of several brokers each is tried.
    const client = await makeClient(this.#options, Math.max(FEW_RETRIES, this.#options.brokers.length));
    this.#running ??= { client, admin: client.kafka.admin() };
    return this.#running;
  }

  #doing(topics: readonly string[]): Doing {
    return { place: placeOf(this.#options), topics };
  }
}

/** kafkajs gives up on some of these at once. Whoever waits cuts the client, and then it fails otherwise. */
async function settled<Result>(question: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await question();
    } catch (thrown) {
      if (!isSettling(thrown)) throw thrown;
      await pause(SETTLING_MS);
    }
  }
}

/** Somebody else created them first: so be it. */
function refuseUnlessThere(thrown: unknown, doing: Doing): void {
  const several = thrown instanceof Error && 'errors' in thrown && Array.isArray(thrown.errors) ? thrown.errors : [];
  const others = several.filter((error: unknown) => !hasType(error, 'TOPIC_ALREADY_EXISTS'));
  if (several.length > 0 && others.length === 0) return;
  const failure = kafkaFailure(others[0] ?? thrown, doing);
  if (failure.code !== 'BUS_UNAVAILABLE' || !(others[0] instanceof Error)) throw failure;
  const topics = (doing.topics ?? []).join(', ');
  const message = `Kafka (${doing.place}) no creó ${topics}: ${others[0].message}. Revise la configuración de los temas.`;
  throw new IntegrationError('CONFIG_INVALID', message, { cause: others[0], context: { place: doing.place } });
}

function hasType(error: unknown, type: string): boolean {
  return error instanceof Error && 'type' in error && error.type === type;
}
