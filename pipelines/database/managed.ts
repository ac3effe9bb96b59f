import { setTimeout } from 'node:timers/promises';

import { IntegrationError } from '../../schemas/errors.ts';
import type { Database } from './database.ts';
import { settingsOff } from './durability.ts';
import { unavailable } from './failures.ts';
import { DATABASE, HOST, readAccess, type Access } from './managed/access.ts';
import { Tenancy } from './managed/tenancy.ts';
import { openPostgresPool, type PostgresOptions } from './postgres.ts';
import { SessionDatabase } from './session-database.ts';
import type { Session, SessionPool } from './session.ts';

export interface ManagedOptions extends PostgresOptions {
  /** Under root, whom the server runs as; the folder's owner, or `libro`, when it is not said. */
  readonly user?: string | undefined;
}

/**
 * A PostgreSQL server of the product's own, in a folder: made when the folder is empty, started when nobody uses it, and
 * stopped when the last process that opened it disposes of it or dies. Several processes may use it at once, and other
 * programs of this machine, on loopback. What is committed survives a power cut. A server that was killed is started again
 * by the next statement.
 */
export async function openManaged(folder: string, options: ManagedOptions, signal: AbortSignal): Promise<Database> {
  const { user, ...connection } = options;
  const tenancy = await Tenancy.begin(folder, user, signal);
  try {
    const { pool, place } = await openPostgresPool(urlOf(tenancy.access), connection);
    const database = new SessionDatabase(new ManagedPool(tenancy, pool), `${place}, en ${tenancy.home}`, {
      roles: true,
      shared: true,
    });
    await demandDurable(database, signal);
    return database;
  } catch (thrown) {
    await tenancy.end();
    throw thrown;
  }
}

/** The pool of connections, which outlives the death of the server: it has it started again. */
class ManagedPool implements SessionPool {
  readonly #tenancy: Tenancy;
  readonly #pool: SessionPool;
  #closing: Promise<void> | undefined;

  constructor(tenancy: Tenancy, pool: SessionPool) {
    this.#tenancy = tenancy;
    this.#pool = pool;
  }

  async take(signal: AbortSignal): Promise<Session> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#pool.take(signal);
      } catch (thrown) {
        if (!isDown(thrown) || attempt === RETURN_TRIES) throw thrown;
        await this.#revive(signal);
        await setTimeout(RETURN_PAUSE_MS);
      }
    }
  }

  give(session: Session, reusable: boolean): Promise<void> {
    return this.#pool.give(session, reusable);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      await this.#pool[Symbol.asyncDispose]();
    } finally {
      await this.#tenancy.end();
    }
  }

  async #revive(signal: AbortSignal): Promise<void> {
    const { port } = this.#tenancy.access;
    await this.#tenancy.revive(signal);
    const now = this.#tenancy.access.port;
    if (now === port) return;
    const reason = `otro programa tomó el puerto ${String(port)} y ahora atiende en el ${String(now)}`;
    throw unavailable(`la carpeta ${this.#tenancy.home}`, reason, undefined);
  }
}

/** A server that recovers from the death of one of its processes lets nobody in for a while. */
const RETURN_TRIES = 300;
const RETURN_PAUSE_MS = 200;
const DOWN: readonly unknown[] = ['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03'];

function isDown(thrown: unknown): boolean {
  if (!(thrown instanceof IntegrationError) || thrown.code !== 'LEDGER_UNAVAILABLE') return false;
  return thrown.cause instanceof Error && 'code' in thrown.cause && DOWN.includes(thrown.cause.code);
}

async function demandDurable(database: Database, signal: AbortSignal): Promise<void> {
  const off = await settingsOff(database, signal);
  if (off.length === 0) return;
  const reason = `tiene apagado ${off.join(' y ')}, y un corte de luz perdería lo confirmado`;
  throw unavailable(database.place, `${reason}; quite eso de postgresql.auto.conf`, undefined);
}

export interface ManagedAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** Where the programs of this machine find the server of a folder, while it runs. */
export async function managedAddress(folder: string): Promise<ManagedAddress> {
  const { port } = await readAccess(folder);
  return { host: HOST, port, database: DATABASE };
}

function urlOf({ user, password, port }: Access): string {
  return `postgres://${user}:${password}@${HOST}:${String(port)}/${DATABASE}`;
}
