import { spawnSync } from 'node:child_process';
import { platform } from 'node:os';
import { join } from 'node:path';

import { mavenJars } from '../maven.ts';

import { missingOpenssl } from '../certificates.ts';

export type KafkaVersion = '4.1' | '3.9';

const releases: Readonly<Record<KafkaVersion, string>> = { '4.1': '4.1.0', '3.9': '3.9.1' };
const OLDEST_JAVA = 17;

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
  const release = releases[version];
  return mavenJars({
    title: `Kafka ${release}`,
    folder: `kafka-${release}`,
    pom: join(import.meta.dirname, 'pom.xml'),
    properties: { 'kafka.version': release },
  });
}

function javaRelease(): number | null {
  const ended = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const release = /version "(?:1\.)?(\d+)/.exec(ended.error ? '' : ended.stderr)?.[1];
  return release === undefined ? null : Number(release);
}
