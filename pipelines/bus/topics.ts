import type { Queryable } from '../database/database.ts';
import type { KafkaConnection, TopicSettings } from './kafka/transport.ts';
import type { PlannedTopic, TopicPlan } from './topic-plan.ts';

/** Kept whole: the volumes are small, and compaction or expiry would take the history and the deletes from a rebuild. */
export function declaredSettings({ partitions, replication }: TopicPlan): TopicSettings {
  return {
    partitions,
    replication,
    config: { 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' },
  };
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
  const missing = names.filter((name) => !found.has(name));
  if (missing.length > 0) await kafka.create(missing, declaredSettings(plan), signal);
}

/** Notes how far each partition is filled: a topic that ends before that was emptied since. */
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
     on conflict (bus, topico, particion) do update set fin = excluded.fin`,
    [bus, topic, [...ends.keys()], [...ends.values()]],
    signal,
  );
}
