import type { Envelope } from '../../schemas/envelope.ts';

/** An envelope with its place in the topic. */
export interface Delivered {
  readonly offset: number;
  readonly envelope: Envelope;
}

/** Consecutive envelopes of one topic. */
export interface TopicBatch {
  readonly topic: string;
  /** Position before the first envelope, and after the last. */
  readonly from: number;
  readonly next: number;
  readonly envelopes: readonly Delivered[];
  /** No key was known when they were captured. */
  readonly allNew: boolean;
}

/** Handles a batch and says the position to go on from: the batch's `next`, or where somebody else has got to. */
export type Handler = (batch: TopicBatch) => Promise<number>;

export interface Subscription extends AsyncDisposable {
  /** Resolves when everything that was in the topics at the call has been handled; rejects with what stopped it. */
  caughtUp(signal: AbortSignal): Promise<void>;
}

/** How subscribers get the log. The subscriber keeps the positions; the bus only starts from them. */
export interface Bus extends AsyncDisposable {
  /** At least once, in order per key, from the given positions; goes on until disposed or the signal fires. */
  subscribe(
    topics: readonly string[],
    from: ReadonlyMap<string, number>,
    handle: Handler,
    signal: AbortSignal,
  ): Promise<Subscription>;
}
