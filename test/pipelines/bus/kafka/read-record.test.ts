import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patchKafkajs } from '../../../../pipelines/bus/kafka/patches.ts';
import { ReadRecord } from '../../../../pipelines/bus/kafka/read-record.ts';
import type { BatchContext, VendorDecoder } from '../../../../pipelines/bus/kafka/read-record.ts';
import { encodeRecord } from '../../../../pipelines/bus/kafka/record.ts';
import { SeenTexts } from '../../../../pipelines/bus/kafka/seen-texts.ts';

const require = createRequire(import.meta.url);
const RECORD_DECODER = 'kafkajs/src/protocol/recordBatch/record/v0/decoder';
const Decoder = require('kafkajs/src/protocol/decoder') as new (buffer: Buffer) => VendorDecoder;

type Decode = (decoder: VendorDecoder, context: BatchContext) => ReadRecord;

/** kafkajs' own decoder, whatever was patched before. */
function publishedDecoder(): Decode {
  const path = require.resolve(RECORD_DECODER);
  const kept = require.cache[path];
  Reflect.deleteProperty(require.cache, path);
  const fresh = require(path) as Decode;
  if (kept) require.cache[path] = kept;
  return fresh;
}

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array));
const content = fc.option(fc.oneof(bytes, fc.constant(Buffer.alloc(0)), fc.string({ unit: 'binary' }).map(asBytes)), {
  nil: null,
});
const name = fc.oneof(
  fc.constantFrom('ce_id', 'ce_type', 'año', '', '__proto__', 'toString'),
  fc.string({ unit: 'binary' }),
);
const record = fc.record({
  offsetDelta: fc.nat(),
  timestampDelta: fc.oneof(fc.integer().map(BigInt), fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n })),
  key: content,
  value: content,
  headers: fc.array(fc.tuple(name, content), { maxLength: 6 }),
});
type Given = typeof record extends fc.Arbitrary<infer Each> ? Each : never;
const position = fc
  .oneof(fc.bigInt({ min: 0n, max: 2n ** 32n }), fc.bigInt({ min: 0n, max: 2n ** 62n }))
  .map((number) => String(number));
const context: fc.Arbitrary<BatchContext> = fc.record({
  magicByte: fc.constant(2),
  firstOffset: position,
  firstTimestamp: fc.oneof(position, fc.constant('-1')),
  maxTimestamp: position,
  timestampType: fc.constantFrom(0, 1),
  isControlBatch: fc.boolean(),
});

function asBytes(text: string): Buffer {
  return Buffer.from(text);
}

/** The record without its length, as kafkajs hands it to its decoder; a name may occur several times, anywhere. */
function bytesOf({ headers, timestampDelta, ...rest }: Given): Buffer {
  const [attributes, , ...fields] = bodyOf(encodeRecord(rest)).subarray(0, -1);
  const pairs = headers.map(([each, inside]) => bodyOf(encodeRecord({ key: each, value: inside })).subarray(3, -1));
  const numbers = [attributes ?? 0, ...varLong(timestampDelta), ...fields, 2 * pairs.length];
  return Buffer.concat([Buffer.from(numbers), ...pairs]);
}

/** Zigzag, then seven bits a byte, for any 64 bits. */
function varLong(number: bigint): readonly number[] {
  const digits: number[] = [];
  let rest = BigInt.asUintN(64, (number << 1n) ^ (number >> 63n));
  for (; rest >= 128n; rest >>= 7n) digits.push(Number(rest & 0x7fn) + 128);
  return [...digits, Number(rest)];
}

function bodyOf(encoded: Buffer): Buffer {
  return encoded.subarray(encoded.findIndex((byte) => byte < 0x80) + 1);
}

function lastText(given: unknown): string {
  const last: unknown = Array.isArray(given) ? given.at(-1) : given;
  return Buffer.isBuffer(last) ? last.toString() : '';
}

describe('a record read', () => {
  test('is what kafkajs itself makes of it, whatever it holds', () => {
    const published = publishedDecoder();

    fc.assert(
      fc.property(record, context, (given, batch) => {
        const read = new ReadRecord(new Decoder(bytesOf(given)), batch);

        const { headers, ...rest } = published(new Decoder(bytesOf(given)), batch);
        expect(Object.fromEntries(Object.entries(read))).toEqual(rest);
        expect(Object.entries(read.headers)).toEqual(Object.entries(headers));
      }),
    );
  });

  test('says its headers as texts, those of the record before it notwithstanding', () => {
    const published = publishedDecoder();
    const near = fc.tuple(fc.constantFrom('a', 'ñ'), fc.constantFrom('1', '2', 'ñ', '\uFFFD').map(asBytes));
    const odd = fc.tuple(
      fc.constantFrom('a', '__proto__'),
      fc.constantFrom(Buffer.from([0xf1]), Buffer.from([0xff]), null),
    );
    const alike = fc.array(fc.oneof(near, odd), { maxLength: 3 });

    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            alike,
            record.map(({ headers }) => headers),
          ),
        ),
        context,
        (several, batch) => {
          const seen = new SeenTexts();
          for (const headers of several) {
            const given = bytesOf({ offsetDelta: 0, timestampDelta: 0n, key: null, value: null, headers });

            const texts = new ReadRecord(new Decoder(given), batch).headerTexts(seen);

            const expected = Object.entries(published(new Decoder(given), batch).headers);
            expect(Object.entries(texts)).toEqual(expected.map(([each, inside]) => [each, lastText(inside)]));
          }
        },
      ),
    );
  });

  test('is ours in what its consumer asks for, compressed or not', async () => {
    patchKafkajs();
    const { RecordBatch } = require('kafkajs/src/protocol/recordBatch/v0') as {
      RecordBatch: (batch: object) => Promise<{ readonly buffer: Buffer }>;
    };
    const decodeBatch = require('kafkajs/src/protocol/recordBatch/v0/decoder') as (
      decoder: VendorDecoder,
    ) => Promise<{ readonly records: readonly unknown[] }>;
    const encode = require('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => object;
    const records = [0, 1].map((offsetDelta) => encode({ offsetDelta, key: 'ñ', value: 'v', headers: { a: '1' } }));
    const timestamps = { firstTimestamp: 5, maxTimestamp: 6 };

    const batches = await Promise.all(
      [0, 1].map((compression) => RecordBatch({ ...timestamps, records, compression, firstOffset: 2n ** 40n })),
    );
    const read = await Promise.all(batches.map(({ buffer }) => decodeBatch(new Decoder(buffer))));

    const all = read.flatMap((batch) => batch.records);
    expect(all.map((each) => each instanceof ReadRecord && [each.offset, each.timestamp, each.headers])).toEqual([
      ['1099511627776', '5', { a: Buffer.from('1') }],
      ['1099511627777', '5', { a: Buffer.from('1') }],
      ['1099511627776', '5', { a: Buffer.from('1') }],
      ['1099511627777', '5', { a: Buffer.from('1') }],
    ]);
  });
});
