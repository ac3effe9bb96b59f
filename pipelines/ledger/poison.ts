import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import type { Lane } from '../bus/bus.ts';
import type { Database, Transaction } from '../database/database.ts';
import { applyEnvelopes, isRefusal } from './apply.ts';

/** Something delivered that the ledger could not take, set apart so that the rest could go on. */
export interface PoisonRecord {
  readonly bus: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string;
  readonly entity: string;
  readonly reason: string;
}

/** What is kept of one: where it stood, what it says, and why it was set apart. */
export interface NewPoison extends Lane {
  readonly offset: number;
  /** JSON, as jsonb can hold it. */
  readonly content: string;
  /** SQLSTATE, or a code of the product's own. */
  readonly code: string;
  readonly reason: string;
}

/** Keeps a poison record inside the transaction that passes it over; kept once, however often it is delivered. */
export async function keepPoison(
  transaction: Transaction,
  bus: string,
  { topic, partition, offset, content, code, reason }: NewPoison,
  signal: AbortSignal,
): Promise<void> {
  await transaction.query(
    `insert into corridas.veneno (bus, topico, particion, posicion, sobre, sqlstate, motivo)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [bus, topic, partition, offset, content, code, reason],
    signal,
  );
}

/** JSON of the envelope; where jsonb could not hold what it says (a NUL, half a surrogate pair), that JSON as one text. */
export function storable(envelope: Envelope): string {
  const json = JSON.stringify(envelope);
  return /\\u(?:0000|d[89a-f])/.test(json) ? JSON.stringify(json) : json;
}

/** Poison records still waiting, oldest first. */
export async function poisonRecords(database: Database, signal: AbortSignal): Promise<readonly PoisonRecord[]> {
  return database.query<PoisonRecord & Record<string, unknown>>(
    `select bus, topico as topic, particion as "partition", posicion as "offset", coalesce(sobre ->> 'key', '?') as key,
            coalesce(sobre ->> 'entity', '?') as entity, motivo as reason
       from corridas.veneno where aplicado_en is null order by bus, topico, particion, posicion`,
    [],
    signal,
  );
}

/** Applies waiting poison records again, each under the edition guard: a later state of its key still stands. Returns how many went in. */
export async function retryPoison(
  database: Database,
  entities: readonly CanonicalEntity[],
  signal: AbortSignal,
): Promise<number> {
  let applied = 0;
  for (const record of await poisonRecords(database, signal)) {
    const entity = entities.find((candidate) => candidate.name === record.entity);
    if (entity && (await applyOne(database, entity, record, signal))) applied += 1;
  }
  return applied;
}

async function applyOne(
  database: Database,
  entity: CanonicalEntity,
  { bus, topic, partition, offset }: PoisonRecord,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    return await database.transaction(async (transaction) => {
      const [row] = await transaction.query<{ sobre: Envelope }>(
        `update corridas.veneno set aplicado_en = clock_timestamp()
          where bus = $1 and topico = $2 and particion = $3 and posicion = $4 and aplicado_en is null returning sobre`,
        [bus, topic, partition, offset],
        signal,
      );
      if (row) await applyEnvelopes(transaction, entity, [row.sobre], false, signal);
      return row !== undefined;
    }, signal);
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}
