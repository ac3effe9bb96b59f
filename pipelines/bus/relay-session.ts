import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { FaultPoint } from '../capture/commit.ts';
import type { Database } from '../database/database.ts';
import type { Duty } from '../duty.ts';
import type { KafkaConnection } from './kafka/transport.ts';
import type { TopicPlan } from './topic-plan.ts';

export interface RelayTask {
  readonly database: Database;
  readonly entities: readonly CanonicalEntity[];
  readonly plan: TopicPlan;
  readonly connect: (signal: AbortSignal) => Promise<KafkaConnection>;
  /** Who relays, for messages: host and process. */
  readonly holder: string;
  readonly at: FaultPoint;
}

/** What a relay holds while it has the duty. */
export interface Session {
  readonly task: RelayTask;
  readonly duty: Duty;
  readonly kafka: KafkaConnection;
  readonly bus: string;
  readonly incarnation: string;
  readonly signal: AbortSignal;
}
