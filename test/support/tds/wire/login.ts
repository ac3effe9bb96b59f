import { ByteReader } from './byte-reader.ts';

/** What a client says in LOGIN7 (MS-TDS 2.2.6.4). */
export interface LoginRequest {
  readonly tdsVersion: number;
  readonly packetSize: number;
  readonly host: string;
  readonly user: string;
  readonly password: string;
  readonly application: string;
  readonly server: string;
  readonly library: string;
  readonly language: string;
  readonly database: string;
  readonly readOnlyIntent: boolean;
  /** Windows authentication: the first SSPI message, else empty. */
  readonly sspi: Uint8Array;
}

const INTEGRATED = 0x80;
const READ_ONLY_INTENT = 0x20;

export function readLogin(payload: Buffer): LoginRequest {
  const input = new ByteReader(payload);
  input.raw(4);
  const tdsVersion = input.u32();
  const packetSize = input.u32();
  // Program version, process, connection.
  input.raw(12);
  input.u8();
  const secondOptions = input.u8();
  const typeFlags = input.u8();
  // Third options, time zone, language.
  input.raw(9);
  const text = (): Buffer => {
    const offset = input.u16();
    const characters = input.u16();
    return payload.subarray(offset, offset + characters * 2);
  };
  const fields = Array.from({ length: 9 }, text);
  const [host, user, password, application, server, , library, language, database] = fields;
  input.raw(6);
  const sspiOffset = input.u16();
  const sspiLength = input.u16();
  return {
    tdsVersion,
    packetSize,
    host: decode(host),
    user: decode(user),
    password: decode(unscrambled(password ?? Buffer.alloc(0))),
    application: decode(application),
    server: decode(server),
    library: decode(library),
    language: decode(language),
    database: decode(database),
    readOnlyIntent: (typeFlags & READ_ONLY_INTENT) !== 0,
    sspi: (secondOptions & INTEGRATED) === 0 ? Buffer.alloc(0) : payload.subarray(sspiOffset, sspiOffset + sspiLength),
  };
}

const decode = (bytes: Buffer | undefined): string => bytes?.toString('utf16le') ?? '';

/** A password's bytes have their halves swapped after an XOR with 0xA5. */
function unscrambled(bytes: Buffer): Buffer {
  return Buffer.from(
    bytes.map((byte) => {
      const plain = byte ^ 0xa5;
      return ((plain << 4) | (plain >> 4)) & 0xff;
    }),
  );
}
