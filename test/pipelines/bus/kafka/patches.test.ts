import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { patchKafkajs } from '../../../../pipelines/bus/kafka/patches.ts';

const require = createRequire(import.meta.url);
const QUEUE = 'kafkajs/src/network/requestQueue';

interface Queue {
  readonly pending: unknown[];
  readonly throttleCheckTimeoutId: unknown;
  checkPendingRequests(): void;
  destroy(): void;
}

/** Whether it has planned to look again, with so many requests waiting and one under way. */
function looksAgain(kind: new (options: object) => Queue, waiting: number): boolean {
  const queue = new kind({ maxInFlightRequests: 0, logger: { debug: () => undefined } });
  queue.pending.push(...Array.from({ length: waiting }, () => ({})));
  queue.checkPendingRequests();
  const planned = queue.throttleCheckTimeoutId !== null;
  queue.destroy();
  return planned;
}

describe('kafkajs 2.2.4', () => {
  test('looks again for ever though nothing waits; patched, only while something does', () => {
    const path = require.resolve(QUEUE);
    const untouched = require(path) as new (options: object) => Queue;
    Reflect.deleteProperty(require.cache, path);
    const fresh = require(path) as new (options: object) => Queue;
    const before = looksAgain(fresh, 0);

    patchKafkajs();

    expect(before).toBe(true);
    expect([looksAgain(fresh, 0), looksAgain(fresh, 1)]).toEqual([false, true]);
    expect(untouched).not.toBe(fresh);
  });
});
