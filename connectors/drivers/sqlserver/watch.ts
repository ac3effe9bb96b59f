import { setTimeout } from 'node:timers/promises';

/** How the end of something is watched that may never come of itself (tediousjs/node-mssql#924). */
export interface Watch {
  readonly signal: AbortSignal;
  /** Silence after which the server is taken for gone. */
  readonly silenceMs: number;
  /** How long it may take to stop once it was told to. */
  readonly graceMs: number;
  /** The failure that silence is. */
  silent(): Error;
  /** It did not stop either: destroy whatever carries it. */
  hung(): void;
}

/**
 * The result of the work. When the signal fires or nothing comes for too long the work is told to stop, waited for so that
 * the server has really stopped, and given up where it does not.
 */
export async function watched<Result>(work: Promise<Result>, stop: () => void, watch: Watch): Promise<Result> {
  const { signal } = watch;
  if (signal.aborted) {
    stop();
    throw await afterGrace(work, watch, signal.reason);
  }
  const over = new AbortController();
  const aborted = new Promise<'aborted'>((resolve) => {
    const onAbort = (): void => {
      resolve('aborted');
    };
    signal.addEventListener('abort', onAbort, { once: true, signal: over.signal });
  });
  const settled = work.then(
    () => 'settled' as const,
    () => 'settled' as const,
  );
  try {
    const first = await Promise.race([settled, aborted, silence(watch.silenceMs, over.signal)]);
    if (first === 'settled') return await work;
    stop();
    throw await afterGrace(work, watch, first === 'aborted' ? signal.reason : watch.silent());
  } finally {
    over.abort();
  }
}

async function afterGrace(work: Promise<unknown>, watch: Watch, reason: unknown): Promise<unknown> {
  const over = new AbortController();
  const settled = work.then(
    () => 'settled' as const,
    () => 'settled' as const,
  );
  const first = await Promise.race([settled, silence(watch.graceMs, over.signal)]);
  over.abort();
  if (first === 'silent') watch.hung();
  return reason;
}

async function silence(ms: number, signal: AbortSignal): Promise<'silent'> {
  await setTimeout(ms, undefined, { signal }).catch(() => undefined);
  return 'silent';
}
