import type { SqlServerOptions } from './options.ts';

const LOCK_TIMEOUT_MS = 5000;

/** What every statement begins with: a reading waits for nobody long, and is the one to go in a deadlock. */
export function preambleOf(
  { lockTimeoutMs = LOCK_TIMEOUT_MS }: Pick<SqlServerOptions, 'lockTimeoutMs'>,
  isolation: 'SNAPSHOT' | 'READ COMMITTED' | null,
): string {
  const level = isolation === null ? '' : `SET TRANSACTION ISOLATION LEVEL ${isolation}; `;
  return `SET LOCK_TIMEOUT ${String(lockTimeoutMs)}; SET DEADLOCK_PRIORITY LOW; ${level}`;
}
