import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import type { Database } from '../../pipelines/database/database.ts';
import { openManaged, type ManagedOptions } from '../../pipelines/database/managed.ts';
import { readAccess } from '../../pipelines/database/managed/access.ts';
import { postmasterOf } from '../../pipelines/database/managed/postmaster.ts';
import { missingPostgres, ordinaryAccount } from './postgres-binaries.ts';
import { makeServerFolder } from './postgres-server.ts';
import { registryFolder } from './postgres.ts';

/** Why no server of the product's own can be run here; null when it can. The package is the tests' PostgreSQL 18. */
export const missingManaged: string | null =
  process.platform === 'win32' ? 'its tests copy folders with cp' : missingPostgres(18);

/** Whom the server runs as: nobody in particular, where the tests themselves run as somebody ordinary. */
export const serverUser: string | undefined = ordinaryAccount()?.name;

const signal = new AbortController().signal;

/** A folder for a cluster, with a blank and an ñ in its name; gone when disposed. */
export class ManagedFolder implements Disposable {
  readonly #parent = makeServerFolder('libro-propio-');
  readonly path = join(this.#parent, 'año 2026');

  /** With a cluster in it that was made and stopped already. */
  static async made(): Promise<ManagedFolder> {
    const folder = new ManagedFolder();
    execFileSync('cp', ['-a', await template(), folder.path]);
    return folder;
  }

  open(options: Partial<ManagedOptions> = {}): Promise<Database> {
    return openManaged(this.path, { user: serverUser, ...options }, signal);
  }

  /** Of its owner, for further connections. */
  async url(): Promise<string> {
    const { user, password, port } = await readAccess(this.path);
    return `postgres://${user}:${password}@127.0.0.1:${String(port)}/libro`;
  }

  postmaster(): Promise<number | null> {
    return postmasterOf(this.path);
  }

  /** Returns when the server has stopped by itself. */
  async untilStopped(): Promise<void> {
    while ((await this.postmaster()) !== null) await new Promise(setImmediate);
  }

  [Symbol.dispose](): void {
    // The watcher may still be looking at its locks.
    rmSync(this.#parent, { recursive: true, force: true, maxRetries: 10 });
  }
}

/** Made by the first of the run that needs it: initdb takes seconds. */
async function template(): Promise<string> {
  const folder = registryFolder();
  const path = join(folder, 'propio');
  using registry = new DatabaseSync(join(folder, 'managed.sqlite'), { timeout: 120_000 });
  registry.exec('BEGIN EXCLUSIVE');
  if (existsSync(path)) return path;
  await (await openManaged(`${path}.creating`, { user: serverUser }, signal))[Symbol.asyncDispose]();
  renameSync(`${path}.creating`, path);
  return path;
}
