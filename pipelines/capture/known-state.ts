import { IntegrationError } from '../../schemas/errors.ts';
import { StatementError } from '../database/database.ts';
import type { Queryable, Transaction } from '../database/database.ts';
import type { Lease, StreamRow } from './lease.ts';

/** What the ledger's database remembers of one key of a stream. */
export interface KnownEntry {
  /** Dense inside the stream: its place in a run's bitmap. */
  readonly number: number;
  readonly scope: number;
  /** Digest of the raw row last judged; blank when it must be normalised again whatever it is. */
  readonly raw: string;
  /** Digest of the state last published; null when none ever was. */
  readonly digest: string | null;
  /** Packed amounts of that state. */
  readonly amounts: string;
  readonly rejected: boolean;
}

export interface KnownChange extends Omit<KnownEntry, 'number'> {
  readonly key: string;
  /** Null for a key that is not known yet: it gets the next number. */
  readonly number: number | null;
}

/** Whole reads walk the known keys beside the source's rows; polls only look keys up. */
export type Access = 'walk' | 'look up';

const CHUNK_PAGES = 128;

interface Chunk {
  readonly keys: readonly string[];
  readonly entries: readonly KnownEntry[];
  byKey: Map<string, number> | null;
}

interface PackedRow {
  readonly claves: string | null;
  readonly numeros: string;
  readonly ambitos: string;
  readonly crudas: string;
  readonly huellas: string;
  readonly montos: string;
  readonly rechazados: string;
}

const PACKED = `string_agg(clave, E'\\n') as claves, string_agg(numero::text, ',') as numeros,
  string_agg(ambito::text, ',') as ambitos, string_agg(huella_cruda, ',') as crudas,
  string_agg(coalesce(huella, ''), ',') as huellas, string_agg(montos, ';') as montos,
  string_agg(case when rechazado then '1' else '0' end, '') as rechazados`;

/**
 * Known state of one stream: open, compare (`find`), commit. Keys come back mostly in the order they were first written,
 * so a walk fetches the table's pages ahead in that order and asks by key only for what is not where it was expected.
 */
export class KnownState {
  readonly #queryable: Queryable;
  readonly #table: string;
  readonly #pages: number;
  readonly #walks: boolean;
  #nextPage = 0;
  #chunk: Chunk = { keys: [], entries: [], byKey: null };
  #position = 0;

  private constructor(queryable: Queryable, table: string, pages: number, walks: boolean) {
    this.#queryable = queryable;
    this.#table = table;
    this.#pages = pages;
    this.#walks = walks;
  }

  static async open(queryable: Queryable, stream: StreamRow, access: Access, signal: AbortSignal): Promise<KnownState> {
    const table = knownTable(stream.id);
    const [size] = await queryable.query<{ pages: number }>(
      `select (pg_relation_size('${table}') / current_setting('block_size')::int)::int as pages`,
      [],
      signal,
    );
    return new KnownState(queryable, table, size?.pages ?? 0, access === 'walk');
  }

  /** The entry of each key, in order; null for a key never seen. */
  async find(keys: readonly string[], signal: AbortSignal): Promise<(KnownEntry | null)[]> {
    if (this.#pages === 0) return keys.map(() => null);
    const found = new Array<KnownEntry | null>(keys.length).fill(null);
    const missed: number[] = [];
    for (let index = 0; index < keys.length; index += 1) {
      const key = keys[index] ?? '';
      if (this.#walks && this.#position >= this.#chunk.keys.length) await this.#fetchAhead(signal);
      const entry = this.#walks ? this.#expect(key) : null;
      if (entry) found[index] = entry;
      else missed.push(index);
    }
    if (missed.length > 0) await this.#lookUp(keys, missed, found, signal);
    return found;
  }

  #expect(key: string): KnownEntry | null {
    const chunk = this.#chunk;
    if (chunk.keys[this.#position] !== key) {
      chunk.byKey ??= new Map(chunk.keys.map((known, place) => [known, place]));
      const place = chunk.byKey.get(key);
      if (place === undefined) return null;
      this.#position = place;
    }
    const entry = chunk.entries[this.#position] ?? null;
    this.#position += 1;
    return entry;
  }

  async #fetchAhead(signal: AbortSignal): Promise<void> {
    while (this.#nextPage < this.#pages) {
      const from = this.#nextPage;
      this.#nextPage = Math.min(from + CHUNK_PAGES, this.#pages);
      const [packed] = await this.#queryable.query<PackedRow>(
        `select ${PACKED} from ${this.#table}
          where ctid >= '(${String(from)},0)'::tid and ctid < '(${String(this.#nextPage)},0)'::tid`,
        [],
        signal,
      );
      this.#position = 0;
      this.#chunk = unpack(packed);
      if (this.#chunk.keys.length > 0) return;
    }
  }

  async #lookUp(
    keys: readonly string[],
    missed: readonly number[],
    found: (KnownEntry | null)[],
    signal: AbortSignal,
  ): Promise<void> {
    const asked = missed.map((index) => keys[index] ?? '');
    const [packed] = await this.#queryable.query<PackedRow & { readonly pagina: number | null }>(
      `select ${PACKED}, max((ctid::text::point)[0])::int as pagina from ${this.#table} where clave = any($1)`,
      [asked],
      signal,
    );
    const chunk = unpack(packed);
    const byKey = new Map(chunk.keys.map((key, place) => [key, chunk.entries[place] ?? null]));
    for (const index of missed) found[index] = byKey.get(keys[index] ?? '') ?? null;
    this.#followSource(chunk.keys.length, keys.length, packed?.pagina ?? null);
  }

  // When most keys of a batch were elsewhere, the source has moved on in the known order (rows vanished): walk on from there.
  #followSource(foundElsewhere: number, asked: number, page: number | null): void {
    if (!this.#walks || page === null || foundElsewhere * 2 < asked) return;
    this.#nextPage = page;
    this.#chunk = { keys: [], entries: [], byKey: null };
    this.#position = 0;
  }
}

function unpack(packed: PackedRow | undefined): Chunk {
  const claves = packed?.claves ?? null;
  if (!packed || claves === null) return { keys: [], entries: [], byKey: null };
  const keys = claves.split('\n');
  const numbers = packed.numeros.split(',');
  const scopes = packed.ambitos.split(',');
  const raws = packed.crudas.split(',');
  const digests = packed.huellas.split(',');
  const amounts = packed.montos.split(';');
  const entries = keys.map((_key, place) => ({
    number: Number(numbers[place]),
    scope: Number(scopes[place]),
    raw: raws[place] ?? '',
    digest: digests[place] === '' ? null : (digests[place] ?? null),
    amounts: amounts[place] ?? '',
    rejected: packed.rechazados[place] === '1',
  }));
  return { keys, entries, byKey: null };
}

export function knownTable(stream: number): string {
  return `corridas.conocido_${String(stream)}`;
}

/** Writes what changed, inside the batch's transaction. New keys take the numbers from `firstNumber` on. */
export async function writeKnown(
  transaction: Transaction,
  lease: Lease,
  changes: readonly KnownChange[],
  firstNumber: number,
  signal: AbortSignal,
): Promise<void> {
  const added = changes.filter((change) => change.number === null);
  const updated = changes.filter((change) => change.number !== null);
  if (added.length > 0) await copyNew(transaction, lease, added, firstNumber, signal);
  if (updated.length === 0) return;
  await transaction.query(
    `update ${knownTable(lease.id)} as conocido
        set ambito = nuevo.ambito, huella_cruda = nuevo.cruda, huella = nuevo.huella, montos = nuevo.montos,
            rechazado = nuevo.rechazado
       from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::boolean[])
            as nuevo (clave, ambito, cruda, huella, montos, rechazado)
      where conocido.clave = nuevo.clave`,
    [
      updated.map((change) => change.key),
      updated.map((change) => change.scope),
      updated.map((change) => change.raw),
      updated.map((change) => change.digest),
      updated.map((change) => change.amounts),
      updated.map((change) => change.rejected),
    ],
    signal,
  );
}

async function copyNew(
  transaction: Transaction,
  lease: Lease,
  added: readonly KnownChange[],
  firstNumber: number,
  signal: AbortSignal,
): Promise<void> {
  let lines = '';
  added.forEach((change, place) => {
    const key = change.key.replaceAll('\\', '\\\\');
    lines += `${key}\t${String(firstNumber + place)}\t${String(change.scope)}\t${change.raw}\t${change.digest ?? '\\N'}\t${change.amounts}\t${change.rejected ? 't' : 'f'}\n`;
  });
  const columns = ['clave', 'numero', 'ambito', 'huella_cruda', 'huella', 'montos', 'rechazado'];
  try {
    await transaction.copyIn(knownTable(lease.id), columns, lines, signal);
  } catch (error) {
    if (error instanceof StatementError && error.sqlstate === '23505') throw repeated(lease, error);
    throw error;
  }
}

/** A key met twice in one reading: nothing can be said of what is missing, so the run stops before its deletes. */
export function repeated(lease: StreamRow, cause?: unknown): IntegrationError {
  return new IntegrationError(
    'KEY_REPEATED',
    `${lease.origin} trajo la misma clave dos veces en una lectura (la fuente cambió mientras se leía). ` +
      'No se borró nada; repita la corrida.',
    { cause },
  );
}
