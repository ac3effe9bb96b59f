import { Duplex } from 'node:stream';
import { TLSSocket, type SecureContext } from 'node:tls';

import { packet, PacketType } from './packets.ts';

export interface TlsEnds {
  /** Bytes for the socket. */
  readonly send: (bytes: Buffer) => boolean;
  /** Bytes that the client sent, decrypted. */
  readonly receive: (bytes: Buffer) => void;
  readonly failed: (error: Error) => void;
}

/**
 * TLS inside TDS (MS-TDS 3.2.5.2 and 3.3.5.2): the handshake travels in PRELOGIN packets, what follows as plain TLS records.
 * Servers of TDS 7.x speak TLS 1.2 at most.
 */
export class TlsLayer {
  readonly #tls: TLSSocket;
  readonly #encrypted: Duplex;
  #shaking = true;

  constructor(context: SecureContext, ends: TlsEnds) {
    this.#encrypted = new Duplex({
      read: () => undefined,
      write: (chunk: Buffer, _encoding, done) => {
        ends.send(this.#shaking ? packet(PacketType.prelogin, chunk, true, 1) : chunk);
        done();
      },
    });
    this.#tls = new TLSSocket(this.#encrypted, { isServer: true, secureContext: context });
    this.#tls.on('data', ends.receive);
    this.#tls.on('error', ends.failed);
  }

  /** Is the handshake still going on, in packets? The first record outside of one ends it. */
  get shaking(): boolean {
    return this.#shaking;
  }

  push(bytes: Buffer, inPacket: boolean): void {
    if (!inPacket) this.#shaking = false;
    this.#encrypted.push(bytes);
  }

  write(bytes: Buffer): boolean {
    return this.#tls.write(bytes);
  }
}
