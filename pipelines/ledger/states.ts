import { fieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity, CanonicalValue, FieldDescription } from '../../schemas/entity.ts';
import type { ScalarName } from '../../schemas/scalars/scalar.ts';
import type { Envelope, Observation, RecordKey } from '../../schemas/envelope.ts';
import type { Database } from '../database/database.ts';
import { quoted } from './tables.ts';

/**
 * Every state that the ledger and its history hold of an entity, as the envelopes that they came in, deletes included, in
 * the order of their editions; one snapshot. `use` is handed page after page.
 */
export async function everyState(
  database: Database,
  entity: CanonicalEntity,
  use: (envelopes: readonly Envelope[]) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const keyFields = await keyFieldsByOrigin(database, signal);
  const fields = fieldsOf(entity);
  await database.readText(
    statesQuery(entity, fields),
    async ({ rows }) => {
      for await (const page of rows) await use(page.map((row) => envelopeOf(entity, fields, keyFields, row)));
    },
    signal,
  );
}

/** What the query gives before the fields. */
const PROVENANCE: Readonly<Record<string, string>> = {
  origin: '_origen',
  key: '_clave',
  turn: '_turno',
  ordinal: '_ordinal',
  run: '_corrida',
  scope: '_ambito',
  digest: '_huella',
  readAt: moment('_leido_en'),
  deleted: '_eliminado_en is not null',
  observations: '_observaciones',
};
const NAMES = Object.keys(PROVENANCE);

function statesQuery(entity: CanonicalEntity, fields: readonly FieldDescription[]): string {
  const columns = [
    ...Object.values(PROVENANCE),
    ...fields.map(({ name, scalar }) => (scalar === 'instante' ? moment(quoted(name)) : quoted(name))),
  ];
  const select = (schema: string): string => `select ${columns.join(', ')} from ${schema}.${entity.name}`;
  return `${select('libro')} union all ${select('historia')} order by 3, 4, 1, 2`;
}

/** A timestamp as envelopes carry it: RFC 3339, UTC, milliseconds. */
function moment(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** Names of each origin's key fields, in the stream's order. */
async function keyFieldsByOrigin(
  database: Database,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await database.query<{ origen: string; campos: readonly string[] }>(
    'select origen, to_jsonb(campos_clave) as campos from corridas.flujo where campos_clave is not null',
    [],
    signal,
  );
  return new Map(rows.map(({ origen, campos }) => [origen, campos]));
}

function envelopeOf(
  entity: CanonicalEntity,
  fields: readonly FieldDescription[],
  keyFields: ReadonlyMap<string, readonly string[]>,
  row: readonly (string | null)[],
): Envelope {
  const text = (name: string): string => row[NAMES.indexOf(name)] ?? '';
  const origin = text('origin');
  const [source = '', stream = ''] = origin.split('/');
  const key = JSON.parse(text('key')) as RecordKey;
  const captured = {
    entity: entity.name,
    version: entity.version,
    origin: { source, stream },
    key,
    edition: { turn: Number(text('turn')), ordinal: Number(text('ordinal')) },
    run: Number(text('run')),
    readAt: text('readAt'),
    scope: text('scope'),
  };
  if (text('deleted') === 't') {
    const names = keyFields.get(origin) ?? entity.key;
    const record = Object.fromEntries(names.map((name, place) => [name, key[place] ?? null]));
    return { ...captured, operation: 'delete', record };
  }
  const values = fields.map((field, place) => [field.name, valueOf(field, row[NAMES.length + place] ?? null)] as const);
  const observed = text('observations');
  const observations = observed === '' ? [] : (JSON.parse(observed) as readonly Observation[]);
  return {
    ...captured,
    operation: 'upsert',
    record: Object.fromEntries(values),
    observations,
    digest: text('digest'),
  };
}

const COUNTS: ReadonlySet<ScalarName> = new Set(['entero', 'periodo', 'vigencia']);

/** PostgreSQL's own text of a column as the canonical value that was written to it. */
function valueOf({ scalar }: FieldDescription, text: string | null): CanonicalValue {
  if (text === null) return null;
  if (scalar === 'bandera') return text === 't';
  return COUNTS.has(scalar) ? Number(text) : text;
}
