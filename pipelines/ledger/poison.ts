import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import type { Database } from '../database/database.ts';
import { applyEnvelopes, isRefusal } from './apply.ts';

/** A captured record that the ledger's own types refused, set apart so that the rest could go on. */
export interface PoisonRecord {
  readonly topic: string;
  readonly offset: number;
  readonly key: string;
  readonly entity: string;
  readonly reason: string;
}

/** Poison records still waiting, oldest first. */
export async function poisonRecords(database: Database, signal: AbortSignal): Promise<readonly PoisonRecord[]> {
  return database.query<PoisonRecord & Record<string, unknown>>(
    `select topico as topic, posicion as "offset", coalesce(sobre ->> 'key', '?') as key,
            coalesce(sobre ->> 'entity', '?') as entity, motivo as reason
       from corridas.veneno where aplicado_en is null order by topico, posicion`,
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
  for (const { topic, offset, entity: name } of await poisonRecords(database, signal)) {
    const entity = entities.find((candidate) => candidate.name === name);
    if (entity && (await applyOne(database, entity, topic, offset, signal))) applied += 1;
  }
  return applied;
}

async function applyOne(
  database: Database,
  entity: CanonicalEntity,
  topic: string,
  offset: number,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await database.transaction(async (transaction) => {
      const [row] = await transaction.query<{ sobre: Envelope }>(
        `update corridas.veneno set aplicado_en = clock_timestamp()
          where topico = $1 and posicion = $2 and aplicado_en is null returning sobre`,
        [topic, offset],
        signal,
      );
      if (row) await applyEnvelopes(transaction, entity, [row.sobre], false, signal);
    }, signal);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}
