import { Cancelled } from './result-sink.ts';

/** WAITFOR DELAY 'hh:mm:ss.mmm'. */
export async function wait(delay: string, signal: AbortSignal): Promise<void> {
  const [hours = 0, minutes = 0, seconds = 0] = delay.split(':').map(Number);
  const ended = Promise.withResolvers<undefined>();
  const timer = setTimeout(
    () => {
      ended.resolve(undefined);
    },
    (hours * 3600 + minutes * 60 + seconds) * 1000,
  );
  const cancel = (): void => {
    ended.reject(new Cancelled('cancelled'));
  };
  signal.addEventListener('abort', cancel);
  try {
    await ended.promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', cancel);
  }
}
