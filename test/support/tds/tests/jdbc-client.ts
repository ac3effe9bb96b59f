import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { mavenJars } from '../../maven.ts';
import { PASSWORD, type TdsServer } from '../server.ts';

const RELEASE = '12.10.2.jre11';
const folder = join(import.meta.dirname, '..', 'jdbc');

/** Why Microsoft's JDBC driver cannot run here; null when it can. It is then fetched. */
export function missingJdbc(): string | null {
  if (spawnSync('javac', ['-version']).status !== 0) return 'no Java compiler is installed';
  try {
    jars();
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

function jars(): string {
  return mavenJars({
    title: `mssql-jdbc ${RELEASE}`,
    folder: `mssql-jdbc-${RELEASE}`,
    pom: join(folder, 'pom.xml'),
    properties: { 'jdbc.version': RELEASE },
  });
}

/** The lines that `Consulta.java` prints for its commands. */
export async function runJdbc(
  server: TdsServer,
  commands: readonly string[],
  properties: Readonly<Record<string, string>> = {},
): Promise<readonly string[]> {
  const settings = {
    databaseName: server.database,
    user: 'dueno',
    password: PASSWORD,
    encrypt: 'false',
    trustServerCertificate: 'true',
    loginTimeout: '10',
    ...properties,
  };
  const url = [
    `jdbc:sqlserver://${server.host}:${server.port}`,
    ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
  ].join(';');
  const parameters = ['-cp', join(jars(), '*'), join(folder, 'Consulta.java'), url, ...commands];
  const child = spawn('java', parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const ended = Promise.withResolvers<number | null>();
  child.on('error', ended.reject);
  child.on('close', ended.resolve);
  const status = await ended.promise;
  if (status !== 0) throw new Error(`java ended with ${String(status)}: ${Buffer.concat(err).toString()}`);
  return Buffer.concat(out).toString().trimEnd().split('\n');
}
