import { deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { gzip } from '../../../../pipelines/bus/kafka/gzip.ts';

const MEGABYTE = 1024 * 1024;

test.each([0, 1, 16 * 1024 - 1, 16 * 1024, 100_000, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE])(
  '%i bytes come back as they were compressed',
  async (size) => {
    const bytes = Buffer.from(Array.from({ length: size }, (_, index) => (index * index) % 251));

    const back = await gzip.decompress(await gzip.compress({ buffer: bytes }));

    expect(back.equals(bytes)).toBe(true);
  },
);

test('what does not say its length, or says another, comes back whole', async () => {
  const [long, short] = [Buffer.alloc(2 * MEGABYTE, 'ñ'), Buffer.from('fin')];
  const whole = Buffer.concat([long, short]);

  const back = [
    await gzip.decompress(Buffer.concat([gzipSync(long), gzipSync(short)])),
    await gzip.decompress(deflateSync(whole)),
  ];

  expect(back.map((bytes) => bytes.equals(whole))).toEqual([true, true]);
});

test.each([Buffer.alloc(0), Buffer.from('no'), gzipSync('cortado').subarray(0, -5)])(
  'what is no gzip is refused, not thrown at the caller: %o',
  async (bytes) => {
    const decompressed = gzip.decompress(bytes);

    await expect(decompressed).rejects.toThrow();
  },
);
