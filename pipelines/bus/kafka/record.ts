/** One message as kafkajs hands it to its encoder: keys and values as bytes or text, a header once or several times. */
export interface VendorRecord {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, HeaderValue | readonly HeaderValue[]>>;
}

type HeaderValue = Buffer | string;

/** Attributes of a record are not used (Kafka protocol, record batch version 2). */
const ATTRIBUTES_BYTES = 1;
const NONE = -1;

/** A record of a batch of version 2, with its length before it: the bytes that kafkajs 2.2.4 gives, in one piece of memory. */
export function encodeRecord({
  offsetDelta = 0,
  timestampDelta = 0,
  key = null,
  value,
  headers = {},
}: VendorRecord): Buffer {
  const fields = Object.entries(headers).flatMap(([name, given]) =>
    (Array.isArray(given) ? (given as readonly HeaderValue[]) : [given as HeaderValue]).flatMap((each) => [name, each]),
  );
  const count = fields.length / 2;
  const sizes = fields.map(bytesOf);
  const body =
    ATTRIBUTES_BYTES +
    varIntBytes(timestampDelta) +
    varIntBytes(offsetDelta) +
    prefixedBytes(bytesOf(key)) +
    prefixedBytes(bytesOf(value)) +
    varIntBytes(count) +
    sizes.reduce((sum, size) => sum + prefixedBytes(size), 0);
  const target = Buffer.allocUnsafe(varIntBytes(body) + body);
  let at = writeVarInt(target, 0, body);
  target[at] = 0;
  at = writeVarInt(target, at + ATTRIBUTES_BYTES, timestampDelta);
  at = writeVarInt(target, at, offsetDelta);
  at = writePrefixed(target, at, key, bytesOf(key));
  at = writePrefixed(target, at, value, bytesOf(value));
  at = writeVarInt(target, at, count);
  fields.forEach((field, index) => {
    at = writePrefixed(target, at, field, sizes[index] ?? 0);
  });
  return target;
}

function bytesOf(content: Buffer | string | null): number {
  if (content === null) return NONE;
  return typeof content === 'string' ? Buffer.byteLength(content) : content.length;
}

function prefixedBytes(size: number): number {
  return varIntBytes(size) + Math.max(size, 0);
}

function writePrefixed(target: Buffer, at: number, content: Buffer | string | null, size: number): number {
  const start = writeVarInt(target, at, size);
  if (content === null) return start;
  return start + (typeof content === 'string' ? target.write(content, start) : content.copy(target, start));
}

/** Zigzag, then seven bits a byte. By arithmetic: bit operators would cut a difference of months, in milliseconds, short. */
function zigzag(value: number): number {
  return value < 0 ? -2 * value - 1 : 2 * value;
}

function varIntBytes(value: number): number {
  let bytes = 1;
  for (let rest = zigzag(value); rest >= 128; rest = Math.floor(rest / 128)) bytes += 1;
  return bytes;
}

function writeVarInt(target: Buffer, at: number, value: number): number {
  let place = at;
  let rest = zigzag(value);
  for (; rest >= 128; rest = Math.floor(rest / 128)) {
    target[place] = (rest % 128) + 128;
    place += 1;
  }
  target[place] = rest;
  return place + 1;
}
