import type { Queryable } from '../database/database.ts';

/** Tells this log from a copy of it that went on elsewhere; a log that was put back gets another one. */
export async function incarnationOf(queryable: Queryable, signal: AbortSignal): Promise<string> {
  const [row] = await queryable.query<{ id: string }>('select id from log.encarnacion', [], signal);
  if (!row) throw new TypeError('the log has no incarnation; migrating makes it');
  return row.id;
}
