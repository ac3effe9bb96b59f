import { setTimeout } from 'node:timers/promises';

/** Time as a pace needs it. */
export interface Clock {
  /** Milliseconds that only grow. */
  now(): number;
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wait: async (ms, signal) => {
    await setTimeout(ms, undefined, { signal });
  },
};

/** Holds the rows of a source to so many a second, over all its readings together. */
export interface Pace {
  /** Before rows are asked for: waits until those read before are paid for. */
  wait(signal: AbortSignal): Promise<void>;
  read(rows: number): void;
}

export function paceOf(maxRowsPerSecond: number | null, clock: Clock): Pace {
  let freeAt = -Infinity;
  return {
    wait: async (signal) => {
      const ms = freeAt - clock.now();
      if (ms > 0) await clock.wait(ms, signal);
    },
    read: (rows) => {
      if (maxRowsPerSecond === null) return;
      freeAt = Math.max(freeAt, clock.now()) + (rows * 1000) / maxRowsPerSecond;
    },
  };
}
