import { LOG } from './positions.ts';
import type { Database } from '../database/database.ts';

export interface TrimTask {
  /** Segments younger than this stay, whoever has read them. */
  readonly retentionDays: number;
  /** A subscriber that has not moved for so long is waited for no more; loader and relay always are. */
  readonly idleDays: number;
  /** Groups that are always waited for. */
  readonly permanent: readonly string[];
}

export interface Trimmed {
  readonly segments: number;
  readonly bytes: number;
  /** Subscribers that were given up. */
  readonly expired: readonly string[];
}

/**
 * Drops the segments that every subscriber of the log has passed and whose retention is over. Who comes later than that
 * gets POSITION_TRIMMED.
 */
export async function trimLog(
  database: Database,
  { retentionDays, idleDays, permanent }: TrimTask,
  signal: AbortSignal,
): Promise<Trimmed> {
  return database.transaction(async (transaction) => {
    const expired = await transaction.query<{ grupo: string }>(
      `delete from corridas.posicion
        where bus = $1 and grupo <> all($2) and movida_en < clock_timestamp() - make_interval(days => $3)
       returning grupo`,
      [LOG, permanent, idleDays],
      signal,
    );
    const [dropped] = await transaction.query<{ segmentos: number; octetos: number }>(
      `with pasado as (
         select topico,
                least((select min(coalesce(siguiente, 0)) from unnest($2::text[]) as fijo (grupo)
                         left join corridas.posicion p on p.bus = $1 and p.grupo = fijo.grupo and p.topico = topico.topico),
                      (select min(siguiente) from corridas.posicion p where p.bus = $1 and p.topico = topico.topico)) as hasta
           from log.topico),
       soltado as (
         delete from log.segmento using pasado
          where segmento.topico = pasado.topico and primer_offset + cuantos <= pasado.hasta
            and confirmado_en < clock_timestamp() - make_interval(days => $3)
         returning octet_length(contenido) as octetos)
       select count(*)::int as segmentos, coalesce(sum(octetos), 0)::bigint as octetos from soltado`,
      [LOG, permanent, retentionDays],
      signal,
    );
    return {
      segments: dropped?.segmentos ?? 0,
      bytes: dropped?.octetos ?? 0,
      expired: [...new Set(expired.map(({ grupo }) => grupo))],
    };
  }, signal);
}
