import { setTimeout as pause } from 'node:timers/promises';
import { topicOf } from '../schemas/entity.ts';
import type { CanonicalEntity } from '../schemas/entity.ts';
import { originText } from '../schemas/envelope.ts';
import type { Envelope } from '../schemas/envelope.ts';
import { openLogBus } from './bus/log-bus.ts';
import type { Subscriber } from './bus/bus.ts';
import type { Database } from './database/database.ts';

const LOOK_MS = 500;

/**
 * Shows each change of a stream as it is captured, from now on, until the signal fires; rejects with what stopped it. It
 * reads the log itself, whatever the bus, and leaves nothing behind: its position is kept by nobody.
 */
export async function watchStream(
  database: Database,
  entity: CanonicalEntity,
  origin: string,
  show: (envelope: Envelope) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const topic = topicOf(entity);
  const [now] = await database.query<{ siguiente: number }>(
    'select siguiente from log.topico where topico = $1',
    [topic],
    signal,
  );
  const subscriber: Subscriber = {
    group: 'watch',
    positions: (lanes) => Promise.resolve(lanes.map(() => now?.siguiente ?? 0)),
    handle: async ({ envelopes, next }) => {
      for (const { envelope } of envelopes) if (originText(envelope.origin) === origin) await show(envelope);
      return next;
    },
  };
  await using bus = openLogBus(database);
  await using subscription = await bus.subscribe([topic], subscriber, signal);
  while (!signal.aborted) {
    // It says what stopped it only to whoever asks.
    await subscription.caughtUp(signal);
    await pause(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}
