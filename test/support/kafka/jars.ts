import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { missingOpenssl } from '../certificates.ts';

export type KafkaVersion = '4.1' | '3.9';

const releases: Readonly<Record<KafkaVersion, string>> = { '4.1': '4.1.0', '3.9': '3.9.1' };
const OLDEST_JAVA = 17;
const FETCH_MS = 300_000;

/** Why a broker of this version cannot run here; null when it can. Its jars are then fetched. */
export function missingKafka(version: KafkaVersion): string | null {
  if (platform() === 'win32') return 'the brokers of the tests run on Linux and macOS';
  const java = javaRelease();
  if (java === null) return 'Java is not installed';
  if (java < OLDEST_JAVA) return `it needs Java ${OLDEST_JAVA}, this is ${java}`;
  if (missingOpenssl !== null) return 'openssl is not installed';
  try {
    kafkaJars(version);
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

/** The folder with the jars of a broker and its tools; fetched once for all test files and all clones of one user. */
export function kafkaJars(version: KafkaVersion): string {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'libro-unico-tests');
  const folder = join(cache, `kafka-${releases[version]}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  // Maven's own cache does not stand two downloads of the same file at once.
  const turn = new DatabaseSync(join(cache, 'turn.sqlite'), { timeout: FETCH_MS });
  try {
    turn.exec('BEGIN EXCLUSIVE');
    if (!existsSync(folder)) fetchInto(folder, releases[version]);
    return folder;
  } finally {
    turn.close();
  }
}

function fetchInto(folder: string, release: string): void {
  const growing = mkdtempSync(`${folder}-`);
  const parameters = [
    ...['-q', '-B', '-f', join(import.meta.dirname, 'pom.xml'), 'dependency:copy-dependencies'],
    ...['-DincludeScope=runtime', `-Dkafka.version=${release}`, `-DoutputDirectory=${growing}`],
  ];
  const ended = spawnSync('mvn', parameters, { encoding: 'utf8', timeout: FETCH_MS });
  if (ended.status === 0) {
    renameSync(growing, folder);
    return;
  }
  rmSync(growing, { recursive: true, force: true });
  if (ended.error && 'code' in ended.error && ended.error.code === 'ENOENT') throw new Error('Maven is not installed');
  throw new Error(`Maven could not fetch Kafka ${release}: ${ended.stdout.trim().slice(0, 300)}`);
}

function javaRelease(): number | null {
  const ended = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const release = /version "(?:1\.)?(\d+)/.exec(ended.error ? '' : ended.stderr)?.[1];
  return release === undefined ? null : Number(release);
}
