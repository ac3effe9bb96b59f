import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A port that greets whoever comes with these words, and hangs up. */
export function greeting(words: string): Promise<number> {
  return listening(
    createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(words);
    }),
  );
}

/** A port on which nobody answers. */
export async function deserted(): Promise<number> {
  const server = createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The way to a server, cut as soon as the client says the word. */
export function cutAt(port: number, word: string): Promise<number> {
  return listening(
    createServer((near) => {
      const far = connect(port, '127.0.0.1');
      const both: readonly Socket[] = [near, far];
      for (const socket of both) socket.on('error', () => undefined);
      near.on('data', (chunk) => {
        if (!chunk.includes(word)) far.write(chunk);
        else for (const socket of both) socket.destroy();
      });
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
      far.pipe(near);
    }),
  );
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
