import type { Bus } from './bus.ts';
import { openKafkaBus } from './kafka-bus.ts';
import { startRelay } from './relay.ts';
import type { Relay } from './relay.ts';
import type { RelayTask } from './relay-session.ts';

/** The topics as the bus, and their relay: its first subscriber makes this process relay too, whenever no other one does. */
export function openRelayedBus(task: RelayTask): Bus {
  let relay: Relay | null = null;
  const bus = openKafkaBus({ ...task, relay: () => relay });
  return {
    name: bus.name,
    get trouble() {
      return bus.trouble;
    },
    subscribe: (topics, subscriber, signal) => {
      relay ??= startRelay(task);
      return bus.subscribe(topics, subscriber, signal);
    },
    [Symbol.asyncDispose]: async () => {
      await bus[Symbol.asyncDispose]();
      await relay?.[Symbol.asyncDispose]();
    },
  };
}
