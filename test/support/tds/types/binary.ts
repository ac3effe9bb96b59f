import { maxLengthOf, type SqlType } from './sql-type.ts';

const isSized = (type: SqlType): boolean => type.name === 'binary' || type.name === 'rowversion';

/** Cuts and pads to a binary's length: characters and bytes on the right, numbers on the left (CAST and CONVERT, "Binary styles"). */
export function padBinary(bytes: Uint8Array, target: SqlType, side: 'left' | 'right'): Uint8Array {
  const length = target.length;
  if (length < 0) return bytes;
  if (bytes.length > length) return side === 'left' ? bytes.slice(bytes.length - length) : bytes.slice(0, length);
  if (!isSized(target) || bytes.length === length) return bytes;
  const padded = Buffer.alloc(length);
  padded.set(bytes, side === 'left' ? length - bytes.length : 0);
  return padded;
}

export function integerToBinary(value: bigint, source: SqlType): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes.subarray(8 - maxLengthOf(source));
}

/** The last eight bytes, big-endian and signed; a shorter one is filled with zeros on the left. */
export function integerFromBinary(bytes: Uint8Array): bigint {
  const padded = Buffer.alloc(8);
  const tail = bytes.subarray(-8);
  padded.set(tail, 8 - tail.length);
  return padded.readBigInt64BE();
}
