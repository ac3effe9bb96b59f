import { setTimeout as pause } from 'node:timers/promises';
import { asIntegrationError, IntegrationError } from '../../schemas/errors.ts';
import type { Database } from '../database/database.ts';
import { cancelled } from '../database/failures.ts';
import { LOG } from '../log/positions.ts';
import { decodeSegment } from '../log/segment.ts';
import type { Bus, LaneBatch, Subscriber, Subscription } from './bus.ts';

const SEGMENTS_A_BATCH = 6;
const IDLE_MS = 100;
/** Where something came a moment ago more is soon to come, and somebody waits for it. */
const SOON_MS = 20;
const SOON_ROUNDS = 50;

/** The log itself as the bus: subscribers read its segments from the database. Enough for one machine. */
export function openLogBus(database: Database): Bus {
  return {
    name: LOG,
    trouble: null,
    subscribe: async (topics, subscriber, signal) => {
      const lanes = topics.map((topic) => ({ topic, partition: 0 }));
      const positions = await subscriber.positions(lanes, signal);
      const from = new Map(topics.map((topic, index) => [topic, positions[index] ?? 0]));
      return new LogSubscription(database, from, (batch) => subscriber.handle(batch), signal);
    },
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
  readonly #handle: Subscriber['handle'];
  readonly #stop = new AbortController();
  readonly #signal: AbortSignal;
  readonly #waiters = new Set<Waiter>();
  readonly ended: Promise<Error>;
  #end: Error | null = null;
  #wake = new AbortController();
  #idleRounds = SOON_ROUNDS;

  constructor(
    database: Database,
    from: ReadonlyMap<string, number>,
    handle: Subscriber['handle'],
    signal: AbortSignal,
  ) {
    this.#database = database;
    this.#positions = new Map(from);
    this.#handle = handle;
    this.#signal = AbortSignal.any([signal, this.#stop.signal]);
    this.ended = this.#run();
  }

  async caughtUp(signal: AbortSignal, topics: readonly string[] = [...this.#positions.keys()]): Promise<void> {
    const rows = await this.#database.query<{ topico: string; siguiente: number }>(
      'select topico, siguiente from log.topico where topico = any($1)',
      [topics],
      signal,
    );
    if (signal.aborted) throw cancelled(signal);
    // Only now: it may have ended while the database was asked.
    if (this.#end) throw this.#end;
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
      reject(cancelled(signal));
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
    await this.ended;
  }

  /** Goes on until the signal fires or something fails, and tells whoever waits. */
  async #run(): Promise<Error> {
    try {
      await this.#loop();
      this.#end = cancelled(this.#signal);
    } catch (thrown) {
      this.#end = this.#signal.aborted ? cancelled(this.#signal) : asIntegrationError(thrown);
    }
    for (const waiter of this.#waiters) waiter.reject(this.#end);
    return this.#end;
  }

  async #loop(): Promise<void> {
    while (!this.#signal.aborted) {
      const ahead = await this.#ahead();
      for (const topic of ahead) {
        const batch = await this.#next(topic, this.#positions.get(topic) ?? 0);
        this.#positions.set(topic, await this.#handle(batch));
        this.#settle();
      }
      this.#idleRounds = ahead.length === 0 ? this.#idleRounds + 1 : 0;
      if (ahead.length === 0) await this.#idle();
    }
  }

  /** Topics that hold more than was handled: one query, however many are subscribed to. */
  async #ahead(): Promise<readonly string[]> {
    const rows = await this.#database.query<{ topico: string }>(
      `select topico from log.topico join unnest($1::text[], $2::bigint[]) as leido (topico, siguiente) using (topico)
        where topico.siguiente > leido.siguiente order by topico`,
      [[...this.#positions.keys()], [...this.#positions.values()]],
      this.#signal,
    );
    return rows.map(({ topico }) => topico);
  }

  async #next(topic: string, position: number): Promise<LaneBatch> {
    const rows = await this.#database.query<{ primer_offset: number; contenido: Uint8Array }>(
      `select primer_offset, contenido from log.segmento
        where topico = $1 and primer_offset + cuantos > $2 and primer_offset >= coalesce(
          (select max(primer_offset) from log.segmento where topico = $1 and primer_offset <= $2), 0)
        order by primer_offset limit ${String(SEGMENTS_A_BATCH)}`,
      [topic, position],
      this.#signal,
    );
    const [oldest] = rows;
    if (!oldest || oldest.primer_offset > position) throw trimmed(topic, position, oldest?.primer_offset ?? null);
    const segments = rows.map((row) => ({ first: row.primer_offset, ...decodeSegment(row.contenido) }));
    const envelopes = segments.flatMap(({ first, envelopes: inside }) =>
      inside.map((envelope, index) => ({ offset: first + index, envelope })).slice(Math.max(0, position - first)),
    );
    const next = (envelopes.at(-1)?.offset ?? position - 1) + 1;
    const allNew = segments.every((segment) => segment.allNew);
    return { topic, partition: 0, from: position, next, envelopes, foreign: [], allNew };
  }

  async #idle(): Promise<void> {
    this.#settle();
    this.#wake = new AbortController();
    const awake = AbortSignal.any([this.#signal, this.#wake.signal]);
    const wait = this.#idleRounds < SOON_ROUNDS ? SOON_MS : IDLE_MS;
    await pause(wait, undefined, { signal: awake }).catch(() => undefined);
  }

  #settle(): void {
    for (const waiter of this.#waiters) {
      const done = [...waiter.targets].every(([topic, target]) => (this.#positions.get(topic) ?? 0) >= target);
      if (done) waiter.resolve();
    }
  }
}

/** Nothing may be passed over in silence: what was dropped has to be taken from the ledger's state. */
function trimmed(topic: string, position: number, oldest: number | null): IntegrationError {
  const now = oldest === null ? 'ya no guarda nada' : `empieza en la ${String(oldest)}`;
  return new IntegrationError(
    'POSITION_TRIMMED',
    `El registro de ${topic} ya no guarda desde la posición ${String(position)}: ${now}. ` +
      'Quien lo lee tiene que empezar de nuevo desde el estado del libro.',
    { context: { topic, position, oldest } },
  );
}
