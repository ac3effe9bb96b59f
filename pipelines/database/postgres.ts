import { finished } from 'node:stream/promises';

import type { Client, ClientConfig, Pool, PoolClient } from 'pg';

import type { Database, SqlValue } from './database.ts';
import { unavailable, untilCancelled } from './failures.ts';
import { connectionFailure, endsConnection, postgresFailure } from './postgres-failures.ts';
import { parsePostgresUrl } from './postgres-url.ts';
import { Wire } from './postgres-wire.ts';
import { SessionDatabase } from './session-database.ts';
import type { Session, SessionPool, TextPage } from './session.ts';
import { Turnstile } from './turnstile.ts';
import { asText, copyStatement, encodeValue, parsersByType, sessionSettings } from './values.ts';

const MINIMUM_VERSION = 150_000;
const CONNECTING_MS = 5000;

export interface PostgresOptions {
  /** At most so many connections at once; 4 when it is not said. */
  readonly connections?: number | undefined;
  /** Who logs in, instead of whom the URL names. */
  readonly login?: Login;
  /** The server stops a statement that takes longer; no limit when it is not said. */
  readonly statementTimeoutMs?: number | undefined;
  /** What the server shows of these connections; `libro` when it is not said. A lease is alive while its holder's are. */
  readonly name?: string;
  /** Where the URL's certificate files are looked for; where the process is when it is not said. */
  readonly folder?: string;
}

export interface Login {
  readonly user: string;
  readonly password: string;
}

/**
 * A PostgreSQL server, version 15 or later, by URL; what the URL leaves out comes from libpq's variables (PGUSER,
 * PGPASSWORD). A signal that fires stops the statement in the server too. LEDGER_UNAVAILABLE, without the password,
 * when it cannot be reached within 5 s, does not let in or is too old; CONFIG_INVALID for a URL that is none.
 */
export async function openPostgres(url: string, options: PostgresOptions, signal: AbortSignal): Promise<Database> {
  const { pool, place } = await openPostgresPool(url, options);
  try {
    // The first connection is made now, so that what is wrong is said now.
    await pool.give(await pool.take(signal), true);
  } catch (thrown) {
    // Not awaited: a server that does not answer would be waited for until the timeout.
    void pool[Symbol.asyncDispose]();
    throw thrown;
  }
  return new SessionDatabase(pool, place, { roles: true, shared: true });
}

/** The connections alone, none of them made yet. */
export async function openPostgresPool(
  url: string,
  options: PostgresOptions,
): Promise<{ readonly pool: SessionPool; readonly place: string }> {
  const { place, host, port, database, user, password, ssl } = parsePostgresUrl(url, options.folder ?? '.');
  const config: ClientConfig = {
    ...{ host, port, database, user, password, ssl },
    ...options.login,
    statement_timeout: options.statementTimeoutMs ?? false,
    application_name: options.name ?? 'libro',
    connectionTimeoutMillis: CONNECTING_MS,
    keepAlive: true,
    types: { getTypeParser: (type: number) => parsersByType.get(type) ?? asText },
  };
  return { pool: await PostgresPool.open(config, place, options.connections ?? 4), place };
}

interface Vendor {
  readonly connect: () => Promise<Client>;
  readonly copyFrom: typeof import('pg-copy-streams').from;
}

class PostgresPool implements SessionPool {
  readonly #pool: Pool;
  readonly #vendor: Vendor;
  readonly #place: string;
  /** The pool's own queue gives up after the connection's timeout: it would fail whoever waits for long work. */
  readonly #turnstile: Turnstile;
  readonly #processes = new WeakMap<PoolClient, number>();
  readonly #wire: Wire;

  private constructor(pool: Pool, vendor: Vendor, wire: Wire, place: string, connections: number) {
    this.#pool = pool;
    this.#vendor = vendor;
    this.#wire = wire;
    this.#place = place;
    this.#turnstile = new Turnstile(connections);
  }

  static async open(config: ClientConfig, place: string, connections: number): Promise<PostgresPool> {
    const [{ Client, Pool }, { from: copyFrom }] = await Promise.all([import('pg'), import('pg-copy-streams')]);
    const wire = new Wire();
    const pool = new Pool({ ...config, stream: wire.open, max: connections, idleTimeoutMillis: 0 });
    // A connection lost while nobody uses it: the pool has dropped it already, the next use makes another.
    pool.on('error', () => undefined);
    const connect = async (): Promise<Client> => {
      const client = new Client(config);
      client.on('error', () => undefined);
      await client.connect();
      return client;
    };
    return new PostgresPool(pool, { connect, copyFrom }, wire, place, connections);
  }

  async take(signal: AbortSignal): Promise<PostgresSession> {
    await this.#turnstile.enter(signal);
    try {
      const client = await this.#client(signal);
      return new PostgresSession(client, await this.#process(client), this.#vendor, this.#place);
    } catch (thrown) {
      this.#turnstile.leave();
      throw thrown;
    }
  }

  give(session: PostgresSession, reusable: boolean): Promise<void> {
    session.release(reusable);
    this.#turnstile.leave();
    return Promise.resolve();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end();
  }

  async #client(signal: AbortSignal): Promise<PoolClient> {
    if (this.#pool.ending) throw unavailable(this.#place, 'ya se cerró', undefined);
    const connecting = this.#pool.connect();
    try {
      return await untilCancelled(signal, connecting);
    } catch (thrown) {
      void connecting.then(
        (client) => {
          client.release();
        },
        () => undefined,
      );
      throw connectionFailure(this.#place, thrown, this.#wire.heard);
    }
  }

  /** The server's process of this connection; on a new one, looked for together with its settings. */
  async #process(client: PoolClient): Promise<number> {
    const known = this.#processes.get(client);
    if (known !== undefined) return known;
    try {
      client.on('error', () => undefined);
      const process = await this.#prepare(client);
      this.#processes.set(client, process);
      return process;
    } catch (thrown) {
      client.release(true);
      throw connectionFailure(this.#place, thrown, this.#wire.heard);
    }
  }

  async #prepare(client: PoolClient): Promise<number> {
    const asked = `SELECT pg_backend_pid() AS process, current_setting('server_version_num')::int AS number,
      current_setting('server_version') AS version, current_setting('server_encoding') AS encoding, ${sessionSettings}`;
    interface Answer {
      readonly process: number;
      readonly number: number;
      readonly version: string;
      readonly encoding: string;
    }
    const server = (await client.query<Answer>(asked)).rows[0];
    if (!server) throw unavailable(this.#place, 'el servidor no dijo quién es', undefined);
    if (server.number < MINIMUM_VERSION) {
      throw unavailable(this.#place, `es PostgreSQL ${server.version} y hace falta la 15 o posterior`, undefined);
    }
    if (server.encoding !== 'UTF8') {
      throw unavailable(this.#place, `la base guarda en ${server.encoding} y hace falta UTF8`, undefined);
    }
    return server.process;
  }
}

class PostgresSession implements Session {
  readonly #client: PoolClient;
  readonly #process: number;
  readonly #vendor: Vendor;
  readonly #place: string;
  #spoiled = false;

  constructor(client: PoolClient, process: number, vendor: Vendor, place: string) {
    this.#client = client;
    this.#process = process;
    this.#vendor = vendor;
    this.#place = place;
  }

  async query(text: string, values: readonly SqlValue[]): Promise<readonly unknown[]> {
    // The simple protocol, which pg takes without values, would run several statements.
    const config = { text, values: values.map(encodeValue), queryMode: 'extended' };
    return (await this.#translated(() => this.#client.query<Record<string, unknown>>(config))).rows;
  }

  async execute(script: string): Promise<string> {
    const results = [await this.#translated(() => this.#client.query(script))].flat();
    return results.at(-1)?.command ?? '';
  }

  async copyIn(table: string, columns: readonly string[], lines: string): Promise<void> {
    const stream = this.#vendor.copyFrom(copyStatement(table, columns, 'STDIN'));
    await this.#translated(async () => {
      this.#client.query(stream);
      stream.end(Buffer.from(lines));
      await finished(stream);
    });
  }

  async readPage(text: string): Promise<TextPage> {
    const types = { getTypeParser: () => asText };
    const config = { text, values: [], queryMode: 'extended', rowMode: 'array' as const, types };
    const result = await this.#translated(() => this.#client.query<(string | null)[]>(config));
    return {
      columns: result.fields.map((field) => field.name),
      types: result.fields.map((field) => field.dataTypeID),
      rows: result.rows,
    };
  }

  async cancel(): Promise<void> {
    // The request may arrive when the statement has ended: this connection is not for anyone else.
    this.#spoiled = true;
    try {
      const other = await this.#vendor.connect();
      await other.query('SELECT pg_cancel_backend($1)', [this.#process]).finally(() => other.end());
    } catch {
      this.#client.connection.stream.destroy();
    }
  }

  release(reusable: boolean): void {
    const idle = this.#client.getTransactionStatus() === 'I';
    this.#client.release(this.#spoiled || !reusable || !idle);
  }

  async #translated<Result>(statement: () => Promise<Result>): Promise<Result> {
    try {
      return await statement();
    } catch (thrown) {
      this.#spoiled ||= endsConnection(thrown);
      throw postgresFailure(this.#place, thrown);
    }
  }
}
