import type { Transaction } from 'mssql';
import { createKeyTable, fillKeyTable, keyTable } from './key-table.ts';
import type { KeyTable } from './filter.ts';
import type { Condition } from '../../driver.ts';
import { ask, bind, execute } from './requests.ts';
import type { Rows } from './requests.ts';
import { RowStream } from './row-stream.ts';
import type { OpenPool, SqlServerSource } from './source.ts';
import { preambleOf } from './preamble.ts';
import type { Statement } from './statement.ts';
import type { Table } from './table.ts';
import { titleOf } from './table.ts';
import { watched } from './watch.ts';

/**
 * A transaction that only reads, over one connection of the pool: a snapshot where the database gives them. Statements take
 * their turns; while one streams its rows, another has them buffered first.
 */
export class Unit implements AsyncDisposable {
  readonly #source: SqlServerSource;
  readonly #open: OpenPool;
  readonly #transaction: Transaction;
  readonly #handBack: () => void;
  #turn: Promise<unknown> = Promise.resolve();
  #stream: RowStream | null = null;
  #keyTables = 0;

  private constructor(source: SqlServerSource, open: OpenPool, transaction: Transaction, handBack: () => void) {
    this.#source = source;
    this.#open = open;
    this.#transaction = transaction;
    this.#handBack = handBack;
  }

  static async begin(source: SqlServerSource, open: OpenPool, signal: AbortSignal): Promise<Unit> {
    const handBack = await source.permits.take(signal);
    try {
      const { SNAPSHOT, READ_COMMITTED } = open.vendor.ISOLATION_LEVEL;
      const transaction = new open.vendor.Transaction(open.pool);
      // Without a listener a transaction that the server ends by itself would be an error nobody caught.
      transaction.on('error', () => undefined);
      await watched(
        transaction.begin(open.snapshots ? SNAPSHOT : READ_COMMITTED),
        () => undefined,
        source.watch(signal, null),
      );
      return new Unit(source, open, transaction, handBack);
    } catch (thrown) {
      handBack();
      throw source.failure(thrown, null);
    }
  }

  async ask(statement: Statement, table: string | null, signal: AbortSignal): Promise<Rows> {
    return this.#inTurn(table, async () => {
      const preamble = preambleOf(this.#source.options, null);
      return ask(this.#open.vendor, this.#transaction, preamble, statement, this.#source.watch(signal, table));
    });
  }

  /** Whoever opens the stream disposes it. */
  async stream(statement: Statement, table: string, pauseAt: number, signal: AbortSignal): Promise<RowStream> {
    return this.#inTurn(table, () => {
      const request = bind(this.#open.vendor, this.#transaction.request(), statement);
      const text = preambleOf(this.#source.options, null) + statement.text;
      this.#stream = new RowStream(request, text, pauseAt, this.#source.watch(signal, table));
      return Promise.resolve(this.#stream);
    });
  }

  /** The keys that the conditions ask for, each in a temporary table of this transaction. */
  async keep(table: Table, conditions: readonly Condition[], signal: AbortSignal): Promise<readonly KeyTable[]> {
    const kept: KeyTable[] = [];
    for (const condition of conditions) {
      if (condition.kind !== 'keys') continue;
      this.#keyTables += 1;
      const keys = keyTable(table, condition, `#claves_${String(this.#keyTables)}`);
      const title = titleOf(table);
      await this.#inTurn(title, () =>
        execute(this.#transaction, createKeyTable(keys), this.#source.watch(signal, title)),
      );
      for (const fill of fillKeyTable(keys)) await this.ask(fill, title, signal);
      kept.push(keys);
    }
    return kept;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      // What the server ended by itself, or a lost connection, has nothing left to roll back.
      const rolledBack = this.#transaction.rollback().catch(() => undefined);
      await watched(rolledBack, () => undefined, {
        ...this.#source.watch(new AbortController().signal, null),
        silenceMs: this.#source.watch(new AbortController().signal, null).graceMs,
        graceMs: 0,
      }).catch(() => undefined);
    } finally {
      this.#handBack();
    }
  }

  async #inTurn<Result>(table: string | null, work: () => Promise<Result>): Promise<Result> {
    const before = this.#turn;
    const mine = Promise.withResolvers<undefined>();
    this.#turn = mine.promise;
    await before;
    try {
      await this.#stream?.bufferRest();
      return await work();
    } catch (thrown) {
      throw this.#source.failure(thrown, table);
    } finally {
      mine.resolve(undefined);
    }
  }
}

/** A transaction that a reading shares; leaving is disposing. */
export type Entered = Pick<Unit, 'keep' | 'stream'> & AsyncDisposable;
