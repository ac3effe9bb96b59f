import { VIGENCIA_MAX, VIGENCIA_MIN } from '../../schemas/scalars/vigencia.ts';
import type { Cell, RawRow } from '../../connectors/driver.ts';
import type { Queryable } from '../database/database.ts';
import type { ScopeRow } from './candidate.ts';
import type { StreamRow } from './lease.ts';

export const WHOLE = 'todo';

/** The scopes of a stream as the ledger's database knows them; new ones are registered when first met. */
export class Scopes {
  readonly #queryable: Queryable;
  readonly #stream: StreamRow;
  readonly #declaration: string;
  readonly #writes: boolean;
  readonly #byText = new Map<string, ScopeRow>();

  private constructor(queryable: Queryable, stream: StreamRow, declaration: string, writes: boolean) {
    this.#queryable = queryable;
    this.#stream = stream;
    this.#declaration = declaration;
    this.#writes = writes;
  }

  static async open(
    queryable: Queryable,
    stream: StreamRow,
    declaration: string,
    writes: boolean,
    signal: AbortSignal,
  ): Promise<Scopes> {
    const scopes = new Scopes(queryable, stream, declaration, writes);
    const rows = await queryable.query<{ id: number; ambito: string; declaracion: string | null }>(
      'select id, ambito, declaracion from corridas.ambito where flujo = $1',
      [stream.id],
      signal,
    );
    for (const row of rows) scopes.#remember(row.id, row.ambito, row.declaracion);
    return scopes;
  }

  known(text: string): ScopeRow | undefined {
    return this.#byText.get(text);
  }

  async find(text: string, signal: AbortSignal): Promise<ScopeRow> {
    const known = this.#byText.get(text);
    if (known) return known;
    // Where nothing is written, a scope never met before has no row: numbers below zero are nobody's.
    if (!this.#writes) return this.#remember(-1 - this.#byText.size, text, null);
    const [row] = await this.#queryable.query<{ id: number; declaracion: string | null }>(
      `insert into corridas.ambito (flujo, ambito) values ($1, $2)
       on conflict (flujo, ambito) do update set ambito = excluded.ambito returning id, declaracion`,
      [this.#stream.id, text],
      signal,
    );
    return this.#remember(row?.id ?? 0, text, row?.declaracion ?? null);
  }

  /** Every scope met so far, now or in earlier runs, that a reading covers. */
  covered(covers: (text: string) => boolean): readonly ScopeRow[] {
    return [...this.#byText.values()].filter((scope) => covers(scope.text));
  }

  #remember(id: number, text: string, declaration: string | null): ScopeRow {
    const row = { id, text, current: declaration === this.#declaration };
    this.#byText.set(text, row);
    return row;
  }
}

/** The year that a cell says, or null where it says none between 1980 and 2100. */
export function yearOf(cell: Cell): number | null {
  const text =
    typeof cell === 'string' ? cell.trim() : typeof cell === 'number' || typeof cell === 'bigint' ? String(cell) : '';
  if (!/^\d{4}$/.test(text)) return null;
  const year = Number(text);
  return year >= VIGENCIA_MIN && year <= VIGENCIA_MAX ? year : null;
}

/** Scope of a row by its vigencia; `?` where it cannot be read. */
export function vigenciaScope(row: RawRow, position: number): string {
  return `vigencia=${String(yearOf(row[position] ?? null) ?? '?')}`;
}

/** Is the scope inside the window? Rows without a readable vigencia always are. */
export function inWindow(scope: string, from: number | null): boolean {
  const year = /^vigencia=(\d{4})$/.exec(scope)?.[1];
  return from === null || year === undefined || Number(year) >= from;
}
