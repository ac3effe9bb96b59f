import { moneyFieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { Origin } from '../../schemas/envelope.ts';
import type { TallyReport } from '../capture/balance.ts';
import type { Database } from '../database/database.ts';
import { quoted } from '../ledger/tables.ts';
import { net } from './scope-sums.ts';

/** The records of a stream that are alive in the ledger. */
export interface LedgerSums {
  readonly byScope: ReadonlyMap<string, TallyReport>;
  /** Those in scopes of the stream that the reading does not cover. */
  readonly apart: TallyReport;
}

/** Every scope that the stream ever had, by its number. */
export async function scopeTexts(
  database: Database,
  origin: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const rows = await database.query<{ id: number; ambito: string }>(
    'select a.id, a.ambito from corridas.ambito a join corridas.flujo f on f.id = a.flujo where f.origen = $1',
    [origin],
    signal,
  );
  return new Map(rows.map(({ id, ambito }) => [id, ambito]));
}

/** Rows and pesos of the ledger by scope; `read` says which scopes the reading covers, null that it covers all. */
export async function ledgerSums(
  database: Database,
  entity: CanonicalEntity,
  origin: string,
  read: readonly string[] | null,
  signal: AbortSignal,
): Promise<LedgerSums> {
  const money = moneyFieldsOf(entity);
  const sums = money.map((name) => `coalesce(sum(${quoted(name)}), 0)::numeric(30,2)::text as ${quoted(name)}`);
  const rows = await database.query<Record<string, string | number>>(
    `select ${['_ambito', 'count(*)::int as _filas', ...sums].join(', ')} from libro.${entity.name}
      where _origen = $1 and _eliminado_en is null group by _ambito`,
    [origin],
    signal,
  );
  const covered = new Set(read);
  // Only what is a scope of the stream can be out of reach: a record in one that nobody knows counts against the source.
  const known = [...(await scopeTexts(database, origin, signal)).values()];
  const beyond = new Set(read === null ? [] : known.filter((scope) => !covered.has(scope)));
  const byScope = new Map(
    rows.map((row) => {
      const amounts = money.map((name) => [name, { total: String(row[name]), unreadable: 0 }] as const);
      return [String(row['_ambito']), { rows: Number(row['_filas']), amounts: Object.fromEntries(amounts) }] as const;
    }),
  );
  return {
    byScope: new Map([...byScope].filter(([scope]) => !beyond.has(scope))),
    apart: net([...byScope].flatMap(([scope, sum]) => (beyond.has(scope) ? [sum] : []))),
  };
}

/** Records of the stream that the ledger's own types refused and that wait to be tried again. */
export async function poisonedCount(
  database: Database,
  { source, stream }: Origin,
  signal: AbortSignal,
): Promise<number> {
  const [row] = await database.query<{ total: number }>(
    `select count(*) as total from corridas.veneno
      where aplicado_en is null and sobre #>> '{origin,source}' = $1 and sobre #>> '{origin,stream}' = $2`,
    [source, stream],
    signal,
  );
  return row?.total ?? 0;
}
