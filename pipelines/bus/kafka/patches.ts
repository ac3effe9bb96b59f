import { createRequire } from 'node:module';

const VERSION = '2.2.4';
const require = createRequire(import.meta.url);

interface Prototype<Methods> {
  readonly prototype: Methods;
}

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests(): void;
}

interface ConsumerGroup {
  recoverFromOffsetOutOfRange(error: Error): Promise<void>;
}

let done = false;

/**
 * Two things that kafkajs has no option for. It is quiet upstream since 2023 and pinned; another version has to be looked at
 * before it is patched.
 */
export function patchKafkajs(): void {
  if (done) return;
  const { version } = require('kafkajs/package.json') as { version: string };
  if (version !== VERSION) throw new Error(`kafkajs ${version}: the patches are for ${VERSION}`);
  const queue = require('kafkajs/src/network/requestQueue') as Prototype<RequestQueue>;
  letIdleQueuesRest(queue.prototype);
  const group = require('kafkajs/src/consumer/consumerGroup') as Prototype<ConsumerGroup>;
  neverResetPositions(group.prototype);
  done = true;
}

/**
 * Without anything pending it looks again every millisecond, by a negative timeout that newer Node warns of
 * (tulios/kafkajs#1751); whatever becomes pending schedules the look itself.
 */
function letIdleQueuesRest(queue: RequestQueue): void {
  const schedule: unknown = Reflect.get(queue, 'scheduleCheckPendingRequests');
  if (typeof schedule !== 'function') throw new Error('kafkajs: the request queue is not as it was in ' + VERSION);
  queue.scheduleCheckPendingRequests = function (this: RequestQueue): void {
    if (this.pending.length > 0) Reflect.apply(schedule, this, []);
  };
}

/** It goes on from the earliest or latest offset, without a word, and commits that to Kafka. Here it ends the consumer. */
function neverResetPositions(group: ConsumerGroup): void {
  group.recoverFromOffsetOutOfRange = (error: Error): Promise<void> => Promise.reject(error);
}
