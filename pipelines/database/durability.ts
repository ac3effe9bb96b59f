import type { Queryable } from './database.ts';

/** Without one of them a commit may not survive a power cut (PostgreSQL, "Write Ahead Log" settings). */
export const DURABILITY = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** Which of them are off for this connection. */
export async function settingsOff(database: Queryable, signal: AbortSignal): Promise<readonly string[]> {
  const rows = await database.query<{ name: string }>(
    `SELECT name FROM pg_settings WHERE name = ANY($1::text[]) AND setting = 'off' ORDER BY name`,
    [DURABILITY],
    signal,
  );
  return rows.map((row) => row.name);
}
