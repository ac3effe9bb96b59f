import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeRecord } from '../../../../pipelines/bus/kafka/record.ts';
import type { VendorRecord } from '../../../../pipelines/bus/kafka/record.ts';
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

const RECORD = 'kafkajs/src/protocol/recordBatch/record/v0';
type Encode = (record: VendorRecord) => { readonly buffer: Buffer };

/** kafkajs' own encoder, whatever was patched before. */
function publishedEncoder(): Encode {
  const path = require.resolve(RECORD);
  const kept = require.cache[path];
  Reflect.deleteProperty(require.cache, path);
  const fresh = require(path) as Encode;
  if (kept) require.cache[path] = kept;
  return fresh;
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const content = fc.oneof(bytes, fc.string({ unit: 'binary', maxLength: 300 }));
const records: fc.Arbitrary<VendorRecord> = fc.record({
  offsetDelta: fc.nat(),
  timestampDelta: fc.integer({ min: 0, max: 2 ** 50 }),
  key: fc.option(content, { nil: null }),
  value: fc.option(content, { nil: null }),
  headers: fc.dictionary(fc.string({ unit: 'binary', maxLength: 200 }), fc.oneof(content, fc.array(content))),
});

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

  test('a message is the same bytes that the client itself would write, whatever it holds', () => {
    const published = publishedEncoder();

    fc.assert(
      fc.property(records, (record) => {
        expect(encodeRecord(record).toString('hex')).toBe(published(record).buffer.toString('hex'));
      }),
    );
  });

  test('what its producer asks for to encode a message is ours', () => {
    patchKafkajs();
    const encode = require(RECORD) as Encode;
    const record = { key: Buffer.from('ñ'), value: null, headers: { ce_id: 'a', repetida: ['1', '2'] } };

    const encoded = encode(record);

    expect(encoded.buffer).toEqual(encodeRecord(record));
    expect(encode).not.toBe(publishedEncoder());
  });
});
