import { connect } from 'node:net';

const PATIENCE_MS = 1500;
/** A reply of the protocol (MS-TDS 2.2.3.1.1, packet type 4). */
const REPLY = 0x04;
/** PRELOGIN, asking for the version and for no encryption (MS-TDS 2.2.6.5). */
const PRELOGIN = Uint8Array.from([
  ...[0x12, 0x01, 0x00, 0x1a, 0x00, 0x00, 0x01, 0x00],
  ...[0x00, 0x00, 0x0b, 0x00, 0x06, 0x01, 0x00, 0x11, 0x00, 0x01, 0xff],
  ...[0x0f, 0x00, 0x07, 0xd0, 0x00, 0x00, 0x02],
]);

/** Does something else than SQL Server answer on the port? Asked only when a connection failed: then the message can say so. */
export function speaksSomethingElse(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, () => {
      end(false);
    });
    socket.once('error', () => {
      end(false);
    });
    socket.once('end', () => {
      end(false);
    });
    socket.once('data', (answer) => {
      end(answer[0] !== REPLY);
    });
    socket.write(PRELOGIN);
  });
}
