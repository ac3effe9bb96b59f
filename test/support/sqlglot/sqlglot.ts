import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** An independent parser of T-SQL (PyPI), in an environment of Python's own, made once for all clones of one user. */
const VERSION = '30.30.0';
const INSTALL_MS = 300_000;

/** What the parser makes of one batch. */
export interface Parsed {
  readonly error?: string;
  /** What each statement is: `select`, `set`, `create`, `insert`. */
  readonly kinds?: readonly string[];
  /** Whatever stands before a parenthesis, in upper case. */
  readonly names?: readonly string[];
  /** Statements that it only took as text. */
  readonly unparsed?: readonly string[];
}

/** Why it cannot be used here; null when it can, and is then installed. */
export function missingSqlglot(): string | null {
  try {
    environment();
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

export function parseTransactSql(batches: readonly string[]): readonly Parsed[] {
  const script = join(import.meta.dirname, 'parse.py');
  const input = JSON.stringify(batches);
  const ended = spawnSync(python(environment()), [script], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (ended.status !== 0) throw new Error(`sqlglot failed: ${ended.stderr.slice(-500)}`);
  return JSON.parse(ended.stdout) as readonly Parsed[];
}

function environment(): string {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'libro-unico-tests');
  const folder = join(cache, `sqlglot-${VERSION}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const turn = new DatabaseSync(join(cache, 'turn.sqlite'), { timeout: INSTALL_MS });
  try {
    turn.exec('BEGIN EXCLUSIVE');
    if (!existsSync(folder)) install(folder);
    return folder;
  } finally {
    turn.close();
  }
}

function install(folder: string): void {
  const growing = mkdtempSync(`${folder}-`);
  try {
    run(platform() === 'win32' ? 'python' : 'python3', ['-m', 'venv', growing], 'Python 3 with venv is not installed');
    run(python(growing), ['-m', 'pip', 'install', '--quiet', `sqlglot==${VERSION}`], 'pip could not fetch sqlglot');
    renameSync(growing, folder);
  } finally {
    rmSync(growing, { recursive: true, force: true });
  }
}

function run(program: string, parameters: readonly string[], reason: string): void {
  const ended = spawnSync(program, parameters, { encoding: 'utf8', timeout: INSTALL_MS });
  if (ended.error || ended.status !== 0) throw new Error(reason);
}

function python(folder: string): string {
  return platform() === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}
