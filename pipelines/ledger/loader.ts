import { topicOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Bus, Delivered, Foreign, Lane, LaneBatch, Subscriber, Subscription } from '../bus/bus.ts';
import type { FaultPoint } from '../capture/commit.ts';
import type { Database, StatementError, Transaction } from '../database/database.ts';
import { LOG, movePosition, positionsOf, setPositions } from '../log/positions.ts';
import { applyEnvelopes, isRefusal } from './apply.ts';
import { keepPoison, storable } from './poison.ts';

export const LOADER = 'libro';

export interface LoaderCounts {
  applied: number;
  poisoned: number;
}

export interface Loader extends AsyncDisposable {
  readonly counts: Readonly<LoaderCounts>;
  readonly subscription: Subscription;
  /** Catches up with what the log has committed and nobody has noted as applied; cheap where that is little. */
  keepUp(signal: AbortSignal): Promise<void>;
}

/** Subscribes the ledger to the topics of these entities: applies every batch together with its position. */
export async function startLoader(
  database: Database,
  bus: Bus,
  entities: readonly CanonicalEntity[],
  at: FaultPoint,
  signal: AbortSignal,
): Promise<Loader> {
  const byTopic = new Map(entities.map((entity) => [topicOf(entity), entity]));
  const topics = [...byTopic.keys()];
  const counts: LoaderCounts = { applied: 0, poisoned: 0 };
  const handle = async (batch: LaneBatch): Promise<number> => {
    const entity = byTopic.get(batch.topic);
    if (!entity) throw new TypeError(`nobody asked for ${batch.topic}`);
    await at('aplicando');
    const ended = await database.transaction(async (transaction) => {
      const result = await applyBatch(transaction, bus.name, entity, batch, signal);
      await at('aplicación escrita');
      return result;
    }, signal);
    await at('aplicado');
    counts.applied += ended.applied;
    counts.poisoned += ended.poisoned;
    return ended.position;
  };
  const subscriber: Subscriber = {
    group: LOADER,
    positions: (lanes, asking) => positionsOf(database, bus.name, LOADER, lanes, asking),
    handle,
  };
  const subscription = await bus.subscribe(topics, subscriber, signal);
  const caughtUp = async (waiting: AbortSignal): Promise<void> => {
    const committed = await logEnds(database, topics, waiting);
    await subscription.caughtUp(waiting);
    if (bus.name !== LOG) await noteApplied(database, committed, waiting);
  };
  const keepUp = async (waiting: AbortSignal): Promise<void> => {
    const ahead = await notNoted(database, bus.name, await logEnds(database, topics, waiting), waiting);
    await subscription.caughtUp(
      waiting,
      ahead.map(({ topico }) => topico),
    );
    if (bus.name !== LOG) await noteApplied(database, ahead, waiting);
  };
  return {
    counts,
    keepUp,
    subscription: {
      ended: subscription.ended,
      caughtUp,
      [Symbol.asyncDispose]: () => subscription[Symbol.asyncDispose](),
    },
    [Symbol.asyncDispose]: () => subscription[Symbol.asyncDispose](),
  };
}

interface LogEnd {
  readonly topico: string;
  readonly siguiente: number;
}

function logEnds(database: Database, topics: readonly string[], signal: AbortSignal): Promise<readonly LogEnd[]> {
  return database.query<LogEnd>('select topico, siguiente from log.topico where topico = any($1)', [topics], signal);
}

async function notNoted(
  database: Database,
  bus: string,
  ends: readonly LogEnd[],
  signal: AbortSignal,
): Promise<readonly LogEnd[]> {
  if (bus === LOG) return ends;
  const lanes = ends.map(({ topico }) => ({ topic: topico, partition: 0 }));
  const known = await positionsOf(database, LOG, LOADER, lanes, signal);
  return ends.filter(({ siguiente }, index) => siguiente > (known[index] ?? 0));
}

/** Over another bus, how much of the log the ledger holds is known only when it has caught up: until then no segment may go. */
async function noteApplied(database: Database, ends: readonly LogEnd[], signal: AbortSignal): Promise<void> {
  const lanes = ends.map(({ topico }) => ({ topic: topico, partition: 0 }));
  const known = await positionsOf(database, LOG, LOADER, lanes, signal);
  const positions = ends.map(({ topico, siguiente }, index) => ({
    topic: topico,
    partition: 0,
    position: Math.max(siguiente, known[index] ?? 0),
  }));
  await setPositions(database, LOG, LOADER, positions, signal);
}

interface Applied {
  readonly position: number;
  readonly applied: number;
  readonly poisoned: number;
}

/** The position moves by compare-and-set first: where somebody else has moved it, nothing is applied. */
async function applyBatch(
  transaction: Transaction,
  bus: string,
  entity: CanonicalEntity,
  batch: LaneBatch,
  signal: AbortSignal,
): Promise<Applied> {
  if (!(await movePosition(transaction, bus, LOADER, batch, signal))) {
    const [position = 0] = await positionsOf(transaction, bus, LOADER, [batch], signal);
    return { position, applied: 0, poisoned: 0 };
  }
  const apart = new Apart(transaction, bus, batch, signal);
  for (const foreign of batch.foreign) await apart.foreign(foreign);
  await applySafely(transaction, entity, batch, batch.envelopes, apart, signal);
  const poisoned = apart.count;
  return { position: batch.next, applied: batch.envelopes.length + batch.foreign.length - poisoned, poisoned };
}

/** Applies; where the data is at fault, halves until the poison record stands alone and sets it apart. */
async function applySafely(
  transaction: Transaction,
  entity: CanonicalEntity,
  batch: LaneBatch,
  delivered: readonly Delivered[],
  apart: Apart,
  signal: AbortSignal,
): Promise<void> {
  await transaction.execute('savepoint tanda', signal);
  try {
    const envelopes = delivered.map(({ envelope }) => envelope);
    await applyEnvelopes(transaction, entity, envelopes, batch.allNew, signal);
    await transaction.execute('release savepoint tanda', signal);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await transaction.execute('rollback to savepoint tanda; release savepoint tanda', signal);
    const [only] = delivered;
    if (delivered.length === 1 && only) return apart.refused(only, error);
    const middle = delivered.length >> 1;
    await applySafely(transaction, entity, batch, delivered.slice(0, middle), apart, signal);
    await applySafely(transaction, entity, batch, delivered.slice(middle), apart, signal);
  }
}

/** Where a batch's poison records go: kept with their place, so that the rest can go on. */
class Apart {
  count = 0;
  readonly #transaction: Transaction;
  readonly #bus: string;
  readonly #lane: Lane;
  readonly #signal: AbortSignal;

  constructor(transaction: Transaction, bus: string, lane: Lane, signal: AbortSignal) {
    this.#transaction = transaction;
    this.#bus = bus;
    this.#lane = lane;
    this.#signal = signal;
  }

  refused({ offset, envelope }: Delivered, error: StatementError): Promise<void> {
    return this.#keep(offset, storable(envelope), error.sqlstate, error.message);
  }

  foreign({ offset, reason, content }: Foreign): Promise<void> {
    return this.#keep(offset, JSON.stringify(content), FOREIGN, reason);
  }

  async #keep(offset: number, content: string, code: string, reason: string): Promise<void> {
    await keepPoison(this.#transaction, this.#bus, { ...this.#lane, offset, content, code, reason }, this.#signal);
    this.count += 1;
  }
}

/** Not of ours: there is nothing that could be applied later. */
const FOREIGN = 'AJENO';
