import { fieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity, CanonicalValue } from '../../schemas/entity.ts';
import { keyText, originText } from '../../schemas/envelope.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import { StatementError } from '../database/database.ts';
import type { Transaction } from '../database/database.ts';
import { columnNames, quoted } from './tables.ts';

/**
 * Applies envelopes of one entity inside a transaction. Idempotent and free of order across keys: the greatest edition of
 * a key stands in `libro`, every other state in `historia`, whatever is replayed. A delete keeps the last values.
 */
export async function applyEnvelopes(
  transaction: Transaction,
  entity: CanonicalEntity,
  envelopes: readonly Envelope[],
  allNew: boolean,
  signal: AbortSignal,
): Promise<void> {
  if (allNew && (await insertedPlainly(transaction, entity, envelopes, signal))) return;
  for (const round of roundsOf(envelopes)) await applyRound(transaction, entity, round, signal);
}

/** The key or the row is longer than an index or a page takes. */
const TOO_LONG = '54000';

/** PostgreSQL refused what the envelopes say; anything else is the machine's fault and may pass by itself. */
export function isRefusal(error: unknown): error is StatementError {
  return error instanceof StatementError && (error.dataAtFault || error.sqlstate === TOO_LONG);
}

/** Plain COPY into the ledger; false, and nothing done, where a key was there after all. */
async function insertedPlainly(
  transaction: Transaction,
  entity: CanonicalEntity,
  envelopes: readonly Envelope[],
  signal: AbortSignal,
): Promise<boolean> {
  await transaction.execute('savepoint de_una', signal);
  try {
    await transaction.copyIn(`libro.${entity.name}`, columnNames(entity), copyLines(entity, envelopes), signal);
    await transaction.execute('release savepoint de_una', signal);
    return true;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await transaction.execute('rollback to savepoint de_una', signal);
    return false;
  }
}

/** Several states of one key are applied one after the other: each round holds a key at most once. */
function roundsOf(envelopes: readonly Envelope[]): readonly (readonly Envelope[])[] {
  const times = new Map<string, number>();
  const rounds: Envelope[][] = [];
  for (const envelope of envelopes) {
    const key = `${originText(envelope.origin)} ${keyText(envelope.key)}`;
    const round = times.get(key) ?? 0;
    times.set(key, round + 1);
    (rounds[round] ??= []).push(envelope);
  }
  return rounds;
}

async function applyRound(
  transaction: Transaction,
  entity: CanonicalEntity,
  envelopes: readonly Envelope[],
  signal: AbortSignal,
): Promise<void> {
  const table = `libro.${entity.name}`;
  const columns = columnNames(entity).map(quoted);
  const list = columns.join(', ');
  const from = (alias: string): string => columns.map((column) => `${alias}.${column}`).join(', ');
  // At PostgreSQL's default of 4 it reads the whole ledger for each batch rather than look its keys up in the index.
  await transaction.execute(
    `set local random_page_cost = 1.1;
     create temp table if not exists lote_${entity.name} (like ${table}, _borra boolean not null) on commit delete rows;
     truncate lote_${entity.name};`,
    signal,
  );
  await transaction.copyIn(
    `lote_${entity.name}`,
    [...columnNames(entity), '_borra'],
    copyLines(entity, envelopes, true),
    signal,
  );
  const later = '(nuevo._turno, nuevo._ordinal) > (libro._turno, libro._ordinal)';
  const earlier = '(nuevo._turno, nuevo._ordinal) < (libro._turno, libro._ordinal)';
  const both = `lote_${entity.name} as nuevo join ${table} as libro using (_clave, _origen)`;
  await transaction.execute(
    `analyze lote_${entity.name};
     insert into historia.${entity.name} (${list}) select ${from('libro')} from ${both} where ${later} on conflict do nothing;
     insert into historia.${entity.name} (${list}) select ${from('nuevo')} from ${both}
       where ${earlier} and not nuevo._borra on conflict do nothing;
     update ${table} as libro
        set _turno = nuevo._turno, _ordinal = nuevo._ordinal, _corrida = nuevo._corrida, _leido_en = nuevo._leido_en,
            _eliminado_en = nuevo._eliminado_en
       from lote_${entity.name} as nuevo
      where nuevo._borra and libro._clave = nuevo._clave and libro._origen = nuevo._origen and ${later};
     insert into ${table} as libro (${list}) select ${list} from lote_${entity.name} where _borra on conflict do nothing;
     insert into ${table} as libro (${list}) select ${list} from lote_${entity.name} where not _borra
       on conflict (_clave, _origen) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}
       where (excluded._turno, excluded._ordinal) > (libro._turno, libro._ordinal);`,
    signal,
  );
}

/**
 * Lines of PostgreSQL's COPY text format, one per envelope, in the order of the table's columns. Joined, not added up: a
 * text that grows by `+=` is a tree of its parts until somebody reads it, and the collector copies that tree again and again.
 */
function copyLines(entity: CanonicalEntity, envelopes: readonly Envelope[], marked = false): string {
  const fields = fieldsOf(entity).map(({ name }) => name);
  const lines = envelopes.map((envelope) => {
    const cells = fields.map((field) => copyValue(envelope.record[field] ?? null));
    cells.push(...provenanceOf(envelope));
    if (marked) cells.push(envelope.operation === 'delete' ? 't' : 'f');
    return cells.join('\t');
  });
  lines.push('');
  return lines.join('\n');
}

function provenanceOf(envelope: Envelope): readonly string[] {
  const { origin, key, edition, run, scope, readAt } = envelope;
  const upsert = envelope.operation === 'upsert';
  const observations =
    upsert && envelope.observations.length > 0 ? copyText(JSON.stringify(envelope.observations)) : '\\N';
  return [
    originText(origin),
    copyText(keyText(key)),
    String(edition.turn),
    String(edition.ordinal),
    String(run),
    copyText(scope),
    upsert ? envelope.digest : '\\N',
    readAt,
    upsert ? '\\N' : readAt,
    observations,
  ];
}

function copyValue(value: CanonicalValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return typeof value === 'number' ? String(value) : copyText(value);
}

const SPECIAL = /[\\\t\n\r]/;
const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function copyText(text: string): string {
  return SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (found) => escapes[found] ?? found) : text;
}
