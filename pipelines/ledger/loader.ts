import { topicOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import type { Bus, Delivered, Subscription, TopicBatch } from '../bus/bus.ts';
import type { FaultPoint } from '../capture/commit.ts';
import type { Database, StatementError, Transaction } from '../database/database.ts';
import { applyEnvelopes, isRefusal } from './apply.ts';

export const LOADER = 'libro';

export interface LoaderCounts {
  applied: number;
  poisoned: number;
}

export interface Loader extends AsyncDisposable {
  readonly counts: Readonly<LoaderCounts>;
  readonly subscription: Subscription;
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
  const positions = await database.transaction((transaction) => positionsOf(transaction, topics, signal), signal);
  const counts: LoaderCounts = { applied: 0, poisoned: 0 };
  const handle = async (batch: TopicBatch): Promise<number> => {
    const entity = byTopic.get(batch.topic);
    if (!entity) throw new TypeError(`nobody asked for ${batch.topic}`);
    await at('aplicando');
    const ended = await database.transaction(async (transaction) => {
      const result = await applyBatch(transaction, entity, batch, signal);
      await at('aplicación escrita');
      return result;
    }, signal);
    await at('aplicado');
    counts.applied += ended.applied;
    counts.poisoned += ended.poisoned;
    return ended.position;
  };
  const subscription = await bus.subscribe(topics, positions, handle, signal);
  return { counts, subscription, [Symbol.asyncDispose]: () => subscription[Symbol.asyncDispose]() };
}

async function positionsOf(
  transaction: Transaction,
  topics: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  await transaction.query(
    'insert into corridas.posicion (grupo, topico, siguiente) select $1, unnest($2::text[]), 0 on conflict do nothing',
    [LOADER, topics],
    signal,
  );
  const rows = await transaction.query<{ topico: string; siguiente: number }>(
    'select topico, siguiente from corridas.posicion where grupo = $1',
    [LOADER],
    signal,
  );
  return new Map(rows.map((row) => [row.topico, row.siguiente]));
}

interface Applied {
  readonly position: number;
  readonly applied: number;
  readonly poisoned: number;
}

/** The position moves by compare-and-set first: where somebody else has moved it, nothing is applied. */
async function applyBatch(
  transaction: Transaction,
  entity: CanonicalEntity,
  batch: TopicBatch,
  signal: AbortSignal,
): Promise<Applied> {
  const moved = await transaction.query(
    `update corridas.posicion set siguiente = $4 where grupo = $1 and topico = $2 and siguiente = $3 returning siguiente`,
    [LOADER, batch.topic, batch.from, batch.next],
    signal,
  );
  if (moved.length === 0) {
    const now = await positionsOf(transaction, [batch.topic], signal);
    return { position: now.get(batch.topic) ?? 0, applied: 0, poisoned: 0 };
  }
  const poisoned = await applySafely(transaction, entity, batch, batch.envelopes, signal);
  return { position: batch.next, applied: batch.envelopes.length - poisoned, poisoned };
}

/** Applies; where the data is at fault, halves until the poison record stands alone and sets it apart. */
async function applySafely(
  transaction: Transaction,
  entity: CanonicalEntity,
  batch: TopicBatch,
  delivered: readonly Delivered[],
  signal: AbortSignal,
): Promise<number> {
  await transaction.execute('savepoint tanda', signal);
  try {
    const envelopes = delivered.map(({ envelope }) => envelope);
    await applyEnvelopes(transaction, entity, envelopes, batch.allNew, signal);
    await transaction.execute('release savepoint tanda', signal);
    return 0;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await transaction.execute('rollback to savepoint tanda; release savepoint tanda', signal);
    const [only] = delivered;
    if (delivered.length === 1 && only) {
      await setApart(transaction, batch.topic, only, error, signal);
      return 1;
    }
    const middle = delivered.length >> 1;
    const first = await applySafely(transaction, entity, batch, delivered.slice(0, middle), signal);
    return first + (await applySafely(transaction, entity, batch, delivered.slice(middle), signal));
  }
}

async function setApart(
  transaction: Transaction,
  topic: string,
  { offset, envelope }: Delivered,
  error: StatementError,
  signal: AbortSignal,
): Promise<void> {
  await transaction.query(
    `insert into corridas.veneno (topico, posicion, sobre, sqlstate, motivo) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [topic, offset, storable(envelope), error.sqlstate, error.message],
    signal,
  );
}

/** JSON of the envelope; where jsonb could not hold what it says (a NUL, half a surrogate pair), that JSON as one text. */
function storable(envelope: Envelope): string {
  const json = JSON.stringify(envelope);
  return /\\u(?:0000|d[89a-f])/.test(json) ? JSON.stringify(json) : json;
}
