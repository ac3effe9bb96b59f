import { createRequire } from 'node:module';
import { ReadRecord } from './read-record.ts';
import type { BatchContext, VendorDecoder } from './read-record.ts';
import { encodeRecord } from './record.ts';
import type { VendorRecord } from './record.ts';

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

interface Encoder {
  buf: Buffer;
  offset: number;
}

const RECORD = 'kafkajs/src/protocol/recordBatch/record/v0';
const RECORD_DECODER = `${RECORD}/decoder`;

let done = false;

/**
 * Four things that kafkajs has no option for. It is quiet upstream since 2023 and pinned; another version has to be looked at
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
  encodeRecordsInOnePiece();
  readHeadersWhenAsked();
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

/**
 * It takes a kilobyte of cleared memory for each header of each message, and an array for each number: two thirds of what
 * producing costs. Its producer asks for this module when it first sends.
 */
function encodeRecordsInOnePiece(): void {
  const Encoder = require('kafkajs/src/protocol/encoder') as new (size: number) => Encoder;
  replaceModule(RECORD, (record: VendorRecord): Encoder => {
    const encoder = new Encoder(1);
    encoder.buf = encodeRecord(record);
    encoder.offset = encoder.buf.length;
    return encoder;
  });
}

/**
 * It makes an object for each header of each message, another with all those before, and big integers for each number: a
 * third of what reading costs. Its consumer asks for this module when it first fetches.
 */
function readHeadersWhenAsked(): void {
  replaceModule(RECORD_DECODER, (decoder: VendorDecoder, context: BatchContext) => new ReadRecord(decoder, context));
}

function replaceModule(path: string, exports: unknown): void {
  require(path);
  const cached = require.cache[require.resolve(path)];
  if (!cached) throw new Error(`kafkajs: ${path} is not where it was in ${VERSION}`);
  cached.exports = exports;
}
