import type { IntegrationError } from '../../schemas/errors.ts';
import type { Envelope } from '../../schemas/envelope.ts';

/** What is in order: a topic of the log, or one partition of a topic on Kafka. */
export interface Lane {
  readonly topic: string;
  /** 0 on the log. */
  readonly partition: number;
}

/** An envelope with its place in the lane. */
export interface Delivered {
  readonly offset: number;
  readonly envelope: Envelope;
}

/** Something in the lane that is no envelope of ours: it is set apart, and the rest goes on. */
export interface Foreign {
  readonly offset: number;
  readonly reason: string;
  /** What stood there, as text that holds all of it. */
  readonly content: string;
}

/** What stands in a lane between two positions. */
export interface LaneBatch extends Lane {
  /** Position before the first envelope, and after the last. */
  readonly from: number;
  readonly next: number;
  readonly envelopes: readonly Delivered[];
  readonly foreign: readonly Foreign[];
  /** No key was known when they were captured. */
  readonly allNew: boolean;
}

/** Who reads a bus. It keeps its own positions; the bus only starts from them. */
export interface Subscriber {
  readonly group: string;
  /** Where each lane goes on, in their order; asked whenever lanes are given to this subscriber. */
  positions(lanes: readonly Lane[], signal: AbortSignal): Promise<readonly number[]>;
  /** Handles a batch and says the position to go on from: the batch's `next`, or where somebody else has got to. */
  handle(batch: LaneBatch): Promise<number>;
}

export interface Subscription extends AsyncDisposable {
  /** Why it ended: what stopped it, or CANCELLED. Pending while it goes on; it never rejects. */
  readonly ended: Promise<Error>;
  /**
   * Resolves when everything that was committed at the call has been handled, of these topics or of all it is subscribed to;
   * rejects with what stopped it.
   */
  caughtUp(signal: AbortSignal, topics?: readonly string[]): Promise<void>;
}

/** How subscribers get the log. */
export interface Bus extends AsyncDisposable {
  /** Names what positions count: those of one bus mean nothing on another. */
  readonly name: string;
  /** What keeps everybody waiting now; null while nothing does. */
  readonly trouble: IntegrationError | null;
  /** At least once, in order per key, from the subscriber's positions; goes on until disposed or the signal fires. */
  subscribe(topics: readonly string[], subscriber: Subscriber, signal: AbortSignal): Promise<Subscription>;
}
