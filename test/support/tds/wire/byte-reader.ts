/** Reads a message from its beginning; reading past its end is a RangeError. Numbers little-endian. */
export class ByteReader {
  readonly bytes: Buffer;
  offset: number;

  constructor(bytes: Buffer, offset = 0) {
    this.bytes = bytes;
    this.offset = offset;
  }

  get left(): number {
    return this.bytes.length - this.offset;
  }

  u8(): number {
    return this.bytes.readUInt8(this.#advance(1));
  }

  u16(): number {
    return this.bytes.readUInt16LE(this.#advance(2));
  }

  u32(): number {
    return this.bytes.readUInt32LE(this.#advance(4));
  }

  u64(): bigint {
    return this.bytes.readBigUInt64LE(this.#advance(8));
  }

  /** A signed integer of 1 to 8 bytes. */
  signed(width: number): bigint {
    return BigInt.asIntN(width * 8, this.unsigned(width));
  }

  unsigned(width: number): bigint {
    const bytes = this.raw(width);
    let value = 0n;
    for (let index = width - 1; index >= 0; index--) value = (value << 8n) | BigInt(bytes[index] ?? 0);
    return value;
  }

  f32(): number {
    return this.bytes.readFloatLE(this.#advance(4));
  }

  f64(): number {
    return this.bytes.readDoubleLE(this.#advance(8));
  }

  raw(length: number): Buffer {
    const start = this.#advance(length);
    return this.bytes.subarray(start, start + length);
  }

  ucs2(characters: number): string {
    return this.raw(characters * 2).toString('utf16le');
  }

  bVarchar(): string {
    return this.ucs2(this.u8());
  }

  #advance(count: number): number {
    const start = this.offset;
    if (start + count > this.bytes.length) throw new RangeError(`message ends at byte ${this.bytes.length}`);
    this.offset += count;
    return start;
  }
}
