import { monthsKept } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Queryable } from '../database/database.ts';
import type { Extent, KafkaConnection, TopicSettings } from './kafka/transport.ts';
import type { Lane } from './bus.ts';
import { plannedTopics } from './topic-plan.ts';
import type { PlannedTopic, TopicPlan } from './topic-plan.ts';

const DAY_MS = 86_400_000;
const LONGEST_MONTH = 31;

/**
 * Kept whole: the volumes are small, and compaction or expiry would take the history and the deletes from a rebuild. Personal
 * data that are kept for a time expire: a message as old as that holds a record that is older.
 */
export function declaredSettings(
  { partitions, replication, conserva }: Omit<TopicPlan, 'prefix'>,
  entity: CanonicalEntity,
): TopicSettings {
  const months = monthsKept(entity, conserva ?? {});
  const retention = months === null ? -1 : months * LONGEST_MONTH * DAY_MS;
  const config = { 'cleanup.policy': 'delete', 'retention.ms': String(retention), 'retention.bytes': '-1' };
  return { partitions, replication, config };
}

/** Makes the topics that are missing, as declared; those that are there are left as they are. */
export async function prepareTopics(
  kafka: KafkaConnection,
  plan: TopicPlan,
  topics: readonly PlannedTopic[],
  signal: AbortSignal,
): Promise<void> {
  const names = topics.map(({ kafkaTopic }) => kafkaTopic);
  const found = new Set((await kafka.describe(names, signal)).map(({ topic }) => topic));
  const missing = topics.filter(({ kafkaTopic }) => !found.has(kafkaTopic));
  const alike = Map.groupBy(missing, ({ entity }) => monthsKept(entity, plan.conserva ?? {}));
  for (const [first, ...more] of alike.values()) {
    if (!first) continue;
    const same = [first, ...more].map(({ kafkaTopic }) => kafkaTopic);
    await kafka.create(same, declaredSettings(plan, first.entity), signal);
  }
}

/** Where the partitions begin and end of those topics that there are. */
export async function extentsOfThose(
  kafka: KafkaConnection,
  planned: readonly PlannedTopic[],
  signal: AbortSignal,
): Promise<readonly Extent[]> {
  const names = planned.map(({ kafkaTopic }) => kafkaTopic);
  const found = (await kafka.describe(names, signal)).map(({ topic }) => topic);
  return found.length === 0 ? [] : kafka.extents(found, signal);
}

/** Notes how far each partition is filled, whatever was noted before. */
export async function setEnds(
  queryable: Queryable,
  bus: string,
  topic: string,
  ends: ReadonlyMap<number, number>,
  signal: AbortSignal,
): Promise<void> {
  await queryable.query('delete from log.publicado where bus = $1 and topico = $2', [bus, topic], signal);
  await noteEnds(queryable, bus, topic, ends, signal);
}

/** Notes how far each partition reaches at least: a topic that ends before that was emptied since. */
export async function noteEnds(
  queryable: Queryable,
  bus: string,
  topic: string,
  ends: ReadonlyMap<number, number>,
  signal: AbortSignal,
): Promise<void> {
  await queryable.query(
    `insert into log.publicado (bus, topico, particion, fin)
     select $1, $2, particion, fin from unnest($3::int[], $4::bigint[]) as parte (particion, fin)
     on conflict (bus, topico, particion) do update set fin = greatest(publicado.fin, excluded.fin)`,
    [bus, topic, [...ends.keys()], [...ends.values()]],
    signal,
  );
}

/** Whether a partition gave what was just written a place before its noted end: it is not the one that was filled. */
export async function isMadeAnew(
  queryable: Queryable,
  bus: string,
  topic: string,
  ends: ReadonlyMap<number, number>,
  signal: AbortSignal,
): Promise<boolean> {
  const rows = await queryable.query(
    `select from log.publicado join unnest($3::int[], $4::bigint[]) as parte (particion, llega) using (particion)
      where bus = $1 and topico = $2 and llega <= fin`,
    [bus, topic, [...ends.keys()], [...ends.values()]],
    signal,
  );
  return rows.length > 0;
}

/** Where the lanes of personal data begin of which the first messages have expired. */
export async function expiredStarts(
  kafka: KafkaConnection,
  plan: TopicPlan,
  entities: readonly CanonicalEntity[],
  signal: AbortSignal,
): Promise<readonly (Lane & { readonly position: number })[]> {
  const kept = plannedTopics(plan, entities).filter(({ entity }) => monthsKept(entity, plan.conserva ?? {}) !== null);
  const names = new Map(kept.map(({ kafkaTopic, topic }) => [kafkaTopic, topic]));
  return (await extentsOfThose(kafka, kept, signal))
    .filter(({ begin }) => begin > 0)
    .map(({ topic, partition, begin }) => ({ topic: names.get(topic) ?? topic, partition, position: begin }));
}
