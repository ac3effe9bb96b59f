import type { Queryable } from '../database/database.ts';
import type { StreamRow } from './lease.ts';

interface OpenRow {
  readonly id: number;
  readonly ambito: number;
  readonly huella_cruda: string;
  /** Null unless it was set apart because others have its key, and a person has not put it aside. */
  readonly repetida: string | null;
}

/**
 * Rejections still open that known state cannot keep track of: rows without a readable key, and rows that share one.
 * They are told apart by their raw digest and counted one by one: what stands again writes nothing, what is left over
 * at the end of a whole read is gone from the source.
 */
export class OpenRejections {
  readonly #waiting = new Map<string, number[]>();
  readonly #scopes = new Map<number, number>();
  readonly #repeated: { readonly key: string; readonly scope: number }[] = [];

  static async open(queryable: Queryable, stream: StreamRow, signal: AbortSignal): Promise<OpenRejections> {
    const rows = await queryable.query<OpenRow>(
      `select id, ambito, huella_cruda,
              case when codigo = 'KEY_REPEATED' and estado = 'abierta' then clave end as repetida
         from corridas.cuarentena
        where flujo = $1 and estado <> 'cerrada' and (clave is null or codigo = 'KEY_REPEATED') order by id`,
      [stream.id],
      signal,
    );
    const open = new OpenRejections();
    for (const row of rows) {
      const place = placeOf(row.huella_cruda, row.ambito);
      open.#waiting.set(place, [...(open.#waiting.get(place) ?? []), row.id]);
      open.#scopes.set(row.id, row.ambito);
      if (row.repetida !== null) open.#repeated.push({ key: row.repetida, scope: row.ambito });
    }
    return open;
  }

  /** True when a rejection of this very row was open: it stands. */
  take(raw: string, scope: number): boolean {
    const id = this.#waiting.get(placeOf(raw, scope))?.shift();
    if (id !== undefined) this.#scopes.delete(id);
    return id !== undefined;
  }

  /** Keys of which a row stands outside these scopes, where it cannot be seen whether it is still there. */
  repeatedOutside(scopes: ReadonlySet<number>): readonly string[] {
    return this.#repeated.filter(({ scope }) => !scopes.has(scope)).map(({ key }) => key);
  }

  /** Rejections of these scopes that no row stood for. */
  leftOver(scopes: ReadonlySet<number>): readonly number[] {
    return [...this.#scopes].filter(([, scope]) => scopes.has(scope)).map(([id]) => id);
  }
}

function placeOf(raw: string, scope: number): string {
  return `${raw}@${String(scope)}`;
}
