import type { CanonicalEntity } from '../../schemas/entity.ts';
import { topicOf } from '../../schemas/entity.ts';

/** How the topics of a site are named and made on Kafka. */
export interface TopicPlan {
  /** Stands before every topic: `sopo` gives `sopo.interno.tesoreria.recaudo.v1`. */
  readonly prefix: string;
  /** Fixed for life: the partition of a key depends on it. */
  readonly partitions: number;
  readonly replication: number;
  /** Months for which personal data are kept, by entity, where the site says otherwise than the entity. */
  readonly conserva?: Readonly<Partial<Record<string, number>>>;
}

/** An entity's topic: its name on the log and its name on Kafka. */
export interface PlannedTopic {
  readonly entity: CanonicalEntity;
  readonly topic: string;
  readonly kafkaTopic: string;
}

export function plannedTopics(
  { prefix }: Pick<TopicPlan, 'prefix'>,
  entities: readonly CanonicalEntity[],
): readonly PlannedTopic[] {
  return entities.map((entity) => ({ entity, topic: topicOf(entity), kafkaTopic: `${prefix}.${topicOf(entity)}` }));
}

/** Positions on the topics of one prefix; a topic made anew, on this cluster or another, is filled and read from its start. */
export function kafkaBusName({ prefix }: Pick<TopicPlan, 'prefix'>): string {
  return `kafka:${prefix}`;
}
