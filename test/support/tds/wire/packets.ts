/** Packets and messages of TDS (MS-TDS 2.2.3.1): a header of eight bytes, the length big-endian and with the header. */

export const PacketType = {
  batch: 0x01,
  rpc: 0x03,
  response: 0x04,
  attention: 0x06,
  bulk: 0x07,
  transaction: 0x0e,
  login: 0x10,
  sspi: 0x11,
  prelogin: 0x12,
} as const;

export const HEADER = 8;
const END_OF_MESSAGE = 0x01;
const IGNORE = 0x02;

export interface Message {
  readonly type: number;
  readonly payload: Buffer;
}

/** Joins the packets that arrive into messages; `take` yields each whole one. */
export class MessageAssembler {
  #pending: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];

  push(bytes: Buffer): void {
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([this.#pending, bytes]);
  }

  /** What has not been taken yet, and forgets it; for bytes that turn out to be of another layer. */
  drain(): Buffer {
    const rest = this.#pending;
    this.#pending = Buffer.alloc(0);
    return rest;
  }

  take(): Message | null {
    for (;;) {
      if (this.#pending.length < HEADER) return null;
      const length = this.#pending.readUInt16BE(2);
      if (length < HEADER) throw new RangeError(`a packet of ${length} bytes`);
      if (this.#pending.length < length) return null;
      const packet = this.#pending.subarray(0, length);
      this.#pending = this.#pending.subarray(length);
      this.#parts.push(packet.subarray(HEADER));
      const status = packet.readUInt8(1);
      if ((status & END_OF_MESSAGE) === 0) continue;
      const payload = Buffer.concat(this.#parts);
      this.#parts = [];
      if ((status & IGNORE) === 0) return { type: packet.readUInt8(0), payload };
    }
  }
}

/** One packet; `number` is its place in the message, from 1. */
export function packet(type: number, payload: Uint8Array, last: boolean, number: number, spid = 0): Buffer {
  const header = Buffer.alloc(HEADER);
  header.writeUInt8(type, 0);
  header.writeUInt8(last ? END_OF_MESSAGE : 0, 1);
  header.writeUInt16BE(payload.length + HEADER, 2);
  header.writeUInt16BE(spid, 4);
  header.writeUInt8(number & 0xff, 6);
  return Buffer.concat([header, payload]);
}
