import { topicOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import { asIntegrationError } from '../../schemas/errors.ts';
import type { Database, Transaction } from '../database/database.ts';
import { appendSegment } from '../log/append.ts';
import { knownTable, writeKnown } from './known-state.ts';
import type { KnownChange } from './known-state.ts';
import { LEASE_SECONDS, overtaken } from './lease.ts';
import type { Lease } from './lease.ts';
import { keepFile } from './file-state.ts';
import type { PartFile } from './part.ts';
import { closeRejections, insertRejections } from './quarantine.ts';
import type { NewRejection } from './quarantine.ts';

/** Everything that one batch writes, in one transaction. */
export interface BatchWrite {
  /** Encoded envelopes of the records that changed; null when none did. */
  readonly segment: { readonly content: Uint8Array; readonly count: number } | null;
  readonly known: readonly KnownChange[];
  /** Keys that are no longer in the source: known state forgets them, and their open rejections close. */
  readonly removed: readonly string[];
  readonly rejections: readonly NewRejection[];
  /** Keys that moved on: their open rejections close. */
  readonly settled: readonly string[];
  /** Rejections that no row stands for any more. */
  readonly leftOver: readonly number[];
  /** Rejections that a person had tried again, and are records now. */
  readonly retried: readonly number[];
  /** Scopes being read under another declaration than last time. */
  readonly outdated: readonly number[];
  /** Every scope of the stream has been read. */
  readonly whole: boolean;
  /** Cursor position reached with this batch. */
  readonly position: string | null;
  /** Scopes whose whole reading ends with this batch. */
  readonly closing: ScopesRead | null;
}

export interface ScopesRead {
  readonly scopes: readonly number[];
  /** Among them, those where a row without a readable key suspends the deletes. */
  readonly suspended: readonly number[];
  /** Fingerprint of the declaration that they were read under. */
  readonly declaration: string;
  readonly file: PartFile | null;
}

export type FaultPoint = (point: string) => Promise<void>;

const TRIES = 3;

/**
 * Commits a batch under the lease, once: compare-and-set on (turn, batch) recognises a commit whose answer was lost.
 * RUN_OVERTAKEN when another run took the turn; nothing is written then.
 */
export async function commitBatch(
  database: Database,
  entity: CanonicalEntity,
  lease: Lease,
  batch: number,
  write: BatchWrite,
  at: FaultPoint,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await database.transaction(async (transaction) => {
        await at('lote: abierto');
        const firstNumber = await claimBatch(transaction, lease, batch, write, signal);
        if (firstNumber === null) return;
        await writeBatch(transaction, entity, lease, write, firstNumber, signal);
        await at('lote: escrito');
      }, signal);
      await at('lote: confirmado');
      return;
    } catch (thrown) {
      const error = asIntegrationError(thrown);
      if (error.code !== 'LEDGER_UNAVAILABLE' || attempt === TRIES) throw thrown;
    }
  }
}

/** The first free number for new keys, or null when this very batch is already committed. */
async function claimBatch(
  transaction: Transaction,
  lease: Lease,
  batch: number,
  write: BatchWrite,
  signal: AbortSignal,
): Promise<number | null> {
  const added = write.known.filter((change) => change.number === null).length;
  const [claimed] = await transaction.query<{ primero: number }>(
    `update corridas.flujo
        set lote = $3, siguiente_numero = siguiente_numero + $4, posicion = coalesce($5, posicion),
            leido_entero_en = case when $6::boolean then clock_timestamp() else leido_entero_en end,
            vence = clock_timestamp() + make_interval(secs => ${String(LEASE_SECONDS)})
      where id = $1 and turno = $2 and lote = $3 - 1 and titular is not null
      returning siguiente_numero - $4 as primero`,
    [lease.id, lease.turn, batch, added, write.position, write.whole],
    signal,
  );
  if (claimed) return claimed.primero;
  const [now] = await transaction.query<{ turno: number; lote: number }>(
    'select turno, lote from corridas.flujo where id = $1',
    [lease.id],
    signal,
  );
  if (now?.turno === lease.turn && now.lote === batch) return null;
  throw overtaken(lease);
}

async function writeBatch(
  transaction: Transaction,
  entity: CanonicalEntity,
  lease: Lease,
  write: BatchWrite,
  firstNumber: number,
  signal: AbortSignal,
): Promise<void> {
  if (write.segment)
    await appendSegment(transaction, topicOf(entity), write.segment.content, write.segment.count, signal);
  await writeKnown(transaction, lease, write.known, firstNumber, signal);
  if (write.removed.length > 0) {
    await transaction.query(`delete from ${knownTable(lease.id)} where clave = any($1)`, [write.removed], signal);
  }
  await closeRejections(transaction, lease, write, signal);
  await insertRejections(transaction, lease, write.rejections, signal);
  if (write.outdated.length > 0) {
    await transaction.query(
      'update corridas.ambito set declaracion = null where id = any($1)',
      [write.outdated],
      signal,
    );
  }
  if (write.closing) await closeScopes(transaction, lease, write.closing, signal);
}

async function closeScopes(
  transaction: Transaction,
  lease: Lease,
  read: ScopesRead,
  signal: AbortSignal,
): Promise<void> {
  await transaction.query(
    `update corridas.ambito
        set declaracion = $2, leido_en = clock_timestamp(),
            suspendido_desde = case when id = any($3) then coalesce(suspendido_desde, clock_timestamp()) end
      where id = any($1)`,
    [read.scopes, read.declaration, read.suspended],
    signal,
  );
  if (read.file) await keepFile(transaction, lease, read.file, read.declaration, signal);
}
