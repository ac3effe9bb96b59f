import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import type { Bus, Lane, LaneBatch, Subscriber } from '../../pipelines/bus/bus.ts';
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

export type Handler = Subscriber['handle'];

let groups = 0;

/** A subscriber that keeps what came and its positions, in a group of its own. */
export class Reading implements Subscriber {
  readonly group: string;
  readonly batches: LaneBatch[] = [];
  readonly reached: Map<string, number>;
  readonly #handle: Handler | null;

  /** With `handle`, that one decides; positions follow what it returns. */
  constructor(from: ReadonlyMap<string, number> = new Map(), handle: Handler | null = null) {
    groups += 1;
    this.group = `prueba-${String(groups)}`;
    this.reached = new Map(from);
    this.#handle = handle;
  }

  positions(lanes: readonly Lane[]): Promise<readonly number[]> {
    return Promise.resolve(lanes.map(({ topic }) => this.reached.get(topic) ?? 0));
  }

  readonly handle = async (batch: LaneBatch): Promise<number> => {
    const next = this.#handle ? await this.#handle(batch) : this.keep(batch);
    this.reached.set(batch.topic, next);
    return next;
  };

  keep(batch: LaneBatch): number {
    this.batches.push(batch);
    return batch.next;
  }

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
