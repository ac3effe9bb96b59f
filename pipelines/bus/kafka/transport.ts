import type { Lane } from '../bus.ts';

/** One message to be sent. */
export interface KafkaMessage {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
  readonly timestampMs: number;
}

/** One message as it stands in a topic, also one of somebody else's. */
export interface ReceivedMessage {
  readonly offset: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  /** As text; of a name that occurs several times the last one. */
  readonly headers: Readonly<Record<string, string>>;
  readonly timestampMs: number;
}

/** Consecutive messages of one partition, at least one. */
export interface ReceivedBatch extends Lane {
  readonly messages: readonly ReceivedMessage[];
  /** Offset that the next message of the partition got when these were fetched. */
  readonly highWatermark: number;
}

export interface Sent {
  /** Places, in what was sent, of the messages that the broker found too large; all others are written. */
  readonly tooLarge: readonly number[];
  /** Of each partition written to, the offset after the first of these messages: it reaches that far at least. */
  readonly ends: ReadonlyMap<number, number>;
}

export interface ConsumeRequest {
  readonly group: string;
  readonly topics: readonly string[];
  /** Where each assigned partition goes on, in their order; asked again at every assignment. */
  readonly positions: (assigned: readonly Lane[]) => Promise<readonly number[]>;
  /** One batch at a time per partition; says the offset to go on from. What it throws ends the consumption. */
  readonly handle: (batch: ReceivedBatch) => Promise<number>;
}

export interface Consumption extends AsyncDisposable {
  /** Why it ended; pending while it goes on, never rejects. POSITION_TRIMMED for a position that the topic does not hold. */
  readonly ended: Promise<Error>;
}

export interface TopicSettings {
  readonly partitions: number;
  readonly replication: number;
  readonly config: Readonly<Record<string, string>>;
}

export interface TopicDescription extends TopicSettings {
  readonly topic: string;
}

export interface Extent extends Lane {
  readonly begin: number;
  /** Offset that the next message gets. */
  readonly end: number;
}

/**
 * A cluster, through whichever client. Failures are BUS_UNAVAILABLE (with the address, within 10 s, may be tried again
 * unless the context says `final`), FORBIDDEN where the cluster does not allow it, POSITION_TRIMMED, CANCELLED.
 */
export interface KafkaConnection extends AsyncDisposable {
  readonly clusterId: string;
  /** In order per key, one request in flight, acknowledged by all in-sync replicas when it resolves. */
  send(topic: string, messages: readonly KafkaMessage[], signal: AbortSignal): Promise<Sent>;
  /** Nothing is committed to Kafka: the subscriber keeps its positions. */
  consume(request: ConsumeRequest, signal: AbortSignal): Promise<Consumption>;
  /** Of these topics, those that exist. */
  describe(topics: readonly string[], signal: AbortSignal): Promise<readonly TopicDescription[]>;
  create(topics: readonly string[], settings: TopicSettings, signal: AbortSignal): Promise<void>;
  /** Every partition of these topics, in order. */
  extents(topics: readonly string[], signal: AbortSignal): Promise<readonly Extent[]>;
}
