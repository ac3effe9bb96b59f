import type { Database } from './database/database.ts';
import type { StoredRow } from './capture/stored-row.ts';

/** A row in quarantine as a person meets it. */
export interface QuarantinedRow {
  readonly id: number;
  readonly origin: string;
  readonly state: 'abierta' | 'descartada' | 'cerrada';
  readonly key: string | null;
  readonly column: string;
  readonly value: string | null;
  readonly expected: string;
  readonly code: string;
  readonly run: number;
  readonly readAt: string;
  readonly scope: string;
  readonly amounts: Readonly<Record<string, string | null>>;
  readonly closing: string | null;
}

export interface QuarantineAsked {
  readonly id: number | null;
  readonly origin: string | null;
  readonly closedToo: boolean;
  readonly limit: number;
}

const DESK = `c.id, f.origen as origin, c.estado as state, c.clave as key, c.columna as "column", c.valor as value,
  c.se_espera as expected, c.codigo as code, c.corrida as run, a.ambito as scope, c.montos as amounts, c.cierre as closing,
  to_char(c.leida_en at time zone 'America/Bogota', 'YYYY-MM-DD HH24:MI') as "readAt"`;

/** Rows in quarantine, newest first. */
export async function quarantinedRows(
  database: Database,
  asked: QuarantineAsked,
  signal: AbortSignal,
): Promise<readonly QuarantinedRow[]> {
  return database.query<QuarantinedRow>(
    `select ${DESK} from corridas.cuarentena c join corridas.flujo f on f.id = c.flujo join corridas.ambito a on a.id = c.ambito
      where ($1::int is null or c.id = $1) and ($2::text is null or f.origen = $2 or split_part(f.origen, '/', 1) = $2)
        and ($3::boolean or c.estado <> 'cerrada')
      order by c.id desc limit $4`,
    [asked.id, asked.origin, asked.closedToo || asked.id !== null, asked.limit],
    signal,
  );
}

/** The raw row as the source gave it. */
export async function quarantinedCells(database: Database, id: number, signal: AbortSignal): Promise<StoredRow | null> {
  const [row] = await database.query<{ fila: StoredRow }>(
    'select fila from corridas.cuarentena where id = $1',
    [id],
    signal,
  );
  return row?.fila ?? null;
}

/** Marks open rejections as seen by a person: they stay out of the ledger and no longer hold back the deletes. Returns how many. */
export async function discardRejections(
  database: Database,
  ids: readonly number[],
  signal: AbortSignal,
): Promise<number> {
  const rows = await database.query(
    `update corridas.cuarentena set estado = 'descartada', cierre = 'descartada por una persona'
      where id = any($1) and estado = 'abierta' returning id`,
    [ids],
    signal,
  );
  return rows.length;
}
