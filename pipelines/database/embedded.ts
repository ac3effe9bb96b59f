import { setImmediate } from 'node:timers/promises';

import type { Results } from '@electric-sql/pglite';

import type { Database, SqlValue } from './database.ts';
import { startEngine, type Engine } from './embedded-engine.ts';
import { ensureCluster, prepareFolder } from './embedded-folder.ts';
import { EmbeddedLock } from './embedded-lock.ts';
import { refuseIfCancelled, statementFailure, unavailable } from './failures.ts';
import { SessionDatabase } from './session-database.ts';
import type { Session, SessionPool, TextPage } from './session.ts';
import { Turnstile } from './turnstile.ts';
import { asText, copyStatement, encodeValue, parsersByType, UnsafeIntegerError } from './values.ts';

/**
 * A PostgreSQL inside this process, in a folder of one process at a time (null: in memory, for tests).
 *
 * Durability: what was committed survives the death of the process, not a power cut or the fall of the machine, because
 * PGlite runs without fsync (electric-sql/pglite#1065). Everything runs one after the other on the main thread: a signal
 * is heeded between statements, not during one. LEDGER_LOCKED when another process has the folder.
 */
export async function openEmbedded(folder: string | null, signal: AbortSignal): Promise<Database> {
  refuseIfCancelled(signal);
  if (folder === null) return databaseOf(await startEngine(null), 'base embebida en memoria', null);
  const home = await prepareFolder(folder);
  const place = `base embebida en ${home}`;
  const lock = EmbeddedLock.take(home);
  try {
    await ensureCluster(home, async (growing) => {
      await (await startEngine(growing)).pglite.close();
    });
    refuseIfCancelled(signal);
    return databaseOf(await startEngine(home), place, lock);
  } catch (thrown) {
    lock[Symbol.dispose]();
    throw translate(place, thrown);
  }
}

function databaseOf(engine: Engine, place: string, lock: EmbeddedLock | null): Database {
  return new SessionDatabase(new EmbeddedPool(engine, place, lock), place, { roles: false, shared: false });
}

const textParsers = Object.fromEntries([...parsersByType.keys()].map((type) => [type, asText]));

/** The one connection, which all wait for in order. */
class EmbeddedPool implements SessionPool {
  readonly #engine: Engine;
  readonly #place: string;
  readonly #lock: EmbeddedLock | null;
  readonly #session: EmbeddedSession;
  readonly #turnstile = new Turnstile(1);
  #closed = false;

  constructor(engine: Engine, place: string, lock: EmbeddedLock | null) {
    this.#engine = engine;
    this.#place = place;
    this.#lock = lock;
    this.#session = new EmbeddedSession(engine, place);
  }

  async take(signal: AbortSignal): Promise<Session> {
    await this.#turnstile.enter(signal);
    // PGlite never returns to the event loop by itself: without this, no timer, socket or signal would get its turn.
    await setImmediate();
    if (!this.#closed) return this.#session;
    this.#turnstile.leave();
    throw unavailable(this.#place, 'ya se cerró', undefined);
  }

  async give(): Promise<void> {
    try {
      if (this.#engine.pglite.isInTransaction()) await this.#engine.pglite.exec('ROLLBACK');
    } catch {
      // The engine itself is at fault, and the next statement says so.
    }
    this.#turnstile.leave();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#turnstile.enter(new AbortController().signal);
    try {
      // After a PANIC there is nothing to write out: the next opening recovers from the log.
      if (!this.#closed && !this.#engine.hasStopped()) await this.#engine.pglite.close();
    } finally {
      if (!this.#closed) this.#lock?.[Symbol.dispose]();
      this.#closed = true;
      this.#turnstile.leave();
    }
  }
}

class EmbeddedSession implements Session {
  readonly #engine: Engine;
  readonly #place: string;

  constructor(engine: Engine, place: string) {
    this.#engine = engine;
    this.#place = place;
  }

  async query(text: string, values: readonly SqlValue[]): Promise<readonly unknown[]> {
    const result = await this.#translated(() => this.#engine.pglite.query(text, values.map(encodeValue)));
    return result.rows;
  }

  async execute(script: string): Promise<string> {
    const results = await this.#translated(() => this.#engine.pglite.exec(script));
    return results.at(-1)?.command ?? '';
  }

  async copyIn(table: string, columns: readonly string[], lines: string): Promise<void> {
    const statement = copyStatement(table, columns, `'/dev/blob'`);
    await this.#translated(() => this.#engine.pglite.query(statement, [], { blob: new Blob([lines]) }));
  }

  async readPage(text: string): Promise<TextPage> {
    await setImmediate();
    const result: Results<(string | null)[]> = await this.#translated(() =>
      this.#engine.pglite.query(text, [], { rowMode: 'array', parsers: textParsers }),
    );
    return {
      columns: result.fields.map((field) => field.name),
      types: result.fields.map((field) => field.dataTypeID),
      rows: result.rows,
    };
  }

  cancel(): Promise<void> {
    return Promise.resolve();
  }

  async #translated<Result>(statement: () => Promise<Result>): Promise<Result> {
    try {
      return await statement();
    } catch (thrown) {
      throw translate(this.#place, thrown);
    }
  }
}

interface EngineError extends Error {
  readonly code: string;
  readonly severity?: string;
  params?: unknown;
}

function isEngineError(thrown: unknown): thrown is EngineError {
  return thrown instanceof Error && 'severity' in thrown && 'code' in thrown && typeof thrown.code === 'string';
}

function translate(place: string, thrown: unknown): unknown {
  if (thrown instanceof UnsafeIntegerError) return thrown;
  if (thrown instanceof Error && thrown.name === 'IntegrationError') return thrown;
  if (isEngineError(thrown)) {
    // PGlite hangs the values of the statement on its errors, and a cause may be logged.
    delete thrown.params;
    const { code: sqlstate, severity = 'ERROR', message } = thrown;
    return statementFailure(place, { sqlstate, severity, message, cause: thrown });
  }
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  const advice = 'revise que haya espacio en el disco y que la carpeta esté entera, y vuelva a abrir el programa';
  return unavailable(place, `su motor se detuvo (${reason}); ${advice}`, thrown);
}
