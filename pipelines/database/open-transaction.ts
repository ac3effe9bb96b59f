import { StatementError, type SqlRow, type SqlValue, type Transaction } from './database.ts';
import { cancelled, refuseIfCancelled } from './failures.ts';
import { runUntilCancelled, type Session, type TextPage } from './session.ts';

/** A transaction while its work runs. Statements asked for at once run one after the other; after its end it refuses. */
export class OpenTransaction implements Transaction {
  readonly #session: Session;
  readonly #signal: AbortSignal;
  #last: Promise<unknown> = Promise.resolve();
  #ended = false;
  #reusable = true;

  constructor(session: Session, signal: AbortSignal) {
    this.#session = session;
    this.#signal = signal;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get reusable(): boolean {
    return this.#reusable;
  }

  async query<Row = SqlRow>(text: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]> {
    const rows = await this.#run(signal, () => this.#session.query(text, values));
    return rows as readonly Row[];
  }

  async execute(script: string, signal: AbortSignal): Promise<void> {
    await this.#run(signal, () => this.#session.execute(script));
  }

  async copyIn(table: string, columns: readonly string[], lines: string, signal: AbortSignal): Promise<void> {
    await this.#run(signal, () => this.#session.copyIn(table, columns, lines));
  }

  async readPage(text: string, signal: AbortSignal): Promise<TextPage> {
    return this.#run(signal, () => this.#session.readPage(text));
  }

  async commit(): Promise<void> {
    await this.#close();
    refuseIfCancelled(this.#signal);
    const tag = await this.#session.execute('COMMIT');
    // PostgreSQL answers ROLLBACK, without an error, to a COMMIT after a statement that failed.
    if (tag !== 'COMMIT') {
      throw new StatementError(
        '25P02',
        'The transaction was rolled back: one of its statements had failed.',
        undefined,
      );
    }
  }

  /** Never fails: a connection that cannot roll back is closed, and the server rolls back. */
  async rollback(): Promise<void> {
    await this.#close();
    try {
      await this.#session.execute('ROLLBACK');
    } catch {
      this.#reusable = false;
    }
  }

  async #close(): Promise<void> {
    await this.#last;
    this.#ended = true;
  }

  #run<Result>(signal: AbortSignal, statement: () => Promise<Result>): Promise<Result> {
    const either = signal === this.#signal ? signal : AbortSignal.any([signal, this.#signal]);
    const next = this.#last.then(() => {
      refuseIfCancelled(either);
      if (this.#ended) throw new Error('This transaction has ended; its statements belong inside its work.');
      return runUntilCancelled(this.#session, either, statement, (thrown) => cancelled(either, thrown));
    });
    this.#last = next.catch(() => undefined);
    return next;
  }
}
