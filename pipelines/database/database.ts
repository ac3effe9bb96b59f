/**
 * One PostgreSQL, embedded or served. The same SQL everywhere; differences are declared capabilities.
 *
 * Values come back alike from every implementation: smallint, integer and bigint as `number` (beyond 2^53 it throws),
 * boolean as `boolean`, bytea as `Uint8Array`, json and jsonb parsed, null as null, everything else (numeric, date,
 * timestamptz, text, arrays …) as PostgreSQL's own text with `TimeZone=UTC` and `DateStyle=ISO`.
 * Failures are LEDGER_UNAVAILABLE where trying again can help; a `StatementError` carries any other SQLSTATE.
 */
export type SqlValue =
  string | number | bigint | boolean | Uint8Array | null | readonly (string | number | boolean | null)[];
export type SqlRow = Readonly<Record<string, unknown>>;

export interface Queryable {
  /** One statement, `$1`… for the values. */
  query<Row = SqlRow>(text: string, values: readonly SqlValue[], signal: AbortSignal): Promise<readonly Row[]>;
  /** Several statements without values (migrations). */
  execute(script: string, signal: AbortSignal): Promise<void>;
}

export interface Transaction extends Queryable {
  /** COPY into a table, from lines in PostgreSQL's text format (tab-separated, `\N` for null, each ended by a line feed). */
  copyIn(table: string, columns: readonly string[], lines: string, signal: AbortSignal): Promise<void>;
}

/** Rows as PostgreSQL's own text, for people: exact whatever the type. */
export interface TextRows {
  readonly columns: readonly string[];
  /** Of each column, whether its values are numbers. */
  readonly numbers: readonly boolean[];
  readonly rows: AsyncIterable<readonly (readonly (string | null)[])[]>;
}

export interface DatabaseCapabilities {
  /** Roles are enforced by the server: a query can be run as someone who may see less. */
  readonly roles: boolean;
  /** Other processes may be connected at the same time. */
  readonly shared: boolean;
}

export interface Database extends Queryable, AsyncDisposable {
  readonly capabilities: DatabaseCapabilities;
  /** Whose database it is, without secrets: for messages. */
  readonly place: string;
  /** Commits when `work` returns, rolls back when it throws or the signal fires. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>, signal: AbortSignal): Promise<Result>;
  /**
   * One query in a read-only transaction, streamed in pages; the statement cannot be more than one. With `role`, as that
   * role: a boundary only where the query cannot take another (`set_config` revoked, or a login that has no other).
   */
  readText<Result>(
    text: string,
    use: (result: TextRows) => Promise<Result>,
    signal: AbortSignal,
    role?: string,
  ): Promise<Result>;
}

/** What PostgreSQL said of a statement; `sqlstate` decides what is done about it. */
export class StatementError extends Error {
  readonly sqlstate: string;

  constructor(sqlstate: string, message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'StatementError';
    this.sqlstate = sqlstate;
  }

  /** The data is at fault, not the machine: classes 22 (data exception) and 23 (integrity constraint). */
  get dataAtFault(): boolean {
    return /^2[23]/.test(this.sqlstate);
  }
}
