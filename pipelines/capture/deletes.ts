import { IntegrationError } from '../../schemas/errors.ts';
import type { RecordKey } from '../../schemas/envelope.ts';
import type { Stream } from '../../connectors/source.ts';
import type { Queryable } from '../database/database.ts';
import { knownTable } from './known-state.ts';
import type { StreamRow } from './lease.ts';

/** A key of a scope read whole that no row stood for. */
export interface Vanished {
  readonly text: string;
  readonly key: RecordKey;
  readonly scope: number;
  /** False for a key that was only ever rejected: nothing of it was published. */
  readonly published: boolean;
  /** Packed amounts of the state last published. */
  readonly amounts: string;
}

/** Which keys were met, as a bitmap over their dense numbers. */
export class Seen {
  #bits = new Uint8Array(1024);

  has(number: number): boolean {
    return (((this.#bits[number >> 3] ?? 0) >> (number & 7)) & 1) === 1;
  }

  add(number: number): void {
    const byte = number >> 3;
    if (byte >= this.#bits.length) {
      const longer = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
      longer.set(this.#bits);
      this.#bits = longer;
    }
    this.#bits[byte] = (this.#bits[byte] ?? 0) | (1 << (number & 7));
  }

  /** At least `size` bits, the lowest of a byte first: what PostgreSQL's get_bit counts. */
  bytes(size: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(1, (size + 7) >> 3));
    bytes.set(this.#bits.subarray(0, bytes.length));
    return bytes;
  }
}

/** Keys of these scopes, known before this run, that it did not meet; in the order of their numbers. */
export async function findVanished(
  queryable: Queryable,
  stream: StreamRow,
  scopes: readonly number[],
  seen: Seen,
  limit: number,
  signal: AbortSignal,
): Promise<readonly Vanished[]> {
  if (scopes.length === 0 || limit === 0) return [];
  const rows = await queryable.query<{ clave: string; ambito: number; publicado: boolean; montos: string }>(
    `select clave, ambito, huella is not null as publicado, montos from ${knownTable(stream.id)}
      where ambito = any($1) and numero < $2 and get_bit($3::bytea, numero) = 0 order by numero`,
    [scopes, limit, seen.bytes(limit)],
    signal,
  );
  return rows.map((row) => ({
    text: row.clave,
    key: JSON.parse(row.clave) as RecordKey,
    scope: row.ambito,
    published: row.publicado,
    amounts: row.montos,
  }));
}

/**
 * Scopes in which nothing may be deleted: a row stands there whose key nobody can read. One whose vigencia nobody can read
 * either may be of any vigencia of its place.
 */
export async function suspendedScopes(
  queryable: Queryable,
  stream: StreamRow,
  scopes: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const rows = await queryable.query<{ id: number }>(
    `select s.id from corridas.ambito s
      where s.id = any($2) and exists (
        select from corridas.cuarentena c join corridas.ambito a on a.id = c.ambito
         where c.flujo = $1 and c.clave is null and c.estado = 'abierta'
           and a.ambito in (s.ambito, regexp_replace(s.ambito, 'vigencia=[0-9]{4}$', 'vigencia=?')))`,
    [stream.id, scopes],
    signal,
  );
  return new Set(rows.map((row) => row.id));
}

/** Records of these scopes that were published before this run: what it adds must not make up for what it misses. */
export async function countPublished(
  queryable: Queryable,
  stream: StreamRow,
  scopes: readonly number[],
  limit: number,
  signal: AbortSignal,
): Promise<number> {
  const [count] = await queryable.query<{ total: number }>(
    `select count(*) as total from ${knownTable(stream.id)} where ambito = any($1) and numero < $2 and huella is not null`,
    [scopes, limit],
    signal,
  );
  return count?.total ?? 0;
}

/** SOURCE_SHRANK when more of `total` would vanish than the stream declares; a person may accept exactly that number. */
export function guardDeletes(
  stream: Stream,
  origin: string,
  total: number,
  vanished: number,
  accepted: number | null,
): void {
  if (vanished === accepted || vanished <= total * stream.mayVanish) return;
  const share = `${String(Math.round(stream.mayVanish * 100))} %`;
  throw new IntegrationError(
    'SOURCE_SHRANK',
    `En ${origin} desaparecieron ${String(vanished)} de ${String(total)} registros y el flujo admite hasta el ${share}. ` +
      `No se borró ninguno. Revise la fuente; si es cierto, repita con --accept-deletes ${String(vanished)}.`,
    { context: { vanished, total } },
  );
}

/** Rows read must be what the source counts, within one snapshot or between the counts before and after. */
export function demandComplete(origin: string, read: number, before: number | null, after: number | null): void {
  if (before === null || after === null) return;
  if (read >= Math.min(before, after) && read <= Math.max(before, after)) return;
  throw new IntegrationError(
    'SOURCE_SHRANK',
    `${origin} cuenta ${String(before)} filas y entregó ${String(read)}. No se borró nada; revise la fuente y repita la corrida.`,
    { context: { read, before, after } },
  );
}
