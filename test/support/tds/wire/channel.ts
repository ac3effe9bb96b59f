import type { Socket } from 'node:net';

import type { PacketSink } from './response.ts';
import type { TlsLayer } from './tls-layer.ts';

/** The bytes of one connection, plain or through TLS; a fault may let only so many out. */
export class Channel implements PacketSink {
  readonly #socket: Socket;
  #tls: TlsLayer | null = null;
  #allowance = Number.POSITIVE_INFINITY;
  #spoil: ((packet: Buffer) => Buffer) | null = null;

  readonly #gone = new AbortController();

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.once('close', () => {
      this.#gone.abort();
    });
  }

  /** Fires when the connection goes away. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  secure(tls: TlsLayer): void {
    this.#tls = tls;
  }

  plain(): void {
    this.#tls = null;
  }

  get closed(): boolean {
    return this.#socket.destroyed || this.#allowance === 0;
  }

  /** After this many bytes more the connection is dropped. */
  cutAfter(bytes: number): void {
    this.#allowance = bytes;
  }

  /** The next packet goes out as `spoil` gives it. */
  spoilNext(spoil: (packet: Buffer) => Buffer): void {
    this.#spoil = spoil;
  }

  send(packet: Buffer): Promise<void> | undefined {
    if (this.#socket.destroyed || this.#allowance === 0) return undefined;
    const spoiled = this.#spoil?.(packet) ?? packet;
    this.#spoil = null;
    if (spoiled.length >= this.#allowance) {
      this.#write(spoiled.subarray(0, this.#allowance));
      this.#allowance = 0;
      this.#socket.destroySoon();
      return undefined;
    }
    this.#allowance -= spoiled.length;
    return this.#write(spoiled) ? undefined : this.#drained();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  /** Sends what is written, then closes. */
  end(): void {
    this.#socket.end();
  }

  #write(bytes: Buffer): boolean {
    const written = this.#tls === null ? this.#socket.write(bytes) : this.#tls.write(bytes);
    return written && !this.#socket.writableNeedDrain;
  }

  async #drained(): Promise<void> {
    const settled = Promise.withResolvers<undefined>();
    const settle = (): void => {
      settled.resolve(undefined);
    };
    if (!this.#socket.writableNeedDrain) setImmediate(settle);
    this.#socket.once('drain', settle).once('close', settle);
    await settled.promise;
    this.#socket.off('drain', settle).off('close', settle);
  }
}
