import { executeBatch } from './engine/execute.ts';
import type { Notice, ResultSink } from './engine/result-sink.ts';
import { makeSession, type Session } from './engine/session.ts';
import type { Store } from './engine/store.ts';
import { SqlError } from './sql-error.ts';
import { toText } from './types/to-text.ts';
import { familyOf } from './types/sql-type.ts';
import type { Stored } from './types/stored.ts';
import type { ResultColumn } from './wire/tokens.ts';

const OWNER = { name: 'sa', roles: ['db_owner', 'sysadmin'], permissions: [], denied: [] };

/** A session without a connection, for tests that write beside their client. Its cells are text in exact styles, or null. */
export class LocalSession {
  readonly #store: Store;
  readonly #session: Session;

  constructor(store: Store, spid: number) {
    this.#store = store;
    this.#session = makeSession(spid, OWNER, store.facts.database, 'prueba', 'localhost');
  }

  /** Runs a batch that waits for nobody; rejects with the first error. Gives the rows of its last result. */
  async run(text: string): Promise<readonly (readonly (string | null)[])[]> {
    const gathered = new GatheringSink();
    this.#store.sessions.set(this.#session.spid, this.#session);
    try {
      await executeBatch(this.#store, this.#session, text, new Map(), gathered, AbortSignal.any([]));
    } finally {
      if (this.#session.transaction === null) this.#store.sessions.delete(this.#session.spid);
    }
    if (gathered.error !== null) throw gathered.error;
    return gathered.rows;
  }
}

class GatheringSink implements ResultSink {
  rows: (readonly (string | null)[])[] = [];
  error: SqlError | null = null;
  #columns: readonly ResultColumn[] = [];

  columns(columns: readonly ResultColumn[]): void {
    this.#columns = columns;
    this.rows = [];
  }

  row(values: readonly Stored[]): undefined {
    this.rows.push(values.map((value, place) => this.#text(value, place)));
  }

  done(): void {
    // Counts are not asked for.
  }

  notice({ number, severity, state, message }: Notice): void {
    if (severity > 10) this.error ??= new SqlError(number, severity, state, message);
  }

  environment(): void {
    // Nobody holds a copy of the session's state.
  }

  #text(value: Stored, place: number): string | null {
    const type = this.#columns[place]?.type;
    if (value === null || type === undefined) return null;
    return toText(value, type, styles[familyOf(type)] ?? 0);
  }
}

const styles: Readonly<Record<string, number>> = { exact: 2, approximate: 3, instant: 121, binary: 1 };
