import type { Queryable } from '../database/database.ts';
import type { StreamRow } from './lease.ts';

interface OpenRow {
  readonly id: number;
  readonly ambito: number;
  readonly huella_cruda: string;
}

/**
 * Rejections still open that known state cannot keep track of: rows without a readable key, and rows that share one.
 * They are told apart by their raw digest and counted one by one: what stands again writes nothing, what is left over
 * at the end of a whole read is gone from the source.
 */
export class OpenRejections {
  readonly #waiting = new Map<string, number[]>();
  readonly #scopes = new Map<number, number>();

  static async open(queryable: Queryable, stream: StreamRow, signal: AbortSignal): Promise<OpenRejections> {
    const rows = await queryable.query<OpenRow>(
      `select id, ambito, huella_cruda from corridas.cuarentena
        where flujo = $1 and estado <> 'cerrada' and (clave is null or codigo = 'KEY_REPEATED') order by id`,
      [stream.id],
      signal,
    );
    const open = new OpenRejections();
    for (const row of rows) {
      const place = placeOf(row.huella_cruda, row.ambito);
      open.#waiting.set(place, [...(open.#waiting.get(place) ?? []), row.id]);
      open.#scopes.set(row.id, row.ambito);
    }
    return open;
  }

  /** True when a rejection of this very row was open: it stands. */
  take(raw: string, scope: number): boolean {
    const id = this.#waiting.get(placeOf(raw, scope))?.shift();
    if (id !== undefined) this.#scopes.delete(id);
    return id !== undefined;
  }

  /** Rejections of these scopes that no row stood for. */
  leftOver(scopes: ReadonlySet<number>): readonly number[] {
    return [...this.#scopes].filter(([, scope]) => scopes.has(scope)).map(([id]) => id);
  }
}

function placeOf(raw: string, scope: number): string {
  return `${raw}@${String(scope)}`;
}
