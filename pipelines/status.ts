import type { Database } from './database/database.ts';

/** How fresh one stream is, and what a person should look at. Times are Bogotá's, `YYYY-MM-DD HH:MM`. */
export interface StreamStatus {
  readonly origin: string;
  readonly run: number | null;
  readonly state: string | null;
  readonly endedAt: string | null;
  readonly readWholeAt: string | null;
  readonly records: number;
  readonly quarantined: number;
  /** When the oldest of them was read. */
  readonly quarantinedSince: string | null;
  /** What they are worth, pesos per money field, as far as it could be read. */
  readonly quarantinedAmounts: Readonly<Record<string, string>>;
  /** What the last run failed with. */
  readonly error: { readonly code: string; readonly message: string } | null;
  /** When the first run began of those that have ended otherwise than well since the last that ended well. */
  readonly failingSince: string | null;
  readonly deletesSuspendedSince: string | null;
  /** Whatever else is amiss, and what to do. */
  readonly attention: readonly string[];
}

interface StatusRow {
  readonly origen: string;
  readonly id: number | null;
  readonly numero: number | null;
  readonly estado: string | null;
  readonly terminada: string | null;
  readonly entero: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
  readonly fallando: string | null;
  readonly futuro: boolean;
  readonly cuarentena: number;
  readonly cuarentena_desde: string | null;
  readonly montos: Readonly<Record<string, string>> | null;
  readonly veneno: number;
  readonly suspendido: string | null;
}

const LOCAL = (column: string): string => `to_char(${column} at time zone 'America/Bogota', 'YYYY-MM-DD HH24:MI')`;

/** Of the runs, those that read to capture. */
const READING = `c.modo not in ('reintento', 'verificación')`;

export async function streamStatus(
  database: Database,
  origins: readonly string[],
  signal: AbortSignal,
): Promise<readonly StreamStatus[]> {
  const rows = await database.query<StatusRow>(
    `select asked.origen, flujo.id, corrida.numero, corrida.estado, ${LOCAL('corrida.terminada_en')} as terminada,
            ${LOCAL('flujo.leido_entero_en')} as entero, nullif(corrida.informe -> 'error', 'null') as error,
            coalesce(greatest(corrida.terminada_en, flujo.leido_entero_en) > clock_timestamp() + interval '1 hour', false) as futuro,
            (select ${LOCAL('min(c.iniciada_en)')} from corridas.corrida c
              where c.origen = asked.origen and ${READING} and c.estado in ('falló', 'interrumpida')
                and c.numero > coalesce((select max(c.numero) from corridas.corrida c
                                          where c.origen = asked.origen and ${READING} and c.estado = 'bien'), 0)) as fallando,
            abiertas.cuarentena, abiertas.desde as cuarentena_desde,
            (select jsonb_object_agg(campo, total) from (
               select monto.key as campo, sum(monto.value::numeric)::text as total
                 from corridas.cuarentena c cross join jsonb_each_text(c.montos) as monto
                where c.flujo = flujo.id and c.estado = 'abierta' and monto.value ~ '^-?[0-9]+[.][0-9]{2}$'
                group by monto.key) as por_campo) as montos,
            (select count(*) from corridas.veneno v where v.aplicado_en is null
                and concat_ws('/', v.sobre #>> '{origin,source}', v.sobre #>> '{origin,stream}') = asked.origen) as veneno,
            (select ${LOCAL('min(a.suspendido_desde)')} from corridas.ambito a where a.flujo = flujo.id) as suspendido
       from unnest($1::text[]) with ordinality as asked (origen, orden)
       left join corridas.flujo on flujo.origen = asked.origen
       left join lateral (select * from corridas.corrida c where c.origen = asked.origen and ${READING}
                          order by numero desc limit 1) corrida on true
       cross join lateral (select count(*) as cuarentena, ${LOCAL('min(c.leida_en)')} as desde
                             from corridas.cuarentena c where c.flujo = flujo.id and c.estado = 'abierta') abiertas
      order by asked.orden`,
    [origins],
    signal,
  );
  const statuses: StreamStatus[] = [];
  for (const row of rows) statuses.push(await statusOf(database, row, signal));
  return statuses;
}

async function statusOf(database: Database, row: StatusRow, signal: AbortSignal): Promise<StreamStatus> {
  const [known] =
    row.id === null
      ? []
      : await database.query<{ total: number }>(
          `select count(*) as total from corridas.conocido_${String(row.id)} where huella is not null`,
          [],
          signal,
        );
  const attention: string[] = [];
  if (row.estado === 'interrumpida')
    attention.push(`la última corrida se interrumpió; lo confirmado quedó. Repita: libro sync ${row.origen}`);
  if (row.estado === 'en curso') attention.push('la última corrida no ha terminado');
  if (row.futuro)
    attention.push('la última lectura tiene fecha posterior a la de ahora: revise el reloj de esta máquina');
  if (row.veneno > 0)
    attention.push(`registros ya leídos que la base no admitió: ${String(row.veneno)} (libro quarantine list)`);
  return {
    origin: row.origen,
    run: row.numero,
    state: row.estado,
    endedAt: row.terminada,
    readWholeAt: row.entero,
    records: known?.total ?? 0,
    quarantined: row.cuarentena,
    quarantinedSince: row.cuarentena_desde,
    quarantinedAmounts: row.montos ?? {},
    error: row.error && { code: row.error.code, message: row.error.message },
    failingSince: row.fallando,
    deletesSuspendedSince: row.suspendido,
    attention,
  };
}
