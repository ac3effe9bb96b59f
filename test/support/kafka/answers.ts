import { randomInt } from 'node:crypto';
import { connect, createServer } from 'node:net';

const LOWEST_PORT = 20_000;
// Above begin the ports that Linux gives to clients: one that tries again and again to reach a closed port there can
// come to hold it itself.
const HIGHEST_PORT = 32_000;

/** Metadata, version 4, of no topic: size, key, version, correlation, no client id, no topics, creating none. */
const question = Buffer.from('0000000f' + '0003' + '0004' + '00000001' + 'ffff' + '00000000' + '00', 'hex');

/** Whether a broker at this port knows of a broker that is ready: itself. */
export async function answers(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port, timeout: 2_000 });
  socket.on('timeout', () => socket.destroy());
  socket.write(question);
  let answer = Buffer.alloc(0);
  try {
    for await (const piece of socket) {
      answer = Buffer.concat([answer, piece as Buffer]);
      // Size, correlation and throttle time stand before the number of brokers.
      if (answer.length >= 16) return answer.readInt32BE(12) > 0;
    }
    return false;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** So many ports of loopback that nobody listens on. */
export async function freePorts(count: number): Promise<readonly number[]> {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
    if (await isFree(port)) found.add(port);
  }
  return [...found];
}

async function isFree(port: number): Promise<boolean> {
  const listener = createServer();
  return new Promise((resolve) => {
    listener.once('error', () => {
      resolve(false);
    });
    listener.listen(port, '127.0.0.1', () => {
      listener.close(() => {
        resolve(true);
      });
    });
  });
}
