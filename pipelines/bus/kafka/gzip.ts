import { promisify } from 'node:util';
import { constants, gzip as compress, unzip, unzipSync } from 'node:zlib';

const [compressed, decompressed] = [promisify(compress), promisify(unzip)];

/** What takes well below a thread's turn: half a millisecond for a megabyte. */
const AT_ONCE_BYTES = 1024 * 1024;
const LEAST_CHUNK_BYTES = 16 * 1024;
const TRAILER_BYTES = 4;

/**
 * kafkajs compresses at zlib's default level, which takes more than twice as long for a sixth less, and decompresses 16 kB at
 * a turn of another thread, which takes twice as long as decompressing.
 */
export const gzip = {
  compress: ({ buffer }: { readonly buffer: Buffer }) => compressed(buffer, { level: constants.Z_BEST_SPEED }),
  decompress: async (buffer: Buffer): Promise<Buffer> => {
    const bytes = saidLength(buffer);
    if (bytes > AT_ONCE_BYTES) return await decompressed(buffer, { chunkSize: AT_ONCE_BYTES });
    return unzipSync(buffer, { chunkSize: Math.max(bytes + 1, LEAST_CHUNK_BYTES) });
  },
};

/** gzip ends with the length of what it holds, modulo 2^32 (RFC 1952): whoever wrote it may be wrong, so it is only a hint. */
function saidLength(buffer: Buffer): number {
  return buffer.length < TRAILER_BYTES ? 0 : buffer.readUInt32LE(buffer.length - TRAILER_BYTES);
}
