import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import type { Bus, TopicBatch } from '../../pipelines/bus/bus.ts';
import { recaudoWith, upsertOf } from '../builders/envelopes.ts';

/** A bus with a way to put envelopes on it. */
export interface BusUnderTest extends AsyncDisposable {
  readonly bus: Bus;
  /** Empties every topic. */
  clear(): Promise<void>;
  /** What the bus calls the entity's topic. */
  topicOf(entity: CanonicalEntity): string;
  /** Publishes envelopes of one entity together; they are there when it resolves. */
  publish(entity: CanonicalEntity, envelopes: readonly Envelope[], allNew?: boolean): Promise<void>;
}

/** The first state of the payment of that number. */
export function pago(numero: string): Envelope {
  return upsertOf(recaudoWith({ numero }), [1, Number(numero)]);
}

/** A subscriber that keeps what came and its positions. */
export class Reading {
  readonly batches: TopicBatch[] = [];
  readonly positions: Map<string, number>;

  constructor(from: ReadonlyMap<string, number>) {
    this.positions = new Map(from);
  }

  readonly handle = (batch: TopicBatch): Promise<number> => {
    this.batches.push(batch);
    this.positions.set(batch.topic, batch.next);
    return Promise.resolve(batch.next);
  };

  get envelopes(): readonly Envelope[] {
    return this.batches.flatMap(({ envelopes }) => envelopes.map(({ envelope }) => envelope));
  }

  get numbers(): readonly unknown[] {
    return this.envelopes.map(({ record }) => record['numero']);
  }
}

/** Lets a test stand inside a handler. */
export class Gate {
  readonly #reached = Promise.withResolvers<undefined>();
  readonly #opened = Promise.withResolvers<undefined>();
  readonly reached: Promise<undefined> = this.#reached.promise;
  readonly opened: Promise<undefined> = this.#opened.promise;

  arrive(): void {
    this.#reached.resolve(undefined);
  }

  open(): void {
    this.#opened.resolve(undefined);
  }
}
