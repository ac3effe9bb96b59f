import type { Queryable, Transaction } from '../database/database.ts';

/** Makes the topics exist; those that do keep their counters. */
export async function createTopics(
  queryable: Queryable,
  topics: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  await queryable.query(
    'insert into log.topico (topico) select unnest($1::text[]) on conflict do nothing',
    [topics],
    signal,
  );
}

/**
 * Appends a segment inside the committing transaction. Its offsets come from the topic's counter row, which stays locked
 * until the commit: writers of one topic are serialised, and no reader can pass an offset that commits late.
 */
export async function appendSegment(
  transaction: Transaction,
  topic: string,
  content: Uint8Array,
  count: number,
  signal: AbortSignal,
): Promise<void> {
  const appended = await transaction.query(
    `with contador as (
       update log.topico set siguiente = siguiente + $2 where topico = $1 returning siguiente - $2 as primero)
     insert into log.segmento (topico, primer_offset, cuantos, contenido)
     select $1, primero, $2, $3 from contador returning primer_offset`,
    [topic, count, content],
    signal,
  );
  // Without its counter row the insert finds nothing to do, and what the batch captured would be lost.
  if (appended.length === 0) throw new TypeError(`The topic ${topic} does not exist; migrating makes it.`);
}
