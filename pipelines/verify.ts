import { moneyFieldsOf } from '../schemas/entity.ts';
import type { CanonicalEntity } from '../schemas/entity.ts';
import { IntegrationError } from '../schemas/errors.ts';
import { centavosDe, dineroDe } from '../schemas/scalars/dinero.ts';
import type { TallyReport } from './capture/balance.ts';
import type { RunReport } from './capture/report.ts';
import { runStream } from './capture/run.ts';
import type { RunTask } from './capture/run-task.ts';
import type { Database } from './database/database.ts';
import { quoted } from './ledger/tables.ts';

/** Rows and, per money field, pesos as exact text. */
export interface Sum {
  readonly rows: number;
  readonly amounts: Readonly<Record<string, string>>;
}

/** A stream held against its source: what each side has, and what is left over. */
export interface VerifyReport {
  readonly origin: string;
  readonly entity: string;
  /** Records that the source forms today. */
  readonly source: Sum;
  /** Of them, those in quarantine. */
  readonly quarantined: Sum;
  /** Records alive in the ledger, in the scopes that the source can still be read in. */
  readonly ledger: Sum;
  /** Records alive in the others: files gone from the folder, earlier cuts, places that are read no more. */
  readonly apart: Sum;
  /** Of them, those whose row is rejected now: the last good state. */
  readonly stale: Sum;
  /** Of them, those that the source no longer has and a next reading, or a suspended one, would delete. */
  readonly leaving: Sum;
  /** Records that a whole reading would publish now, as they would be and as the ledger has them. */
  readonly pending: { readonly after: Sum; readonly before: Sum };
  /** Zero in rows and pesos when all is right. */
  readonly difference: Sum;
  readonly ok: boolean;
  readonly error: RunReport['error'];
}

const TRIES = 3;

/**
 * Reads the source whole, writing nothing, and holds it against the ledger:
 * `source - quarantined - pending after = ledger - stale - leaving - pending before`. Tried again while the source moves.
 */
export async function verifyStream(task: RunTask): Promise<VerifyReport> {
  for (let attempt = 1; ; attempt += 1) {
    const report = await verifyOnce(task);
    if (report.ok || report.error !== null || attempt === TRIES) return report;
  }
}

async function verifyOnce(task: RunTask): Promise<VerifyReport> {
  const { entity } = task.stream;
  const origin = `${task.source}/${task.stream.id}`;
  const run = await runStream({ ...task, full: true, dryRun: true, reread: true });
  const ledger = await ledgerSums(task.database, entity, origin, run.error ? null : run.scopes, task.signal);
  const [, records] = run.equations;
  const side = (name: string): Sum => sumOf(records?.right[name]);
  const source = sumOf(records?.left);
  const pending = { after: side('publicados'), before: sumOf(run.replaced) };
  const stale = sumOf(run.stale);
  const leaving = sumOf(run.vanished);
  const quarantined = side('rechazados');
  const left = minus(minus(source, quarantined), pending.after);
  const right = minus(minus(minus(ledger.alive, stale), leaving), pending.before);
  const difference = minus(left, right);
  const ok = difference.rows === 0 && Object.values(difference.amounts).every((amount) => amount === '0.00');
  return {
    origin,
    entity: entity.name,
    source,
    quarantined,
    ledger: ledger.alive,
    apart: ledger.apart,
    stale,
    leaving,
    pending,
    difference,
    ok: ok && run.error === null,
    error: run.error ?? (ok ? null : wrong(origin)),
  };
}

function wrong(origin: string): RunReport['error'] {
  const { code, message } = new IntegrationError(
    'RUN_UNBALANCED',
    `El libro no dice lo mismo que ${origin}, o la fuente se mueve. Repita con la fuente quieta; si persiste, avise a soporte.`,
  );
  return { code, message };
}

async function ledgerSums(
  database: Database,
  entity: CanonicalEntity,
  origin: string,
  scopes: readonly string[] | null,
  signal: AbortSignal,
): Promise<{ readonly alive: Sum; readonly apart: Sum }> {
  const money = moneyFieldsOf(entity);
  const sums = money.map((name) => `coalesce(sum(${quoted(name)}), 0)::numeric(30,2)::text as ${quoted(name)}`);
  const select = (condition: string): string =>
    `select ${['count(*)::int as _filas', ...sums].join(', ')} from libro.${entity.name}
      where _origen = $1 and _eliminado_en is null and ${condition}`;
  // Named by the streams' own list, so that a record in a scope that nobody knows counts against the source.
  const offered = `($2::text[] is null or _ambito <> all(array(select a.ambito from corridas.ambito a join corridas.flujo f on f.id = a.flujo
    where f.origen = $1 and a.ambito <> all($2::text[]))))`;
  const read = async (condition: string): Promise<Sum> => {
    const [row] = await database.query<Record<string, string | number>>(select(condition), [origin, scopes], signal);
    return {
      rows: Number(row?.['_filas'] ?? 0),
      amounts: Object.fromEntries(money.map((name) => [name, String(row?.[name] ?? '0.00')])),
    };
  };
  return { alive: await read(offered), apart: await read(`not (${offered})`) };
}

function sumOf(tally: TallyReport | undefined): Sum {
  const amounts = Object.entries(tally?.amounts ?? {}).map(([name, { total }]) => [name, total] as const);
  return { rows: tally?.rows ?? 0, amounts: Object.fromEntries(amounts) };
}

function minus(one: Sum, other: Sum): Sum {
  const names = new Set([...Object.keys(one.amounts), ...Object.keys(other.amounts)]);
  const amounts = [...names].map((name) => {
    const centavos = centavosDe(one.amounts[name] ?? '0.00') - centavosDe(other.amounts[name] ?? '0.00');
    return [name, dineroDe(centavos)] as const;
  });
  return { rows: one.rows - other.rows, amounts: Object.fromEntries(amounts) };
}
