import { spawnSync } from 'node:child_process';

/** Why PostgreSQL's own client is not here; null when it is. */
export const missingPsql: string | null =
  spawnSync('psql', ['--version']).status === 0 ? null : 'it comes with Debian’s postgresql-client';

/** What `psql` answers to a script, in CSV, and complains of; settings of whoever runs the tests play no part. */
export function psql(url: string, password: string, sql: string): { readonly out: string; readonly err: string } {
  const words = ['--no-psqlrc', '--no-password', '--csv', '--file=-', url];
  const { stdout, stderr } = spawnSync('psql', words, {
    env: { PATH: process.env['PATH'], PGPASSWORD: password, PGCLIENTENCODING: 'UTF8' },
    encoding: 'utf8',
    input: sql,
    maxBuffer: 2 ** 28,
  });
  return { out: stdout, err: stderr };
}
