import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectEncrypted } from 'node:tls';
import type { ISocketFactory, ISocketFactoryArgs } from 'kafkajs';
import { ConnectionFault } from './failures.ts';

const KEEP_ALIVE_MS = 60_000;
/** No broker answers with more; what another protocol says first, read as a size, is more. */
const LARGEST_ANSWER = 100 * 1024 * 1024;

/** The connections of one kafkajs client, so that they can be cut: kafkajs itself can stop neither connecting nor waiting. */
export class Sockets {
  readonly #open = new Set<Socket>();
  #cut = false;
  #lastFailure: Error | null = null;

  /** What happened last on any of them: tells why, when time has run out. */
  get lastFailure(): Error | null {
    return this.#lastFailure;
  }

  readonly factory: ISocketFactory = (target) => {
    if (this.#cut) throw new ConnectionFault('CUT', 'the client is closed');
    const socket = open(target);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    this.#open.add(socket);
    socket.once('close', () => this.#open.delete(socket));
    socket.on('error', (error) => {
      if (!this.#cut) this.#lastFailure = error;
    });
    socket.once('data', (first) => {
      if (first.length >= 4 && first.readUInt32BE(0) > LARGEST_ANSWER) {
        socket.destroy(new ConnectionFault('NOT_KAFKA', 'the answer is not in the protocol of Kafka'));
      }
    });
    return socket;
  };

  /** Ends all that waits for an answer at once; nothing connects any more. */
  cut(): void {
    this.#cut = true;
    for (const socket of this.#open) socket.destroy(new ConnectionFault('CUT', 'the client is closed'));
  }
}

function open({ host, port, ssl, onConnect }: ISocketFactoryArgs): Socket {
  // kafkajs' types know only an object here; without TLS it is null.
  const encryption = ssl as ISocketFactoryArgs['ssl'] | null | undefined;
  if (!encryption) return connectPlain({ host, port }, onConnect);
  const name = isIP(host) ? {} : { servername: host };
  return connectEncrypted({ host, port, ...name, ...encryption }, onConnect);
}
