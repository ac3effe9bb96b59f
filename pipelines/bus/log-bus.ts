import { setTimeout as pause } from 'node:timers/promises';
import { asIntegrationError } from '../../schemas/errors.ts';
import type { Database } from '../database/database.ts';
import { decodeSegment } from '../log/segment.ts';
import type { Bus, Handler, Subscription, TopicBatch } from './bus.ts';

const SEGMENTS_A_BATCH = 6;
const IDLE_MS = 200;

/** The log itself as the bus: subscribers read its segments from the database. Enough for one machine. */
export function openLogBus(database: Database): Bus {
  return {
    subscribe: (topics, from, handle, signal) =>
      Promise.resolve(new LogSubscription(database, topics, from, handle, signal)),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

interface Waiter {
  readonly targets: ReadonlyMap<string, number>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

class LogSubscription implements Subscription {
  readonly #database: Database;
  readonly #positions: Map<string, number>;
  readonly #handle: Handler;
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #waiters = new Set<Waiter>();
  readonly #ended: Promise<void>;
  #failure: Error | null = null;
  #wake = new AbortController();

  constructor(
    database: Database,
    topics: readonly string[],
    from: ReadonlyMap<string, number>,
    handle: Handler,
    signal: AbortSignal,
  ) {
    this.#database = database;
    this.#positions = new Map(topics.map((topic) => [topic, from.get(topic) ?? 0]));
    this.#handle = handle;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
    this.#ended = this.#loop().catch((error: unknown) => {
      this.#fail(asIntegrationError(error));
    });
  }

  async caughtUp(signal: AbortSignal): Promise<void> {
    if (this.#failure) throw this.#failure;
    const rows = await this.#database.query<{ topico: string; siguiente: number }>(
      'select topico, siguiente from log.topico where topico = any($1)',
      [[...this.#positions.keys()]],
      signal,
    );
    const targets = new Map(rows.map((row) => [row.topico, row.siguiente]));
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const waiter: Waiter = {
      targets,
      resolve: () => {
        resolve(undefined);
      },
      reject,
    };
    const stop = (): void => {
      reject(asIntegrationError(signal.reason));
    };
    signal.addEventListener('abort', stop, { once: true });
    this.#waiters.add(waiter);
    this.#wake.abort();
    this.#settle();
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', stop);
      this.#waiters.delete(waiter);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    this.#wake.abort();
    await this.#ended;
  }

  async #loop(): Promise<void> {
    while (!this.#signal.aborted) {
      let moved = false;
      for (const [topic, position] of this.#positions) {
        const batch = await this.#next(topic, position);
        if (!batch) continue;
        this.#positions.set(topic, await this.#handle(batch));
        moved = true;
        this.#settle();
      }
      if (!moved) await this.#idle();
    }
  }

  async #next(topic: string, position: number): Promise<TopicBatch | null> {
    const rows = await this.#database.query<{ primer_offset: number; contenido: Uint8Array }>(
      `select primer_offset, contenido from log.segmento where topico = $1 and primer_offset >= $2
        order by primer_offset limit ${String(SEGMENTS_A_BATCH)}`,
      [topic, position],
      this.#signal,
    );
    if (rows.length === 0) return null;
    const segments = rows.map((row) => ({ first: row.primer_offset, ...decodeSegment(row.contenido) }));
    const envelopes = segments.flatMap(({ first, envelopes: inside }) =>
      inside.map((envelope, index) => ({ offset: first + index, envelope })),
    );
    const next = (envelopes.at(-1)?.offset ?? position - 1) + 1;
    return { topic, from: position, next, envelopes, allNew: segments.every(({ allNew }) => allNew) };
  }

  async #idle(): Promise<void> {
    this.#settle();
    this.#wake = new AbortController();
    const awake = AbortSignal.any([this.#signal, this.#wake.signal]);
    await pause(IDLE_MS, undefined, { signal: awake }).catch(() => undefined);
  }

  #settle(): void {
    for (const waiter of this.#waiters) {
      const done = [...waiter.targets].every(([topic, target]) => (this.#positions.get(topic) ?? 0) >= target);
      if (done) waiter.resolve();
    }
  }

  #fail(error: Error): void {
    if (this.#signal.aborted) return;
    this.#failure = error;
    for (const waiter of this.#waiters) waiter.reject(error);
  }
}
