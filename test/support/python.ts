import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const INSTALL_MS = 300_000;

/** A package of PyPI. */
export interface PythonPackage {
  readonly name: string;
  readonly version: string;
}

/** Why a package cannot be used here; null when it can, and is then installed. */
export function missingPython(wanted: PythonPackage): string | null {
  try {
    pythonWith(wanted);
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** A Python that has the package, in an environment of its own, made once for all clones of one user. */
export function pythonWith(wanted: PythonPackage): string {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'libro-unico-tests');
  const folder = join(cache, `${wanted.name}-${wanted.version}`);
  if (existsSync(folder)) return pythonIn(folder);
  mkdirSync(cache, { recursive: true });
  const turn = new DatabaseSync(join(cache, 'turn.sqlite'), { timeout: INSTALL_MS });
  try {
    turn.exec('BEGIN EXCLUSIVE');
    if (!existsSync(folder)) install(folder, wanted);
    return pythonIn(folder);
  } finally {
    turn.close();
  }
}

function install(folder: string, { name, version }: PythonPackage): void {
  const growing = mkdtempSync(`${folder}-`);
  try {
    run(platform() === 'win32' ? 'python' : 'python3', ['-m', 'venv', growing], 'Python 3 with venv is not installed');
    run(
      pythonIn(growing),
      ['-m', 'pip', 'install', '--quiet', `${name}==${version}`],
      `pip could not fetch ${name} ${version}`,
    );
    renameSync(growing, folder);
  } finally {
    rmSync(growing, { recursive: true, force: true });
  }
}

function run(program: string, parameters: readonly string[], reason: string): void {
  const ended = spawnSync(program, parameters, { encoding: 'utf8', timeout: INSTALL_MS });
  if (ended.error || ended.status !== 0) throw new Error(reason);
}

function pythonIn(folder: string): string {
  return platform() === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}
