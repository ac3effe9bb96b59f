import { fieldsOf } from '../schemas/entity.ts';
import type { CanonicalEntity } from '../schemas/entity.ts';
import type { Database } from './database/database.ts';
import { quoted } from './ledger/tables.ts';

/** One state of a record, newest first in a history. Values are PostgreSQL's own text. */
export interface RecordState {
  readonly origin: string;
  readonly key: string;
  readonly state: 'vigente' | 'eliminado' | 'anterior';
  readonly turn: string;
  readonly ordinal: string;
  readonly run: string;
  readonly readAt: string;
  readonly scope: string;
  /** Names of the files that gave it; null for what is read from a database, or where the run is not known any more. */
  readonly files: string | null;
  readonly digest: string | null;
  readonly observations: string | null;
  readonly values: Readonly<Record<string, string | null>>;
}

/** Of the scope's files, those that the state's run applied. */
const FILES = `(
  select string_agg(archivo.nombre, ', ' order by archivo.orden)
    from corridas.archivo
    join corridas.flujo on flujo.id = archivo.flujo
    join corridas.corrida on corrida.numero = _corrida and corrida.origen = _origen
   where flujo.origen = _origen and archivo.ambito = _ambito
     and corrida.informe -> 'files' -> 'applied' ? archivo.nombre)`;

/**
 * Every state of the records of an entity whose key, or any part of it, is the text: the last one and those it superseded,
 * with where each came from.
 */
export async function recordHistory(
  database: Database,
  entity: CanonicalEntity,
  key: string,
  signal: AbortSignal,
): Promise<readonly RecordState[]> {
  const fields = fieldsOf(entity).map(({ name }) => name);
  const list = fields.map((name) => `${quoted(name)}::text as ${quoted(name)}`).join(', ');
  const states = (table: string, state: string): string =>
    `select ${state} as _estado, _origen, _clave, _turno::text as _turno, _ordinal::text as _ordinal, _corrida::text as _corrida,
            to_char(_leido_en at time zone 'America/Bogota', 'YYYY-MM-DD HH24:MI:SS') as _leido_en, _ambito, _huella,
            _observaciones::text as _observaciones, ${FILES} as _archivos, _turno as t, _ordinal as o, ${list}
       from ${table}.${entity.name}
      where _clave = $1 or exists (select from jsonb_array_elements_text(_clave::jsonb) as parte where parte = $1)`;
  const rows = await database.query<Record<string, string | null>>(
    `select * from (
       ${states('libro', `case when _eliminado_en is null then 'vigente' else 'eliminado' end`)}
       union all
       ${states('historia', `case when _eliminado_en is null then 'anterior' else 'eliminado' end`)}) as estados
      order by _origen, _clave, t desc, o desc limit 200`,
    [key],
    signal,
  );
  return rows.map((row) => stateOf(row, fields));
}

function stateOf(row: Readonly<Record<string, string | null>>, fields: readonly string[]): RecordState {
  const text = (name: string): string => row[name] ?? '';
  return {
    origin: text('_origen'),
    key: text('_clave'),
    state: text('_estado') as RecordState['state'],
    turn: text('_turno'),
    ordinal: text('_ordinal'),
    run: text('_corrida'),
    readAt: text('_leido_en'),
    scope: text('_ambito'),
    files: row['_archivos'] ?? null,
    digest: row['_huella'] ?? null,
    observations: row['_observaciones'] ?? null,
    values: Object.fromEntries(fields.map((name) => [name, row[name] ?? null])),
  };
}
