import { AsyncLocalStorage } from 'node:async_hooks';

import type { Database, DatabaseCapabilities, SqlRow, SqlValue, TextRows, Transaction } from './database.ts';
import { cancelled, refuseIfCancelled, untilCancelled } from './failures.ts';
import { OpenTransaction } from './open-transaction.ts';
import { readingOf, refusedQuery } from './readable-query.ts';
import { runUntilCancelled, type Session, type SessionPool, type TextPage } from './session.ts';
import { quoteIdentifier } from './values.ts';

const PAGE_ROWS = 1000;
const DECLARE = 'DECLARE libro_lectura NO SCROLL CURSOR FOR ';

/** int8, int2, int4, float4, float8 and numeric: their numbers in pg_type never change. */
const NUMBERS: ReadonlySet<number> = new Set([20, 21, 23, 700, 701, 1700]);

/**
 * The port over any pool of connections. Inside the work of a transaction (or of `readText`) only the transaction may be
 * used: the database itself refuses there at once, served or embedded, because with one connection it would wait for ever.
 */
export class SessionDatabase implements Database {
  readonly capabilities: DatabaseCapabilities;
  readonly place: string;
  readonly #pool: SessionPool;
  readonly #around = new AsyncLocalStorage<OpenTransaction>();

  constructor(pool: SessionPool, place: string, capabilities: DatabaseCapabilities) {
    this.#pool = pool;
    this.place = place;
    this.capabilities = capabilities;
  }

  async query<Row = SqlRow>(text: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]> {
    const rows = await this.#alone(signal, (session) => session.query(text, values));
    return rows as readonly Row[];
  }

  async execute(script: string, signal: AbortSignal): Promise<void> {
    await this.#alone(signal, (session) => session.execute(script));
  }

  async transaction<Result>(work: (transaction: Transaction) => Promise<Result>, signal: AbortSignal): Promise<Result> {
    return this.#within('BEGIN', true, signal, async (transaction) => {
      const result = await untilCancelled(signal, work(transaction));
      await transaction.commit();
      return result;
    });
  }

  async readText<Result>(
    text: string,
    use: (result: TextRows) => Promise<Result>,
    signal: AbortSignal,
    role?: string,
  ): Promise<Result> {
    const reading = readingOf(text);
    const asRole = role === undefined ? '' : `; SET LOCAL ROLE ${quoteIdentifier(role)}`;
    const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY${asRole}`;
    // Settings go with the rollback, but a lock that the query took by advisory functions only with the connection.
    return this.#within(begin, false, signal, async (transaction) => {
      const read = (statement: string): Promise<TextPage> =>
        transaction.readPage(statement, signal).catch((thrown: unknown) => {
          throw refusedQuery(thrown, reading === 'cursor' ? DECLARE.length : 0);
        });
      if (reading === 'cursor') await read(`${DECLARE}${text}`);
      const next = reading === 'cursor' ? `FETCH FORWARD ${PAGE_ROWS} FROM libro_lectura` : null;
      const first = await read(next ?? text);
      const numbers = first.types.map((type) => NUMBERS.has(type));
      const rows = pages(first, next, read);
      const result = await untilCancelled(signal, use({ columns: first.columns, numbers, rows }));
      await transaction.rollback();
      return result;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool[Symbol.asyncDispose]();
  }

  async #alone<Result>(signal: AbortSignal, use: (session: Session) => Promise<Result>): Promise<Result> {
    const session = await this.#take(signal);
    try {
      return await runUntilCancelled(
        session,
        signal,
        () => use(session),
        (thrown) => cancelled(signal, thrown),
      );
    } finally {
      await this.#pool.give(session, true);
    }
  }

  async #within<Result>(
    begin: string,
    reusable: boolean,
    signal: AbortSignal,
    work: (transaction: OpenTransaction) => Promise<Result>,
  ): Promise<Result> {
    const session = await this.#take(signal);
    const transaction = new OpenTransaction(session, signal);
    try {
      await transaction.execute(begin, signal);
      return await this.#around.run(transaction, () => work(transaction));
    } catch (thrown) {
      await transaction.rollback();
      throw thrown;
    } finally {
      await this.#pool.give(session, reusable && transaction.reusable);
    }
  }

  async #take(signal: AbortSignal): Promise<Session> {
    const around = this.#around.getStore();
    if (around && !around.ended) {
      throw new Error('Inside a transaction its own methods are to be used, not those of the database.');
    }
    refuseIfCancelled(signal);
    return this.#pool.take(signal);
  }
}

async function* pages(
  first: TextPage,
  next: string | null,
  read: (statement: string) => Promise<TextPage>,
): AsyncGenerator<TextPage['rows']> {
  if (first.rows.length > 0) yield first.rows;
  if (next === null) return;
  let page = first;
  while (page.rows.length === PAGE_ROWS) {
    page = await read(next);
    if (page.rows.length > 0) yield page.rows;
  }
}
