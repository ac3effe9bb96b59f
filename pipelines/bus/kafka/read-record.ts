import type { SeenTexts } from './seen-texts.ts';

/** kafkajs' own reader of bytes, on one record. */
export interface VendorDecoder {
  readonly buffer: Buffer;
  offset: number;
  readInt8(): number;
  readVarInt(): number;
  readVarIntBytes(): Buffer | null;
  readVarIntString(): string | null;
}

/** What kafkajs says of the batch that a record stands in. */
export interface BatchContext {
  readonly magicByte: number;
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly maxTimestamp: string;
  readonly timestampType: number;
  readonly isControlBatch: boolean;
}

type HeaderContent = Buffer | null;
type VendorHeaders = Readonly<Record<string, HeaderContent | readonly HeaderContent[]>>;

/** kafkajs' `timestampTypes`: the broker's clock, one for the whole batch. */
const LOG_APPEND_TIME = 1;
/** What is in seven bytes of seven bits is a number exactly. */
const NUMBER_BYTES = 7;
const LONGEST_BYTES = 10;

/**
 * A record of a batch of version 2 as kafkajs 2.2.4 gives it, but for its headers: those are put together for whoever asks,
 * as kafkajs does it, or read as texts, which is all that is wanted here.
 */
export class ReadRecord {
  readonly magicByte: number;
  readonly attributes: number;
  readonly timestamp: string;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly isControlRecord: boolean;
  readonly batchContext: BatchContext;
  readonly #decoder: VendorDecoder;
  readonly #headersAt: number;

  /** Goes on reading from `decoder` when its headers are asked for: the decoder is this record's from now on. */
  constructor(decoder: VendorDecoder, context: BatchContext) {
    this.magicByte = context.magicByte;
    this.attributes = decoder.readInt8();
    const timestampDelta = readVarLong(decoder);
    const ofBatch = context.timestampType === LOG_APPEND_TIME && context.maxTimestamp !== '';
    this.timestamp = ofBatch ? context.maxTimestamp : sumOf(context.firstTimestamp, timestampDelta);
    this.offset = sumOf(context.firstOffset, decoder.readVarInt());
    this.key = decoder.readVarIntBytes();
    this.value = decoder.readVarIntBytes();
    this.isControlRecord = context.isControlBatch;
    this.batchContext = context;
    this.#decoder = decoder;
    this.#headersAt = decoder.offset;
  }

  get headers(): VendorHeaders {
    const decoder = this.#atHeaders();
    const headers: Record<string, HeaderContent | readonly HeaderContent[]> = {};
    for (let left = decoder.readVarInt(); left > 0; left -= 1) {
      const name = String(decoder.readVarIntString());
      const content = decoder.readVarIntBytes();
      const before = headers[name];
      put(headers, name, before === undefined ? content : [before, content].flat());
    }
    return headers;
  }

  /** Of a name that occurs several times the last one; what has no content is empty. */
  headerTexts(seen: SeenTexts): Readonly<Record<string, string>> {
    const decoder = this.#atHeaders();
    const { buffer } = decoder;
    const texts: Record<string, string> = {};
    const places = 2 * decoder.readVarInt();
    for (let place = 0; place < places && decoder.offset < buffer.length; place += 2) {
      const name = readText(decoder, seen, place) ?? 'null';
      const text = readText(decoder, seen, place + 1) ?? '';
      if (name === '__proto__') put(texts, name, text);
      else texts[name] = text;
    }
    return texts;
  }

  #atHeaders(): VendorDecoder {
    this.#decoder.offset = this.#headersAt;
    return this.#decoder;
  }
}

/** Also under the one name that is not simply assigned. */
function put<Value>(target: Record<string, Value>, name: string, value: Value): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}

function readText(decoder: VendorDecoder, seen: SeenTexts, place: number): string | null {
  const length = decoder.readVarInt();
  if (length < 0) return null;
  const from = decoder.offset;
  decoder.offset = from + length;
  return seen.read(place, decoder.buffer, from, from + length);
}

/** A BigInt, which costs far more, only for what may be none as a number. */
function sumOf(first: string, delta: number | bigint): string {
  const sum = Number(first) + Number(delta);
  return Number.isSafeInteger(sum) && typeof delta === 'number' ? String(sum) : String(BigInt(first) + BigInt(delta));
}

/** Zigzag, seven bits a byte, as `encodeRecord` writes it. */
function readVarLong(decoder: VendorDecoder): number | bigint {
  const { buffer } = decoder;
  const from = decoder.offset;
  let result = 0;
  let scale = 1;
  for (let at = from; at < from + NUMBER_BYTES; at += 1) {
    const byte = buffer[at] ?? 0;
    result += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte < 0x80) {
      decoder.offset = at + 1;
      return result % 2 === 0 ? result / 2 : -(result + 1) / 2;
    }
  }
  return readLongest(decoder);
}

function readLongest(decoder: VendorDecoder): bigint {
  let result = 0n;
  for (let bits = 0n; bits < 7n * BigInt(LONGEST_BYTES); bits += 7n) {
    const byte = decoder.buffer[decoder.offset] ?? 0;
    decoder.offset += 1;
    result += BigInt(byte & 0x7f) << bits;
    if (byte < 0x80) return (result >> 1n) ^ -(result & 1n);
  }
  throw new RangeError('Kafka: a timestamp of more than ten bytes');
}
