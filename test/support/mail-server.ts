import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

/** A real SMTP server on loopback, which takes mail for anybody from whoever has the password. */
export class MailServer implements AsyncDisposable {
  readonly received: Received[] = [];
  /** While true every mail is refused for now. */
  busy = false;
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => {
        if (username === 'libro' && password === 'clave-de-prueba') done(null, { user: username });
        else done(new Error('who are you?'));
      },
      onData: (stream, { envelope }, done) => {
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece));
        stream.on('end', () => {
          if (this.busy) {
            done(Object.assign(new Error('try again later'), { responseCode: 451 }));
            return;
          }
          const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address;
          const to = envelope.rcptTo.map(({ address }) => address);
          this.received.push({ from, to, ...parsed(Buffer.concat(pieces).toString('latin1')) });
          done();
        });
      },
    });
  }

  static async open(): Promise<MailServer> {
    const made = new MailServer();
    made.#server.on('error', () => undefined);
    made.#server.listen(0, '127.0.0.1');
    await once(made.#server.server, 'listening');
    return made;
  }

  get port(): number {
    return (this.#server.server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(resolve);
    });
  }
}

/** What stands in a mail of one text part, RFC 2047 and 2045 undone. */
function parsed(raw: string): Pick<Received, 'id' | 'subject' | 'text'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const headers = head.replaceAll(/\r\n[ \t]+/g, ' ');
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1] ?? '';
  const encoding = header('Content-Transfer-Encoding').toLowerCase();
  const body = rest.join('\r\n\r\n');
  const bytes = encoding === 'base64' ? Buffer.from(body, 'base64') : Buffer.from(quoted(body), 'latin1');
  const text = bytes.toString('utf8').replaceAll('\r\n', '\n');
  return { id: header('Message-ID'), subject: words(header('Subject')), text };
}

function quoted(text: string): string {
  const joined = text.replaceAll('=\r\n', '');
  return joined.replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function words(text: string): string {
  return text
    .replaceAll(/\?= =\?/g, '?==?')
    .replaceAll(/=\?UTF-8\?([QB])\?(.*?)\?=/gi, (_all, kind: string, word: string) =>
      (kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64')
        : Buffer.from(quoted(word.replaceAll('_', ' ')), 'latin1')
      ).toString('latin1'),
    )
    .replace(/^.*$/s, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
}
