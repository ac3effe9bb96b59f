import { setTimeout as pause } from 'node:timers/promises';

/** Waits after each batch for as long as keeps the reading below the rate, in rows a second. */
export function paced(rate: number, signal: AbortSignal): (rows: number) => Promise<void> {
  let read = 0;
  const started = performance.now();
  return async (rows) => {
    read += rows;
    const early = (read / rate) * 1000 - (performance.now() - started);
    if (early > 0) await pause(early, undefined, { signal });
  };
}
