import { moneyFieldsOf } from '../schemas/entity.ts';
import type { CanonicalEntity } from '../schemas/entity.ts';
import type { Database } from './database/database.ts';
import { quoted } from './ledger/tables.ts';
import { LOADER } from './ledger/loader.ts';
import { LOG } from './log/positions.ts';

/** Rows and pesos, exact text by field. */
export interface Amounts {
  readonly rows: number;
  readonly pesos: Readonly<Record<string, string>>;
}

/** What stands in quarantine, and since when: milliseconds of its oldest row's reading. */
export interface Quarantined extends Amounts {
  readonly since: number;
}

/** Rows of each stream that stand in quarantine, with the amounts that could be read. */
export async function quarantined(database: Database, signal: AbortSignal): Promise<ReadonlyMap<string, Quarantined>> {
  const rows = await database.query<QuarantinedRow>(
    `with abierta as (select f.origen, c.id, c.montos, c.leida_en from corridas.cuarentena c join corridas.flujo f on f.id = c.flujo
                       where c.estado = 'abierta'),
          suma as (select origen, campo, sum(valor::numeric)::numeric(30,2)::text as pesos
                     from abierta, jsonb_each_text(montos) as monto (campo, valor)
                    where valor ~ '^-?[0-9]+([.][0-9]+)?$' group by origen, campo)
     select origen, count(*)::int as filas, floor(extract(epoch from min(leida_en)) * 1000)::bigint as desde,
            (select jsonb_object_agg(campo, pesos) from suma s where s.origen = abierta.origen) as montos
       from abierta group by origen`,
    [],
    signal,
  );
  return new Map(
    rows.map(({ origen, filas, desde, montos }) => [origen, { rows: filas, pesos: montos ?? {}, since: desde }]),
  );
}

interface QuarantinedRow {
  readonly origen: string;
  readonly filas: number;
  readonly desde: number;
  readonly montos: Readonly<Record<string, string>> | null;
}

/** Of each topic, how many records were captured that the ledger is not known to have applied. */
export async function loaderLag(database: Database, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ topico: string; faltan: number }>(
    `select topico, greatest(0, siguiente - coalesce((select sum(p.siguiente) from corridas.posicion p
               where p.bus = $1 and p.grupo = $2 and p.topico = t.topico), 0))::bigint as faltan
       from log.topico t`,
    [LOG, LOADER],
    signal,
  );
  return new Map(rows.map(({ topico, faltan }) => [topico, faltan]));
}

/** What the ledger has of a stream: records alive and their amounts. */
export async function ledgerAmounts(
  database: Database,
  entity: CanonicalEntity,
  origin: string,
  signal: AbortSignal,
): Promise<Amounts> {
  const money = moneyFieldsOf(entity);
  const sums = money.map((name) => `coalesce(sum(${quoted(name)}), 0)::numeric(30,2)::text as ${quoted(name)}`);
  const [row] = await database.query<Record<string, string | number>>(
    `select ${['count(*)::int as _filas', ...sums].join(', ')} from libro.${entity.name}
      where _origen = $1 and _eliminado_en is null`,
    [origin],
    signal,
  );
  const pesos = money.map((name) => [name, String(row?.[name] ?? '0.00')] as const);
  return { rows: Number(row?.['_filas'] ?? 0), pesos: Object.fromEntries(pesos) };
}
