import { sensitivityOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import { schemaIdOf } from '../../schemas/json-schema.ts';
import type { Sensitivity } from '../../schemas/scalars/scalar.ts';
import type { Database } from '../database/database.ts';
import { LOADER } from '../ledger/loader.ts';
import { LOG, positionsOf } from '../log/positions.ts';
import type { Extent, KafkaConnection, TopicDescription } from './kafka/transport.ts';
import { kafkaBusName, plannedTopics } from './topic-plan.ts';
import type { PlannedTopic, TopicPlan } from './topic-plan.ts';
import { declaredSettings } from './topics.ts';

/** One entity's topic: how much there is, and how far each reader has got. */
export interface TopicReport {
  readonly entity: string;
  readonly topic: string;
  readonly sensitivity: Sensitivity;
  readonly schema: string;
  /** Changes ever committed to the log, and the first that it still keeps. */
  readonly committed: number;
  readonly keptFrom: number;
  /** Of them, those that the ledger has for certain. */
  readonly applied: number;
  readonly kafka: KafkaTopicReport | null;
}

export interface KafkaTopicReport {
  /** Of the log's changes, those that are published. */
  readonly relayed: number;
  readonly partitions: readonly (Extent & { /** Where the ledger's loader stands. */ readonly loaded: number })[];
  /** Where the topic is not as it is declared; null when it does not exist. */
  readonly differences: readonly string[] | null;
}

export interface SiteTopics {
  readonly plan: TopicPlan;
  readonly kafka: KafkaConnection;
}

/** What there is of each entity's topic, on the log and, where the site has it, on Kafka. Changes nothing. */
export async function reportTopics(
  database: Database,
  entities: readonly CanonicalEntity[],
  site: SiteTopics | null,
  signal: AbortSignal,
): Promise<readonly TopicReport[]> {
  const planned = plannedTopics(site?.plan ?? { prefix: '' }, entities);
  const onLog = await logReport(database, planned, signal);
  const described = site ? await describedTopics(site.kafka, planned, signal) : null;
  const reports: TopicReport[] = [];
  for (const each of planned) {
    const { entity, topic, kafkaTopic } = each;
    reports.push({
      entity: entity.name,
      topic: site ? kafkaTopic : topic,
      sensitivity: sensitivityOf(entity),
      schema: schemaIdOf(entity, 'upsert'),
      ...(onLog.get(topic) ?? { committed: 0, keptFrom: 0, applied: 0 }),
      kafka: site && described ? await kafkaReport(database, site.plan, each, described, signal) : null,
    });
  }
  return reports;
}

type LogReport = Pick<TopicReport, 'committed' | 'keptFrom' | 'applied'>;

async function logReport(
  database: Database,
  planned: readonly PlannedTopic[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, LogReport>> {
  const rows = await database.query<LogReport & { readonly topic: string }>(
    `select t.topico as topic, t.siguiente as committed, coalesce(p.siguiente, 0) as applied,
            coalesce((select min(primer_offset) from log.segmento s where s.topico = t.topico), t.siguiente) as "keptFrom"
       from log.topico t left join corridas.posicion p on p.bus = $1 and p.grupo = $2 and p.topico = t.topico
      where t.topico = any($3)`,
    [LOG, LOADER, planned.map(({ topic }) => topic)],
    signal,
  );
  return new Map(rows.map(({ topic, ...report }) => [topic, report]));
}

interface Described {
  readonly settings: ReadonlyMap<string, TopicDescription>;
  readonly extents: readonly Extent[];
}

async function describedTopics(
  kafka: KafkaConnection,
  planned: readonly PlannedTopic[],
  signal: AbortSignal,
): Promise<Described> {
  const found = await kafka.describe(
    planned.map(({ kafkaTopic }) => kafkaTopic),
    signal,
  );
  const names = found.map(({ topic }) => topic);
  const extents = names.length === 0 ? [] : await kafka.extents(names, signal);
  return { settings: new Map(found.map((each) => [each.topic, each])), extents };
}

async function kafkaReport(
  database: Database,
  plan: TopicPlan,
  { entity, topic, kafkaTopic }: PlannedTopic,
  { settings, extents }: Described,
  signal: AbortSignal,
): Promise<KafkaTopicReport> {
  const bus = kafkaBusName(plan);
  const own = extents.filter((extent) => extent.topic === kafkaTopic);
  const lanes = own.map(({ partition }) => ({ topic, partition }));
  const [relayed = 0] = await positionsOf(database, LOG, bus, [{ topic, partition: 0 }], signal);
  const loaded = await positionsOf(database, bus, LOADER, lanes, signal);
  const found = settings.get(kafkaTopic);
  return {
    relayed,
    partitions: own.map((extent, index) => ({ ...extent, loaded: loaded[index] ?? 0 })),
    differences: found ? differencesOf(plan, entity, found) : null,
  };
}

/** In words, what of the topic is not as declared: it is said, never changed. */
function differencesOf(plan: TopicPlan, entity: CanonicalEntity, found: TopicDescription): readonly string[] {
  const { partitions, replication, config } = declaredSettings(plan, entity);
  const pairs: readonly (readonly [string, string, string])[] = [
    ['particiones', String(partitions), String(found.partitions)],
    ['réplicas', String(replication), String(found.replication)],
    ...Object.entries(config).map(([name, value]) => [name, value, found.config[name] ?? '?'] as const),
  ];
  return pairs
    .filter(([, declared, present]) => declared !== present)
    .map(([name, declared, present]) => `${name} es ${present} y se declara ${declared}`);
}
