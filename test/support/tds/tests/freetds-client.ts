import { spawn, spawnSync } from 'node:child_process';

import { PASSWORD, type TdsServer } from '../server.ts';

/** Why FreeTDS' `tsql` cannot run here; null when it can. */
export function missingFreetds(): string | null {
  return spawnSync('tsql', ['-C']).error === undefined ? null : 'freetds-bin is not installed';
}

/** What `tsql` prints for a batch, a line a row, the cells apart by tabs; first the names of the columns. */
export async function runTsql(server: TdsServer, batch: string, user = 'dueno'): Promise<readonly string[]> {
  const place = ['-H', server.host, '-p', String(server.port), '-U', user, '-P', PASSWORD, '-D', server.database];
  const child = spawn('tsql', [...place, '-J', 'UTF-8', '-o', 'q'], {
    env: { ...process.env, TDSVER: '7.4', LC_ALL: 'C.UTF-8', FREETDSCONF: '/dev/null' },
  });
  const out: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => out.push(chunk));
  child.stdin.end(`${batch}\ngo\nexit\n`);
  const ended = Promise.withResolvers<number | null>();
  child.on('error', ended.reject);
  child.on('close', ended.resolve);
  await ended.promise;
  return Buffer.concat(out).toString().trimEnd().split('\n');
}
