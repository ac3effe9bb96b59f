import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Database } from '../database/database.ts';
import { LOG, setPositions } from '../log/positions.ts';
import type { KafkaConnection } from './kafka/transport.ts';
import { kafkaBusName, plannedTopics } from './topic-plan.ts';
import type { TopicPlan } from './topic-plan.ts';
import { extentsOfThose, setEnds } from './topics.ts';

/**
 * Takes the topics that there are for filled as they are: a ledger made from them has nothing to add. The relay goes on with
 * what the log gets from now on; a topic that is missing it makes, and fills, as ever.
 */
export async function adoptTopics(
  database: Database,
  kafka: KafkaConnection,
  plan: TopicPlan,
  entities: readonly CanonicalEntity[],
  signal: AbortSignal,
): Promise<void> {
  const bus = kafkaBusName(plan);
  const planned = plannedTopics(plan, entities);
  const extents = await extentsOfThose(kafka, planned, signal);
  const counters = await database.query<{ topico: string; siguiente: number }>(
    'select topico, siguiente from log.topico',
    [],
    signal,
  );
  const next = new Map(counters.map(({ topico, siguiente }) => [topico, siguiente]));
  await database.transaction(async (transaction) => {
    for (const { topic, kafkaTopic } of planned) {
      const ends = extents.filter((extent) => extent.topic === kafkaTopic);
      if (ends.length === 0) continue;
      await setEnds(transaction, bus, topic, new Map(ends.map(({ partition, end }) => [partition, end])), signal);
      await setPositions(transaction, LOG, bus, [{ topic, partition: 0, position: next.get(topic) ?? 0 }], signal);
    }
  }, signal);
}
