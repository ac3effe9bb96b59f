import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { executable, postgresPrograms, runner, type PostgresVersion } from './postgres-binaries.ts';

export const SUPERUSER = 'libro_pruebas';
export const PASSWORD = 'clave-de-prueba';

export interface ServerSettings {
  /** Commits survive a power cut, as on a real server; off, tests are quicker. */
  readonly fsync: boolean;
  /** Further settings, by name. */
  readonly settings?: Readonly<Record<string, string>>;
}

/** A cluster of its own in a folder, on loopback; it goes on when the process that started it ends. */
export interface PostgresServer {
  readonly version: PostgresVersion;
  readonly port: number;
  readonly folder: string;
}

export function urlOf(server: PostgresServer, database: string): string {
  return `postgres://${SUPERUSER}:${PASSWORD}@127.0.0.1:${server.port}/${database}`;
}

export async function createServerIn(
  parent: string,
  version: PostgresVersion,
  options: ServerSettings,
): Promise<PostgresServer> {
  const folder = join(parent, `postgres${version}`);
  const { uid, gid } = runner();
  mkdirSync(folder, { recursive: true });
  const secret = join(folder, 'secret');
  writeFileSync(secret, PASSWORD);
  for (const path of [folder, secret]) if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
  const access = ['--username', SUPERUSER, '--pwfile', secret, '--auth', 'scram-sha-256'];
  run(version, 'initdb', ['--pgdata', join(folder, 'data'), '--no-sync', '--encoding=UTF8', '--locale=C', ...access]);
  const port = await freePort();
  const settings = {
    fsync: options.fsync ? 'on' : 'off',
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    ...options.settings,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  writeFileSync(join(folder, 'data', 'postgresql.auto.conf'), `${lines.join('\n')}\n`);
  const server = { version, port, folder };
  startServer(server);
  return server;
}

export function startServer(server: PostgresServer): void {
  const log = join(server.folder, 'log.txt');
  run(server.version, 'pg_ctl', ['start', '--wait', '--pgdata', join(server.folder, 'data'), '--log', log]);
}

/** `immediate` is a crash: nothing is written out, the next start recovers. */
export function stopServer(server: PostgresServer, mode: 'fast' | 'immediate'): void {
  run(server.version, 'pg_ctl', ['stop', '--wait', '--pgdata', join(server.folder, 'data'), '--mode', mode]);
}

export function removeServer(server: PostgresServer): void {
  stopServer(server, 'immediate');
  rmSync(server.folder, { recursive: true, force: true });
}

/** A folder that the server's user can enter. */
export function makeServerFolder(prefix: string): string {
  const folder = mkdtempSync(join(tmpdir(), prefix));
  const { uid, gid } = runner();
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

function run(version: PostgresVersion, program: string, parameters: readonly string[]): void {
  const path = join(postgresPrograms(version), executable(program));
  // pg_ctl leaves its pipes to the server: waiting for their end would be waiting for the server's.
  const stdio = program === 'pg_ctl' ? 'ignore' : 'pipe';
  const ended = spawnSync(path, parameters, { ...runner(), cwd: tmpdir(), stdio, encoding: 'utf8' });
  if (ended.status === 0) return;
  const said = typeof ended.stderr === 'string' ? ended.stderr : '';
  throw new Error(`${program} of PostgreSQL ${version} failed: ${said}`, { cause: ended.error });
}

async function freePort(): Promise<number> {
  const listener = createServer();
  await new Promise<void>((resolve) => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  const address = listener.address();
  await new Promise((resolve) => listener.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
