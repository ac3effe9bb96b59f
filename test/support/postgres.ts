import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import pg from 'pg';

import type { PostgresVersion } from './postgres-binaries.ts';
import {
  createServerIn,
  makeServerFolder,
  removeServer,
  startServer,
  stopServer,
  urlOf,
  type PostgresServer,
  type ServerSettings,
} from './postgres-server.ts';

export { missingPostgres, type PostgresVersion } from './postgres-binaries.ts';

/** Names the folder that all test files of one run share; set by the global set-up. */
export const REGISTRY_VARIABLE = 'LIBRO_TEST_POSTGRES';

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  readonly server: PostgresServer;
}

/** A fresh, empty database on the run's shared server of that version (fsync off), dropped when it is disposed. */
export async function createDatabase(version: PostgresVersion): Promise<TestDatabase> {
  const server = await sharedServer(version);
  const name = `prueba_${randomUUID().replaceAll('-', '')}`;
  await asSuperuser(server, `CREATE DATABASE ${name} TEMPLATE template0`);
  return {
    url: urlOf(server, name),
    server,
    [Symbol.asyncDispose]: () => asSuperuser(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

export interface OwnServer extends AsyncDisposable {
  readonly url: string;
  readonly server: PostgresServer;
  stop(mode: 'fast' | 'immediate'): void;
  start(): void;
}

/** A server of the test's own, to be stopped, crashed or measured; its database is `postgres`. Gone when disposed. */
export async function openServer(version: PostgresVersion, settings: ServerSettings): Promise<OwnServer> {
  const parent = makeServerFolder('libro-servidor-');
  const server = await createServerIn(parent, version, settings);
  let running = true;
  return {
    url: urlOf(server, 'postgres'),
    server,
    stop: (mode) => {
      stopServer(server, mode);
      running = false;
    },
    start: () => {
      startServer(server);
      running = true;
    },
    [Symbol.asyncDispose]: () => {
      if (running) removeServer(server);
      rmSync(parent, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

/** Runs a statement on the server, outside any database under test. */
export async function asSuperuser(server: PostgresServer, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(server, 'postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** What all test files of one run share. */
export function registryFolder(): string {
  const folder = process.env[REGISTRY_VARIABLE];
  if (folder === undefined) throw new Error('Shared servers need the global set-up of test/vitest.config.ts.');
  return folder;
}

/** Started by the first file that needs it; the others wait at the registry's lock and find it running. */
async function sharedServer(version: PostgresVersion): Promise<PostgresServer> {
  const folder = registryFolder();
  const registry = new DatabaseSync(join(folder, 'servers.sqlite'), { timeout: 120_000 });
  try {
    registry.exec('BEGIN EXCLUSIVE');
    registry.exec('CREATE TABLE IF NOT EXISTS server (version INTEGER PRIMARY KEY, port INTEGER NOT NULL)');
    const row = registry.prepare('SELECT port FROM server WHERE version = ?').get(version);
    if (typeof row?.['port'] === 'number') {
      return { version, port: row['port'], folder: join(folder, `postgres${version}`) };
    }
    const server = await createServerIn(folder, version, { fsync: false });
    registry.prepare('INSERT INTO server VALUES (?, ?)').run(version, server.port);
    registry.exec('COMMIT');
    return server;
  } finally {
    registry.close();
  }
}
