import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const FETCH_MS = 300_000;

export interface Jars {
  /** What they are, for messages. */
  readonly title: string;
  /** The folder's name; another one for each version. */
  readonly folder: string;
  readonly pom: string;
  /** Properties of the pom. */
  readonly properties: Readonly<Record<string, string>>;
}

/** The folder with the runtime jars of a pom; fetched once for all test files and all clones of one user. */
export function mavenJars(jars: Jars): string {
  // An empty variable means the default (XDG Base Directory Specification).
  const { XDG_CACHE_HOME: named = '' } = process.env;
  const cache = join(named === '' ? join(homedir(), '.cache') : named, 'libro-unico-tests');
  const folder = join(cache, jars.folder);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  // Maven's own cache does not stand two downloads of the same file at once.
  const turn = new DatabaseSync(join(cache, 'turn.sqlite'), { timeout: FETCH_MS });
  try {
    turn.exec('BEGIN EXCLUSIVE');
    if (!existsSync(folder)) fetchInto(folder, jars);
    return folder;
  } finally {
    turn.close();
  }
}

function fetchInto(folder: string, { title, pom, properties }: Jars): void {
  const growing = mkdtempSync(`${folder}-`);
  const parameters = [
    ...['-q', '-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime'],
    ...Object.entries(properties).map(([name, value]) => `-D${name}=${value}`),
    `-DoutputDirectory=${growing}`,
  ];
  const ended = spawnSync('mvn', parameters, { encoding: 'utf8', timeout: FETCH_MS });
  if (ended.status === 0) {
    renameSync(growing, folder);
    return;
  }
  rmSync(growing, { recursive: true, force: true });
  if (ended.error && 'code' in ended.error && ended.error.code === 'ENOENT') throw new Error('Maven is not installed');
  throw new Error(`Maven could not fetch ${title}: ${ended.stdout.trim().slice(0, 300)}`);
}
