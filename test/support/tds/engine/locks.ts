import { SqlError } from '../sql-error.ts';
import { Cancelled } from './result-sink.ts';
import type { Session } from './session.ts';
import type { Transaction } from './transaction.ts';

/** Waits until the holder's transaction ends; 1222 after LOCK_TIMEOUT, 1205 where the wait would never end. */
export async function waitForLock(
  session: Session,
  waiting: Transaction,
  holder: Transaction,
  signal: AbortSignal,
): Promise<void> {
  for (let at: Transaction | null = holder; at !== null; at = at.waitsFor) {
    if (at === waiting) throw deadlock(session.spid);
  }
  const limit = Number(session.options.get('lock_timeout') ?? -1);
  if (limit === 0) throw lockTimeout();
  waiting.waitsFor = holder;
  const stopped = Promise.withResolvers<never>();
  const timer =
    limit < 0
      ? undefined
      : setTimeout(() => {
          stopped.reject(lockTimeout());
        }, limit);
  const cancel = (): void => {
    stopped.reject(new Cancelled('cancelled'));
  };
  signal.addEventListener('abort', cancel);
  try {
    await Promise.race([holder.ended.promise, stopped.promise]);
  } finally {
    waiting.waitsFor = null;
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}

export function lockTimeout(): SqlError {
  return new SqlError(1222, 16, 51, 'Lock request time out period exceeded.');
}

export function deadlock(spid: number): SqlError {
  const message = `Transaction (Process ID ${spid}) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.`;
  return new SqlError(1205, 13, 51, message);
}
