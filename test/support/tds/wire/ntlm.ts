import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

import { ByteWriter } from './byte-writer.ts';
import { md4 } from './md4.ts';

export interface WindowsAccount {
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');

/** NegotiateFlags (MS-NLMP 2.2.2.5): Unicode, target, NTLM, domain, extended security, target info, version, 128, 56. */
const FLAGS = 0x1 | 0x4 | 0x200 | 0x1_0000 | 0x8_0000 | 0x80_0000 | 0x200_0000 | 0x2000_0000;

/**
 * One NTLM negotiation, the server's side (MS-NLMP): NTLMv2, or LMv2 beside it, which is what a client proves that gives
 * its NTLMv2 response a length of 16 (tedious 20.3.9, ntlm-payload.js). Older responses are refused.
 */
export class NtlmExchange {
  readonly #server: string;
  readonly #accounts: readonly WindowsAccount[];
  readonly #challenge = randomBytes(8);
  #claimed = '';

  constructor(server: string, accounts: readonly WindowsAccount[]) {
    this.#server = server;
    this.#accounts = accounts;
  }

  /** `DOMAIN\user`, as the client says. */
  get claimed(): string {
    return this.#claimed;
  }

  /** CHALLENGE_MESSAGE (2.2.1.2) to a NEGOTIATE_MESSAGE. */
  challenge(negotiate: Buffer): Buffer {
    if (messageType(negotiate) !== 1) throw new RangeError('an NTLM message of another type');
    const domain = this.#accounts[0]?.domain ?? 'WORKGROUP';
    const target = Buffer.from(domain, 'utf16le');
    const information = targetInformation(domain, this.#server.split('\\')[0] ?? '');
    const out = new ByteWriter();
    out.raw(SIGNATURE).u32(2);
    out.u16(target.length).u16(target.length).u32(56);
    out.u32(FLAGS).raw(this.#challenge).raw(Buffer.alloc(8));
    out
      .u16(information.length)
      .u16(information.length)
      .u32(56 + target.length);
    // Version: Windows 10.0, NTLM revision 15.
    out.raw(Uint8Array.of(10, 0, 0x61, 0x4a, 0, 0, 0, 15));
    return Buffer.from(out.raw(target).raw(information).bytes);
  }

  /** The account that an AUTHENTICATE_MESSAGE (2.2.1.3) proves, or null. */
  authenticate(message: Buffer): WindowsAccount | null {
    if (messageType(message) !== 3) throw new RangeError('an NTLM message of another type');
    const domain = field(message, 28).toString('utf16le');
    const user = field(message, 36).toString('utf16le');
    this.#claimed = `${domain}\\${user}`;
    const account = this.#accounts.find((each) => same(each.user, user) && same(each.domain, domain));
    if (account === undefined) return null;
    const owner = Buffer.from(user.toUpperCase() + domain, 'utf16le');
    const key = hmac(md4(Buffer.from(account.password, 'utf16le')), owner);
    return this.#proves(key, field(message, 20)) || this.#proves(key, field(message, 12)) ? account : null;
  }

  /** The first 16 bytes are a keyed digest of our challenge and the rest (3.3.2). */
  #proves(key: Buffer, response: Buffer): boolean {
    if (response.length < 24) return false;
    const expected = hmac(key, Buffer.concat([this.#challenge, response.subarray(16)]));
    return timingSafeEqual(expected, response.subarray(0, 16));
  }
}

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

function hmac(key: Uint8Array, content: Uint8Array): Buffer {
  return createHmac('md5', key).update(content).digest();
}

function messageType(message: Buffer): number {
  return message.subarray(0, 8).equals(SIGNATURE) ? message.readUInt32LE(8) : 0;
}

/** Length, room and offset of a part of the message. */
function field(message: Buffer, at: number): Buffer {
  const offset = message.readUInt32LE(at + 4);
  return message.subarray(offset, offset + message.readUInt16LE(at));
}

/** AV_PAIRs (2.2.2.1): names, the time as a Windows file time, and the end. */
function targetInformation(domain: string, computer: string): Buffer {
  const out = new ByteWriter();
  const pair = (id: number, content: Uint8Array): void => {
    out.u16(id).u16(content.length).raw(content);
  };
  pair(2, Buffer.from(domain, 'utf16le'));
  pair(1, Buffer.from(computer, 'utf16le'));
  pair(4, Buffer.from(domain.toLowerCase(), 'utf16le'));
  pair(3, Buffer.from(computer.toLowerCase(), 'utf16le'));
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE((BigInt(Date.now()) + 11_644_473_600_000n) * 10_000n);
  pair(7, time);
  out.u32(0);
  return Buffer.from(out.bytes);
}
