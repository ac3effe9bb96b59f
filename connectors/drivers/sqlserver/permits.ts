/** So many may hold one at a time; the others wait in line. */
export interface Permits {
  /** Waits for a permit; gives the way to hand it back, which may be called twice. Rejects with the signal's reason. */
  take(signal: AbortSignal): Promise<() => void>;
}

export function openPermits(count: number): Permits {
  let free = count;
  const line: (() => void)[] = [];
  const handBack = (): (() => void) => {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = line.shift();
      if (next) next();
      else free += 1;
    };
  };
  return {
    take: async (signal) => {
      signal.throwIfAborted();
      if (free > 0) {
        free -= 1;
        return handBack();
      }
      await new Promise<void>((resolve, reject) => {
        const enter = (): void => {
          signal.removeEventListener('abort', leave);
          resolve();
        };
        const leave = (): void => {
          line.splice(line.indexOf(enter), 1);
          reject(signal.reason as Error);
        };
        line.push(enter);
        signal.addEventListener('abort', leave, { once: true });
      });
      return handBack();
    },
  };
}
