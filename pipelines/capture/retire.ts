import { topicOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import { originText } from '../../schemas/envelope.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import type { Stream } from '../../connectors/source.ts';
import type { Database, Transaction } from '../database/database.ts';
import { quoted } from '../ledger/tables.ts';
import { decodeSegment, encodeSegment } from '../log/segment.ts';
import { dayReader } from './kept-rows.ts';
import { knownTable } from './known-state.ts';
import type { Lease } from './lease.ts';
import { restoreRow } from './stored-row.ts';
import type { StoredRow } from './stored-row.ts';

export interface RetireTask {
  readonly database: Database;
  readonly stream: Stream;
  /** Records dated before this day are over their time. */
  readonly keepFrom: string;
  readonly lease: Lease;
  readonly signal: AbortSignal;
}

/**
 * Takes out of the ledger what one stream may keep no longer, wherever it stands: last state, superseded states, known
 * state, quarantine, poison, the bytes of files and the log, whose offsets stay. In one transaction, under the stream's lease. Returns how many
 * records of the ledger went.
 */
export async function retire(task: RetireTask): Promise<number> {
  const { database, stream, keepFrom, lease, signal } = task;
  return database.transaction(async (transaction) => {
    const keys = await retireStates(transaction, task);
    await transaction.query(`delete from ${knownTable(lease.id)} where clave = any($1::text[])`, [keys], signal);
    await retireRejections(transaction, task);
    await retireFiles(transaction, task);
    await transaction.query(
      `delete from corridas.veneno
        where sobre ->> 'entity' = $1 and sobre -> 'origin' ->> 'source' || '/' || (sobre -> 'origin' ->> 'stream') = $2
              and sobre -> 'record' ->> $3 < $4
           or topico = $5 and apartado_en < $4::date`,
      [stream.entity.name, lease.origin, dated(stream.entity), keepFrom, topicOf(stream.entity)],
      signal,
    );
    await retireEnvelopes(transaction, task);
    return keys.length;
  }, signal);
}

/** The field whose day counts. */
function dated({ name, conserva }: CanonicalEntity): string {
  if (!conserva) throw new TypeError(`${name} is kept for as long as the ledger stands`);
  return conserva.campo;
}

/**
 * A key whose last state is over its time goes with its history; of one that is not, only the states that are. A state
 * without a day is a delete that came without values, from a log where they had been taken out.
 */
async function retireStates(
  transaction: Transaction,
  { stream: { entity }, keepFrom, lease, signal }: RetireTask,
): Promise<readonly string[]> {
  const [table, day] = [quoted(entity.name), quoted(dated(entity))];
  const over = `(${day} < $2::date or ${day} is null and _leido_en < $2::date)`;
  const gone = await transaction.query<{ clave: string }>(
    `delete from libro.${table} where _origen = $1 and ${over} returning _clave as clave`,
    [lease.origin, keepFrom],
    signal,
  );
  const keys = gone.map(({ clave }) => clave);
  await transaction.query(
    `delete from historia.${table} where _origen = $1 and (${over} or _clave = any($3::text[]))`,
    [lease.origin, keepFrom, keys],
    signal,
  );
  return keys;
}

interface Rejected {
  readonly id: number;
  readonly fila: StoredRow;
  readonly leida: string;
}

/** Where the row's own day cannot be read, the day on which it was read stands for it. */
async function retireRejections(transaction: Transaction, task: RetireTask): Promise<void> {
  const { stream, keepFrom, lease, signal } = task;
  const rejected = await transaction.query<Rejected & Record<string, unknown>>(
    `select id, fila, (leida_en at time zone 'America/Bogota')::date::text as leida
       from corridas.cuarentena where flujo = $1`,
    [lease.id],
    signal,
  );
  const over = rejected.filter(({ fila, leida }) => {
    const columns = Object.keys(fila);
    const readable = (stream.fields[dated(stream.entity)]?.columns ?? []).every((column) => columns.includes(column));
    const day = readable ? dayReader(stream, columns)(restoreRow(columns, fila)) : null;
    return (day ?? leida) < keepFrom;
  });
  if (over.length === 0) return;
  await transaction.query(
    'delete from corridas.cuarentena where id = any($1::int[])',
    [over.map(({ id }) => id)],
    signal,
  );
}

/** As many as are in memory at once: a segment is a batch of rows. */
const SEGMENTS_AT_ONCE = 8;

/**
 * A file tells of days before the one on which it was applied: one applied before `keepFrom` holds nothing that may be kept.
 * Bytes that another stream took too are that one's to keep. What is remembered of the file stays, so that it is not new.
 */
async function retireFiles(transaction: Transaction, { keepFrom, lease, signal }: RetireTask): Promise<void> {
  await transaction.query(
    `delete from corridas.bytes as b
      where exists (select from corridas.archivo a where a.hash = b.hash and a.flujo = $1)
        and not exists (select from corridas.archivo a
                         where a.hash = b.hash and (a.flujo <> $1 or a.aplicado_en >= $2::date))`,
    [lease.id, keepFrom],
    signal,
  );
}

/** Who reads the log later finds, at the same offset and under the same edition, that the record is gone. */
async function retireEnvelopes(transaction: Transaction, task: RetireTask): Promise<void> {
  const topic = topicOf(task.stream.entity);
  for (let last = -1; ;) {
    const segments = await transaction.query<Segment>(
      `select primer_offset as primero, contenido from log.segmento where topico = $1 and primer_offset > $2
        order by primer_offset limit ${String(SEGMENTS_AT_ONCE)}`,
      [topic, last],
      task.signal,
    );
    for (const segment of segments) await retireInside(transaction, task, segment);
    if (segments.length < SEGMENTS_AT_ONCE) return;
    last = segments.at(-1)?.primero ?? last;
  }
}

interface Segment {
  readonly primero: number;
  readonly contenido: Uint8Array;
}

async function retireInside(
  transaction: Transaction,
  task: RetireTask,
  { primero, contenido }: Segment,
): Promise<void> {
  const { stream, signal } = task;
  const { envelopes } = decodeSegment(contenido);
  const left = envelopes.map((envelope) => (isOver(envelope, task) ? emptied(stream, envelope) : envelope));
  if (left.every((envelope, place) => envelope === envelopes[place])) return;
  await transaction.query(
    'update log.segmento set contenido = $3 where topico = $1 and primer_offset = $2',
    [topicOf(stream.entity), primero, encodeSegment(stream.entity, left, false)],
    signal,
  );
}

function isOver(envelope: Envelope, { stream, keepFrom, lease }: RetireTask): boolean {
  const { operation, origin, record } = envelope;
  const day = record[dated(stream.entity)];
  return operation === 'upsert' && originText(origin) === lease.origin && typeof day === 'string' && day < keepFrom;
}

function emptied({ key }: Stream, envelope: Envelope): Envelope {
  const { entity, version, origin, edition, run, readAt, scope } = envelope;
  const record = Object.fromEntries(key.map((name, place) => [name, envelope.key[place] ?? null]));
  return { entity, version, origin, key: envelope.key, edition, run, readAt, scope, operation: 'delete', record };
}
