import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { execPath } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { IntegrationError } from '../../../schemas/errors.ts';
import { unwritable } from '../embedded-lock.ts';
import { refuseIfCancelled } from '../failures.ts';
import { readAccess, type Access } from './access.ts';
import { serverAccount, type Account } from './account.ts';
import { ensureCluster } from './cluster.ts';
import { FolderLock } from './lock.ts';
import { hand, Programs } from './programs.ts';
import { ensureRunning, stopServer } from './server.ts';

/** `turn`: who starts or stops the server. `users`: shared by all that use it. `watch`: who stops it after the last crash. */
type LockName = 'turn' | 'users' | 'watch';
const LOCKS: readonly LockName[] = ['turn', 'users', 'watch'];
export const lockIn = (home: string, name: LockName): string => join(home, `${name}.lock`);

const PAUSE_MS = 50;
const TURN_TRIES = 11 * 60 * (1000 / PAUSE_MS);

/**
 * A process's share in the server of a folder. The first to come starts it, the last to go stops it: each holds a shared
 * lock that the system ends with the process, and a watcher stops the server when the last one crashed.
 */
export class Tenancy {
  readonly home: string;
  readonly #programs: Programs;
  readonly #share: FolderLock;
  #access: Access;

  private constructor(home: string, programs: Programs, share: FolderLock, access: Access) {
    this.home = home;
    this.#programs = programs;
    this.#share = share;
    this.#access = access;
  }

  static async begin(folder: string, user: string | undefined, signal: AbortSignal): Promise<Tenancy> {
    const { home, account } = await prepareFolder(folder, user);
    return inTurn(home, signal, async () => {
      const programs = await Programs.find(home, account);
      const share = FolderLock.tryTake(lockIn(home, 'users'), 'shared');
      // Only who has the turn asks for it alone.
      if (!share) throw new TypeError(`${lockIn(home, 'users')} is held against its own rule`);
      try {
        const access = await ensureCluster(home, programs);
        startWatcher(home);
        return new Tenancy(home, programs, share, await ensureRunning(home, programs, access));
      } catch (thrown) {
        share[Symbol.dispose]();
        throw thrown;
      }
    });
  }

  get access(): Access {
    return this.#access;
  }

  /** Sees that the server runs, after a connection to it was refused. */
  async revive(signal: AbortSignal): Promise<void> {
    await inTurn(this.home, signal, async () => {
      startWatcher(this.home);
      this.#access = await ensureRunning(this.home, this.#programs, await readAccess(this.home));
    });
  }

  /** Stops the server when nobody else uses it. Never fails: what could not be stopped is left to the watcher. */
  async end(): Promise<void> {
    this.#share[Symbol.dispose]();
    try {
      await inTurn(this.home, new AbortController().signal, () => stopIfUnused(this.home, this.#programs));
    } catch {
      // The watcher tries again, and the next command finds the server as it is.
    }
  }
}

/** Who calls has the turn. */
export async function stopIfUnused(home: string, programs: Programs): Promise<boolean> {
  using alone = FolderLock.tryTake(lockIn(home, 'users'), 'alone');
  if (!alone) return false;
  await stopServer(home, programs);
  return true;
}

async function prepareFolder(folder: string, user: string | undefined): Promise<{ home: string; account: Account }> {
  const path = resolve(folder);
  const account = serverAccount(path, user);
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const home = await realpath(path);
    // Made by root beforehand, for us.
    if ((await stat(home)).uid === 0 && (await readdir(home)).length === 0) hand(home, account);
    for (const name of LOCKS) makeLockFile(lockIn(home, name), account);
    return { home, account };
  } catch (thrown) {
    throw unwritable(path, thrown);
  }
}

/**
 * Never opened again but by SQLite: closing a file ends all of this process's locks on it (fcntl(2)), those of another
 * connection to the same ledger included.
 */
function makeLockFile(path: string, account: Account): void {
  if (existsSync(path)) return;
  writeFileSync(path, '', { flag: 'a', mode: 0o600 });
  hand(path, account);
}

async function inTurn<Result>(home: string, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  const turn = await takeTurn(home, signal);
  try {
    return await work();
  } finally {
    turn[Symbol.dispose]();
  }
}

async function takeTurn(home: string, signal: AbortSignal): Promise<FolderLock> {
  for (let attempt = 1; attempt <= TURN_TRIES; attempt += 1) {
    refuseIfCancelled(signal);
    const turn = FolderLock.tryTake(lockIn(home, 'turn'), 'alone');
    if (turn) return turn;
    await setTimeout(PAUSE_MS);
  }
  throw new IntegrationError(
    'LEDGER_LOCKED',
    `Otro comando lleva más de diez minutos arrancando o deteniendo el servidor de ${home}. Revise qué comandos de libro hay en marcha.`,
    { context: { home } },
  );
}

const WATCHER = fileURLToPath(new URL('./watch.ts', import.meta.url));

/** A process of its own, which outlives this one; the second on a folder ends at once. */
function startWatcher(home: string): void {
  const free = FolderLock.tryTake(lockIn(home, 'watch'), 'alone');
  if (!free) return;
  free[Symbol.dispose]();
  const watcher = spawn(execPath, [WATCHER, home], {
    cwd: home,
    env: {},
    stdio: 'ignore',
    detached: true,
    windowsHide: true,
  });
  // Without it the server stays up after a crash until the next command ends: nothing else depends on it.
  watcher.on('error', () => undefined);
  watcher.unref();
}
