import { Channel } from './channel.ts';
import { VendorError, failed, odbcFailure } from './failures.ts';
import { connectionText } from './options.ts';
import type { Opening } from './options.ts';
import type { Question, Rows } from './protocol.ts';

/** One connection of ODBC, in a child process of its own. Failures are the product's; whoever opens it disposes it. */
export class Session implements AsyncDisposable {
  readonly opening: Opening;
  readonly #channel: Channel;
  readonly #secret: string | null;
  #cursors = 0;
  #entered = 0;

  private constructor(opening: Opening, channel: Channel, secret: string | null) {
    this.opening = opening;
    this.#channel = channel;
    this.#secret = secret;
  }

  static async open(opening: Opening, signal: AbortSignal): Promise<Session> {
    signal.throwIfAborted();
    const secret = opening.password?.() ?? null;
    const { environment, connectTimeoutMs } = opening;
    const session = new Session(opening, new Channel(environment), secret);
    try {
      const seconds = Math.ceil(connectTimeoutMs / 1000);
      const text = connectionText(opening, secret);
      await session.#ask({ kind: 'connect', text, seconds }, signal, connectTimeoutMs * 2);
      for (const sql of opening.dialect.preamble) await session.query(sql, signal);
      return session;
    } catch (thrown) {
      // Some drivers only print why: once their process is gone, all of it has arrived.
      await session[Symbol.asyncDispose]();
      throw session.#failure(thrown);
    }
  }

  async ask(question: Question, signal: AbortSignal): Promise<Rows> {
    try {
      return await this.#ask(question, signal, this.opening.silenceTimeoutMs);
    } catch (thrown) {
      throw this.#failure(thrown);
    }
  }

  async query(sql: string, signal: AbortSignal): Promise<Rows> {
    return this.ask({ kind: 'query', sql }, signal);
  }

  /** A statement read step by step; the step's rows are all there are when they are fewer than was asked for and not too many bytes. */
  async cursor(sql: string, signal: AbortSignal): Promise<SessionCursor> {
    const cursor = (this.#cursors += 1);
    await this.ask({ kind: 'open', cursor, sql }, signal);
    return {
      fetch: (rows, bytes) => this.ask({ kind: 'fetch', cursor, rows, bytes }, signal),
      [Symbol.asyncDispose]: () => this.#quietly({ kind: 'leave', cursor }),
    };
  }

  /**
   * Enters the transaction of the readings that are open, where the source has such. Whoever entered leaves; the last to leave
   * ends it.
   */
  async enter(signal: AbortSignal): Promise<void> {
    const { transaction } = this.opening.dialect;
    this.#entered += 1;
    if (this.#entered > 1 || transaction === null) return;
    try {
      await this.query(transaction[0], signal);
    } catch (thrown) {
      this.#entered -= 1;
      throw thrown;
    }
  }

  async leave(): Promise<void> {
    const { transaction } = this.opening.dialect;
    this.#entered -= 1;
    if (this.#entered === 0 && transaction !== null) await this.#quietly({ kind: 'query', sql: transaction[1] });
  }

  /** All that is asked meanwhile is of one transaction. */
  async within<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
    await this.enter(signal);
    try {
      return await work();
    } finally {
      await this.leave();
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#channel[Symbol.asyncDispose]();
  }

  /** Ends the child. SOURCE_REFUSED when a driver printed that what it gave is wrong. */
  async finish(): Promise<void> {
    await this[Symbol.asyncDispose]();
    if (this.opening.dialect.wrong?.test(this.#channel.words) !== true) return;
    const reason = 'el archivo está cortado o dañado: su driver ODBC avisó que dejó filas sin leer';
    throw failed(this.opening, 'SOURCE_REFUSED', reason);
  }

  async #ask(question: Question, signal: AbortSignal, silenceMs: number): Promise<Rows> {
    const answer = await this.#channel.ask(question, signal, silenceMs);
    if ('failure' in answer) throw new VendorError(answer.failure);
    return answer;
  }

  #failure(thrown: unknown): unknown {
    return odbcFailure(thrown, this.opening, this.#secret, this.#channel.words);
  }

  /** What only frees: a child that has ended has freed it. */
  async #quietly(question: Question): Promise<void> {
    await this.ask(question, new AbortController().signal).catch(() => undefined);
  }
}

export interface SessionCursor extends AsyncDisposable {
  fetch(rows: number, bytes: number): Promise<Rows>;
}
