import type { ConnectionPool, config as PoolConfig } from 'mssql';
import { IntegrationError } from '../../../schemas/errors.ts';
import { failed, sqlServerFailure } from './failures.ts';
import type { Doing } from './failures.ts';
import type { RawRow } from '../../driver.ts';
import {
  CANCEL_TIMEOUT_MS,
  CONNECTIONS_AT_MOST,
  connectTimeoutOf,
  isolationOf,
  placeOf,
  poolConfig,
} from './options.ts';
import type { SqlServerOptions } from './options.ts';
import { paceOf } from './pace.ts';
import type { Clock, Pace } from './pace.ts';
import { openPermits } from './permits.ts';
import { speaksSomethingElse } from './probe.ts';
import type { Permits } from './permits.ts';
import { settingsSql } from './catalogue-sql.ts';
import { loadVendor } from './vendor.ts';
import type { Vendor } from './vendor.ts';
import { watched } from './watch.ts';
import type { Watch } from './watch.ts';

/** A connection as the vendor's package holds it. */
type Physical = Parameters<NonNullable<PoolConfig['beforeConnect']>>[0];

/** A pool that let us in, and what its database is. */
export interface OpenPool {
  readonly vendor: Vendor;
  readonly pool: ConnectionPool;
  /** Readings are snapshots. */
  readonly snapshots: boolean;
}

/** A pool may stay for the next poll, but not so long that a command which is done waits for it. */
const IDLE_CLOSE_MS = 1500;
const DEFAULT_PORT = 1433;

/** One database server as a source: its one pool, opened by the first connection and closed after the last. */
export class SqlServerSource {
  readonly options: SqlServerOptions;
  readonly place: string;
  readonly pace: Pace;
  readonly permits: Permits = openPermits(CONNECTIONS_AT_MOST);
  #open: Promise<OpenPool> | null = null;
  #users = 0;
  #idle: NodeJS.Timeout | null = null;
  readonly #physical = new Set<Physical>();
  /** Of the first message by which the server refused a login, which the vendor's error leaves out; 18456 comes last, always. */
  #loginNumber: number | null = null;

  constructor(options: SqlServerOptions, clock: Clock) {
    this.options = options;
    this.place = placeOf(options);
    this.pace = paceOf(options.maxRowsPerSecond ?? null, clock);
  }

  /** The open pool; whoever enters leaves. */
  async enter(signal: AbortSignal): Promise<OpenPool> {
    signal.throwIfAborted();
    if (this.#idle) clearTimeout(this.#idle);
    this.#users += 1;
    const opening = (this.#open ??= this.#connect());
    try {
      return await untilAborted(opening, signal);
    } catch (thrown) {
      if (this.#open === opening && !signal.aborted) this.#open = null;
      this.leave();
      throw thrown;
    }
  }

  leave(): void {
    this.#users -= 1;
    if (this.#users > 0 || !this.#open) return;
    this.#idle = setTimeout(() => {
      this.#close();
    }, IDLE_CLOSE_MS);
  }

  doing(table: string | null): Doing {
    return { place: this.place, user: this.options.user, encrypts: this.options.encrypt ?? true, table };
  }

  failure(thrown: unknown, table: string | null): unknown {
    return sqlServerFailure(thrown, this.doing(table), this.#loginNumber);
  }

  watch(signal: AbortSignal, table: string | null): Watch {
    const silenceMs = this.options.silenceTimeoutMs ?? 300_000;
    const seconds = String(Math.round(silenceMs / 1000));
    const reason = `no contestó en ${seconds} s y se soltó la conexión; se puede intentar de nuevo`;
    return {
      signal,
      silenceMs,
      graceMs: CANCEL_TIMEOUT_MS + 1000,
      silent: () => failed('SOURCE_UNREACHABLE', this.doing(table), reason),
      hung: () => {
        this.#destroy();
      },
    };
  }

  async #connect(): Promise<OpenPool> {
    this.#loginNumber = null;
    const vendor = await loadVendor();
    const pool = new vendor.ConnectionPool({
      ...poolConfig(this.options),
      beforeConnect: (physical) => {
        this.#keep(physical);
      },
    });
    // Without a handler an error of an idle connection would end the process; the next statement tells it.
    pool.on('error', () => undefined);
    try {
      await pool.connect();
      const snapshots = await this.#settings(pool);
      return { vendor, pool, snapshots };
    } catch (thrown) {
      this.#destroy();
      throw await this.#refusal(this.failure(thrown, null));
    }
  }

  /** What failed to let us in may be no SQL Server at all. */
  async #refusal(failure: unknown): Promise<unknown> {
    const { server, port = DEFAULT_PORT } = this.options;
    const unreachable = failure instanceof IntegrationError && failure.code === 'SOURCE_UNREACHABLE';
    if (!unreachable || server.includes('\\') || !(await speaksSomethingElse(server, port))) return failure;
    return failed('SOURCE_REFUSED', this.doing(null), 'en ese puerto contesta otro programa; revise port', failure);
  }

  async #settings(pool: ConnectionPool): Promise<boolean> {
    const request = pool.request();
    const asked = request.query<RawRow>(settingsSql().text);
    const stop = (): void => {
      request.cancel();
    };
    const watch = this.watch(new AbortController().signal, null);
    const { recordset } = await watched(asked, stop, { ...watch, silenceMs: connectTimeoutOf(this.options) });
    const allowed = Number((recordset as readonly RawRow[])[0]?.[0]) === 1;
    const wanted = isolationOf(this.options);
    if (wanted !== 'snapshot' || allowed) return allowed && wanted !== 'read-committed';
    const reason = `la base no permite fotos; pida ALTER DATABASE ${this.options.database} SET ALLOW_SNAPSHOT_ISOLATION ON, o quite isolation`;
    throw failed('SOURCE_REFUSED', this.doing(null), reason);
  }

  #keep(physical: Physical): void {
    this.#physical.add(physical);
    physical.on('errorMessage', ({ number }) => {
      this.#loginNumber ??= number;
    });
    physical.on('connect', (error) => {
      if (!error) this.#loginNumber = null;
    });
    physical.on('end', () => {
      this.#physical.delete(physical);
    });
  }

  /** Nothing that the server might still answer is worth waiting for. The next connection opens a new pool. */
  #destroy(): void {
    for (const physical of this.#physical) physical.close();
    this.#close();
  }

  #close(): void {
    const closing = this.#open;
    this.#open = null;
    void closing?.then(({ pool }) => pool.close()).catch(() => undefined);
  }
}

async function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const over = new AbortController();
  const aborted = new Promise<never>((_, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true, signal: over.signal });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    over.abort();
  }
}
