import type { ErrorCode } from '../schemas/errors.ts';
import type { Database } from './database/database.ts';

/** What the ledger remembers of a stream's runs. Moments are milliseconds of the clock that the runs were given. */
export interface PastRuns {
  readonly origin: string;
  /** When the last whole read that ended well began, and the last run of any kind that did. */
  readonly wholeAt: number | null;
  readonly goodAt: number | null;
  /** Null while another process is at it. */
  readonly last: PastRun | null;
  /** Failures since the last run that ended well, and when the first of them began. */
  readonly failures: number;
  readonly failingSince: number | null;
  /** Where an incremental reading has got to, and what a poll saw before the last reading. */
  readonly position: string | null;
  readonly mark: string | null;
}

export interface PastRun {
  readonly number: number;
  readonly startedAt: number;
  readonly endedAt: number;
  /** `interrumpida`: its process died. */
  readonly error: ErrorCode | 'interrumpida' | null;
  readonly wholeMs: number;
}

interface Row {
  readonly origen: string;
  readonly entera: number | null;
  readonly buena: number | null;
  readonly numero: number | null;
  readonly turno: number | null;
  readonly modo: string | null;
  readonly estado: string | null;
  readonly codigo: ErrorCode | null;
  readonly milisegundos: number | null;
  readonly fallas: number;
  readonly falla_desde: number | null;
  readonly sigue: boolean | null;
  readonly posicion: string | null;
  readonly marca: string | null;
}

/** Modes of the runs that read the stream. */
const READS = `'completa', 'ventana', 'novedades'`;

/** A run's turn is the clock when it began, so that the database's own clock has no say in what is due. */
export async function pastRuns(
  database: Database,
  origins: readonly string[],
  signal: AbortSignal,
): Promise<readonly PastRuns[]> {
  // Where one process is connected at a time, a run that has not ended belongs to a dead one.
  const alive = database.capabilities.shared
    ? `flujo.vence > clock_timestamp() and exists (
         select from pg_stat_activity where datname = current_database() and application_name = flujo.titular)`
    : 'false';
  const rows = await database.query<Row>(
    `select asked.origen, flujo.posicion, flujo.marca, entera.turno as entera, buena.turno as buena,
            ultima.numero, ultima.turno, ultima.modo, ultima.estado,
            ultima.informe #>> '{error,code}' as codigo, (ultima.informe ->> 'milliseconds')::bigint as milisegundos,
            mala.fallas::int, mala.falla_desde,
            ultima.estado = 'en curso' and ${alive} as sigue
       from unnest($1::text[]) with ordinality as asked (origen, orden)
       left join corridas.flujo on flujo.origen = asked.origen
       left join lateral (select c.turno from corridas.corrida c
                           where c.origen = asked.origen and c.estado = 'bien' and c.modo = 'completa'
                           order by c.numero desc limit 1) entera on true
       left join lateral (select c.numero, c.turno from corridas.corrida c
                           where c.origen = asked.origen and c.modo in (${READS}) and c.estado = 'bien'
                           order by c.numero desc limit 1) buena on true
       left join lateral (select * from corridas.corrida c where c.origen = asked.origen and c.modo in (${READS})
                           order by c.numero desc limit 1) ultima on true
       left join lateral (select count(*) as fallas, min(c.turno) as falla_desde from corridas.corrida c
                           where c.origen = asked.origen and c.modo in (${READS})
                             and c.numero > coalesce(buena.numero, 0)) mala on true
      order by asked.orden`,
    [origins],
    signal,
  );
  return rows.map(pastOf);
}

function pastOf(row: Row): PastRuns {
  const { origen: origin, entera: wholeAt, buena: goodAt, fallas: failures, falla_desde: failingSince } = row;
  return {
    origin,
    wholeAt,
    goodAt,
    last: lastOf(row),
    failures,
    failingSince,
    position: row.posicion,
    mark: row.marca,
  };
}

function lastOf({ numero, turno, modo, estado, codigo, milisegundos, sigue }: Row): PastRun | null {
  if (numero === null || turno === null || sigue === true) return null;
  const took = milisegundos ?? 0;
  const error = estado === 'bien' ? null : estado === 'falló' ? (codigo ?? 'UNEXPECTED') : 'interrumpida';
  return { number: numero, startedAt: turno, endedAt: turno + took, error, wholeMs: modo === 'novedades' ? 0 : took };
}

/** Keeps what a poll saw before a reading that ended well began. */
export async function keepMark(database: Database, origin: string, mark: string, signal: AbortSignal): Promise<void> {
  await database.query('update corridas.flujo set marca = $2 where origen = $1', [origin, mark], signal);
}
