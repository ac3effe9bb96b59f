import type { SqlValue } from './database.ts';

/** A page of rows as PostgreSQL's own text; repeated column names are kept. */
export interface TextPage {
  readonly columns: readonly string[];
  /** Their types, as PostgreSQL numbers them (`pg_type.oid`). */
  readonly types: readonly number[];
  readonly rows: readonly (readonly (string | null)[])[];
}

/**
 * One connection, which is all that an implementation of the port has to bring. It is never asked for two statements
 * at once; its failures are already the port's own (`statementFailure`, `unavailable`).
 */
export interface Session {
  /** One statement: more than one is an error of the statement. */
  query(text: string, values: readonly SqlValue[]): Promise<readonly unknown[]>;
  /** Several statements; returns the command tag of the last (`COMMIT`, `ROLLBACK` …). */
  execute(script: string): Promise<string>;
  copyIn(table: string, columns: readonly string[], lines: string): Promise<void>;
  /** One statement, every value as text. */
  readPage(text: string): Promise<TextPage>;
  /** Asks the server to stop what this connection is doing; never fails, and returns when the request has arrived. */
  cancel(): Promise<void>;
}

export interface SessionPool extends AsyncDisposable {
  /** Waits for a free connection as long as the signal lets it. */
  take(signal: AbortSignal): Promise<Session>;
  /** Gives it back with no transaction open. What is not reusable is closed, where there can be another. */
  give(session: Session, reusable: boolean): Promise<void>;
}

/** Runs one statement of the session, and stops it when the signal fires. */
export async function runUntilCancelled<Result>(
  session: Session,
  signal: AbortSignal,
  statement: () => Promise<Result>,
  cancelledBy: (thrown: unknown) => unknown,
): Promise<Result> {
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping = session.cancel();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await statement();
  } catch (thrown) {
    throw signal.aborted ? cancelledBy(thrown) : thrown;
  } finally {
    signal.removeEventListener('abort', stop);
    // A request still on its way would stop the next statement.
    await stopping;
  }
}
