import type { RunMode } from './capture/lease.ts';
import type { RunReport } from './capture/report.ts';
import type { Database } from './database/database.ts';

/** A run as it is remembered; its report is missing while it goes on, and when its process died. */
export interface RunRow {
  readonly number: number;
  readonly origin: string;
  readonly startedAt: string;
  readonly mode: RunMode;
  readonly state: string;
  readonly report: RunReport | null;
}

export interface RunsAsked {
  readonly number: number | null;
  readonly origin: string | null;
  readonly limit: number;
}

/** The last runs, newest first; times are Bogotá's. */
export async function lastRuns(database: Database, asked: RunsAsked, signal: AbortSignal): Promise<readonly RunRow[]> {
  return database.query<RunRow>(
    `select numero as "number", origen as "origin", modo as "mode", estado as "state", informe as "report",
            to_char(iniciada_en at time zone 'America/Bogota', 'YYYY-MM-DD HH24:MI:SS') as "startedAt"
       from corridas.corrida
      where ($1::int is null or numero = $1) and ($2::text is null or origen = $2 or split_part(origen, '/', 1) = $2)
      order by numero desc limit $3`,
    [asked.number, asked.origin, asked.limit],
    signal,
  );
}
