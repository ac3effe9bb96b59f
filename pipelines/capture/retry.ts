import type { CanonicalEntity, CanonicalValue } from '../../schemas/entity.ts';
import type { Stream } from '../../connectors/source.ts';
import type { Database } from '../database/database.ts';
import { Batch } from './batch.ts';
import { commitBatch } from './commit.ts';
import { declarationDigest } from './declaration.ts';
import { recordDigest } from './digest.ts';
import { KnownState } from './known-state.ts';
import { registerStream, underLease } from './lease.ts';
import type { Lease, LeaseTask, StreamRow } from './lease.ts';
import { compileReader } from './reader.ts';
import type { ScopeValues } from './reader.ts';
import { Scopes } from './scopes.ts';
import { restoreRow } from './stored-row.ts';
import type { StoredRow } from './stored-row.ts';

export interface RetryTask extends LeaseTask {
  readonly source: string;
  readonly stream: Stream;
  /** Rejections to try; null for all that are open. */
  readonly ids: readonly number[] | null;
}

export interface RetryReport {
  readonly tried: number;
  readonly published: number;
  readonly stillRejected: number;
  /** Rows that cannot be tried by themselves, those of a repeated key among them: they wait for the next reading. */
  readonly waiting: number;
}

interface StoredRejection {
  readonly id: number;
  readonly clave: string | null;
  readonly huella_cruda: string;
  readonly ambito: string;
  readonly fila: StoredRow;
  readonly valores_ambito: StoredRow;
  readonly turno: number;
  readonly ordinal: number;
  readonly corrida: number;
  readonly leida: string;
}

/**
 * Normalises rejected rows again, as they were stored, under the declaration in force. What is good now is published with
 * the edition of its own reading; its raw digest is not kept, so that the next reading of the source judges it afresh.
 */
export async function retryRejections(task: RetryTask): Promise<RetryReport> {
  const { database, stream, signal } = task;
  const row = await registerStream(database, `${task.source}/${stream.id}`, stream.key, signal);
  // Where there is nothing to try there is no run to remember.
  const open = await openRejections(database, row, task.ids, signal);
  const unfit = await unfitRejections(database, row, task.ids, signal);
  if (open.length === 0) return { tried: 0, published: 0, stillRejected: 0, waiting: unfit };
  const work = (lease: Lease): Promise<RetryReport> => retryUnder(task, lease);
  const report = await underLease(task, row, 'reintento', work, () => true);
  return { ...report, waiting: report.waiting + unfit };
}

async function unfitRejections(
  database: Database,
  { id }: StreamRow,
  ids: readonly number[] | null,
  signal: AbortSignal,
): Promise<number> {
  const [found] = await database.query<{ filas: number }>(
    `select count(*)::int as filas from corridas.cuarentena c
      where c.flujo = $1 and c.estado = 'abierta' and not c.reintentable and ($2::int[] is null or c.id = any($2))`,
    [id, ids],
    signal,
  );
  return found?.filas ?? 0;
}

async function retryUnder(task: RetryTask, lease: Lease): Promise<RetryReport> {
  const stored = await openRejections(task.database, lease, task.ids, task.signal);
  const counts = { published: 0, stillRejected: 0, waiting: 0 };
  for (const rejection of stored) counts[await retryOne(task, lease, rejection, counts.published + 1)] += 1;
  return { tried: stored.length, ...counts };
}

async function openRejections(
  database: Database,
  stream: StreamRow,
  ids: readonly number[] | null,
  signal: AbortSignal,
): Promise<readonly StoredRejection[]> {
  return database.query<StoredRejection>(
    `select c.id, c.clave, c.huella_cruda, a.ambito, c.fila, c.valores_ambito, c.turno, c.ordinal, c.corrida,
            to_char(c.leida_en at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as leida
       from corridas.cuarentena c join corridas.ambito a on a.id = c.ambito
      where c.flujo = $1 and c.estado = 'abierta' and c.reintentable and ($2::int[] is null or c.id = any($2))
      order by c.turno, c.ordinal`,
    [stream.id, ids],
    signal,
  );
}

async function retryOne(
  task: RetryTask,
  lease: Lease,
  rejection: StoredRejection,
  batchNumber: number,
): Promise<'published' | 'stillRejected' | 'waiting'> {
  const { database, stream, signal } = task;
  const columns = Object.keys(rejection.fila);
  const missing = Object.values(stream.fields)
    .flatMap((field) => field.columns)
    .filter((column) => !columns.includes(column));
  if (missing.length > 0) return 'waiting';
  const reader = compileReader(stream, columns);
  const raw = restoreRow(columns, rejection.fila);
  const scopeValues = restoreScope(rejection.valores_ambito);
  const identity = reader.key(raw, scopeValues);
  const result = reader.normalise(raw, scopeValues);
  if ('reason' in identity || 'reason' in result) return 'stillRejected';

  const known = await KnownState.open(database, lease, 'look up', signal);
  const [entry = null] = await known.find([identity.text], signal);
  const moved = rejection.clave === null ? entry !== null : entry?.raw !== rejection.huella_cruda || !entry.rejected;
  if (moved) return 'waiting';

  const scopes = await Scopes.open(database, lease, declarationDigest(stream), true, signal);
  const scope = await scopes.find(rejection.ambito, signal);
  const batch = new Batch(stream.entity);
  const own: Lease = { ...lease, turn: rejection.turno, run: rejection.corrida };
  const stamp = { origin: { source: task.source, stream: stream.id }, lease: own, readAt: rejection.leida };
  batch.take(
    {
      kind: 'published',
      candidate: { row: raw, scope, scopeValues, raw: '', amounts: [], identity },
      known: entry,
      key: identity.key,
      keyText: identity.text,
      ...result,
      digest: digestFor(stream.entity, scope.text, result),
      ordinal: rejection.ordinal,
    },
    columns,
    stamp,
  );
  const write = { ...batch.write(), settled: [], retried: [rejection.id], outdated: [] };
  await commitBatch(database, stream.entity, lease, batchNumber, write, () => Promise.resolve(), signal);
  return 'published';
}

/** Canonical values: among them there is neither a big integer nor bytes. */
function restoreScope(stored: StoredRow): ScopeValues {
  const names = Object.keys(stored);
  const cells = restoreRow(names, stored);
  return Object.fromEntries(names.map((name, place) => [name, (cells[place] ?? null) as CanonicalValue]));
}

function digestFor(
  entity: CanonicalEntity,
  scope: string,
  result: Extract<ReturnType<ReturnType<typeof compileReader>['normalise']>, { record: unknown }>,
): string {
  return recordDigest(entity.version, scope, result.record, result.observations);
}
