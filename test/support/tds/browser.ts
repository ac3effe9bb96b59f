import { createSocket, type Socket } from 'node:dgram';

/** The port on which clients ask for named instances. */
export const BROWSER_PORT = 1434;

/** What a broadcast asks; tedious sends it to one server. */
const BROADCAST_EX = 0x02;
const UNICAST_EX = 0x03;
const UNICAST_INSTANCE = 0x04;
const RESPONSE = 0x05;

export interface BrowsedInstance {
  readonly server: string;
  readonly instance: string;
  readonly version: string;
  readonly port: number;
}

/** Answers as the SQL Server Browser does (MC-SQLR 2.2): which port a named instance listens on. */
export async function openBrowser(instance: BrowsedInstance, port = BROWSER_PORT): Promise<Browser> {
  const socket = createSocket('udp4');
  const bound = Promise.withResolvers<undefined>();
  socket.once('error', bound.reject);
  socket.bind(port, '127.0.0.1', () => {
    bound.resolve(undefined);
  });
  await bound.promise;
  const browser = new Browser(socket);
  socket.on('message', (message, from) => {
    if (!asksFor(message, instance.instance)) return;
    browser.asked++;
    socket.send(answer(instance), from.port, from.address);
  });
  return browser;
}

export class Browser implements AsyncDisposable {
  readonly #socket: Socket;
  /** How many times it has answered. */
  asked = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  get port(): number {
    return this.#socket.address().port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = Promise.withResolvers<undefined>();
    this.#socket.close(() => {
      closed.resolve(undefined);
    });
    await closed.promise;
  }
}

/** A real Browser is silent about an instance that it does not have. */
function asksFor(message: Buffer, instance: string): boolean {
  if (message[0] === BROADCAST_EX || message[0] === UNICAST_EX) return true;
  const asked = message.subarray(1).toString('latin1').replace(/\0.*$/s, '');
  return message[0] === UNICAST_INSTANCE && asked.toLowerCase() === instance.toLowerCase();
}

function answer({ server, instance, version, port }: BrowsedInstance): Buffer {
  const facts = ['ServerName', server, 'InstanceName', instance, 'IsClustered', 'No', 'Version', version, 'tcp', port];
  const text = Buffer.from(`${facts.join(';')};;`, 'latin1');
  const head = Buffer.alloc(3);
  head.writeUInt8(RESPONSE, 0);
  head.writeUInt16LE(text.length, 1);
  return Buffer.concat([head, text]);
}
