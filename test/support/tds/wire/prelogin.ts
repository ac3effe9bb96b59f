import { ByteWriter } from './byte-writer.ts';
import type { ProgramVersion } from './tokens.ts';

/** ENCRYPTION in PRELOGIN (MS-TDS 2.2.6.5). */
export const Encryption = { off: 0, on: 1, unsupported: 2, required: 3 } as const;

/**
 * What a server does about encryption: `off` encrypts only the login, and only for clients that can; `on` (a real server's
 * "Force Encryption") and `required` let nobody in without, the former answering a client that asks for it with ON;
 * `unsupported` never encrypts.
 */
export type EncryptionMode = keyof typeof Encryption;

export interface EncryptionChoice {
  readonly answer: number;
  readonly encrypts: 'nothing' | 'login' | 'all';
  /** Client and server cannot agree: the connection ends after the answer. */
  readonly refused: boolean;
}

const VERSION = 0x00;
const ENCRYPTION = 0x01;
const INSTANCE = 0x02;
const THREAD = 0x03;
const MARS = 0x04;
const END = 0xff;

export interface PreloginRequest {
  readonly encryption: number;
  readonly instance: string;
}

export function readPrelogin(payload: Buffer): PreloginRequest {
  let encryption: number = Encryption.off;
  let instance = '';
  for (let place = 0; (payload[place] ?? END) !== END; place += 5) {
    const content = payload.subarray(payload.readUInt16BE(place + 1));
    const length = payload.readUInt16BE(place + 3);
    if (payload[place] === ENCRYPTION) encryption = content.readUInt8(0);
    if (payload[place] === INSTANCE) instance = content.subarray(0, Math.max(0, length - 1)).toString('latin1');
  }
  return { encryption, instance };
}

/** The table of MS-TDS 2.2.6.5, "ENCRYPTION". */
export function chooseEncryption(client: number, server: EncryptionMode): EncryptionChoice {
  const wants = client === Encryption.on || client === Encryption.required;
  const cannot = client === Encryption.unsupported;
  if (server === 'unsupported' || (server === 'off' && cannot)) {
    return { answer: Encryption.unsupported, encrypts: 'nothing', refused: false };
  }
  if (server === 'off' && !wants) return { answer: Encryption.off, encrypts: 'login', refused: false };
  if (cannot) return { answer: Encryption.required, encrypts: 'nothing', refused: true };
  const isPlainYes = wants && server !== 'required';
  return { answer: isPlainYes ? Encryption.on : Encryption.required, encrypts: 'all', refused: false };
}

export function preloginAnswer([major, minor, build]: ProgramVersion, encryption: number): Buffer {
  const version = new ByteWriter().u8(major).u8(minor).u16be(build).u16(0).bytes;
  const options: readonly (readonly [number, Uint8Array])[] = [
    [VERSION, version],
    [ENCRYPTION, Uint8Array.of(encryption)],
    [INSTANCE, Uint8Array.of(0)],
    [THREAD, new Uint8Array(0)],
    [MARS, Uint8Array.of(0)],
  ];
  const out = new ByteWriter();
  let offset = options.length * 5 + 1;
  for (const [token, content] of options) {
    out.u8(token).u16be(offset).u16be(content.length);
    offset += content.length;
  }
  out.u8(END);
  for (const [, content] of options) out.raw(content);
  return out.bytes;
}
