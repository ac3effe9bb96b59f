import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

import { afterEach, expect, test } from 'vitest';

import { openPostgres } from '../../../pipelines/database/postgres.ts';

const signal = new AbortController().signal;
const TEN_SECONDS = 10_000;
const opened: (() => void)[] = [];

afterEach(() => {
  for (const close of opened.splice(0)) close();
});

/** A port where whoever connects is met like this. */
async function portThat(meets: (socket: Socket) => void): Promise<number> {
  const sockets: Socket[] = [];
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    meets(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  opened.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

const answersOnce =
  (text: string, ends: boolean) =>
  (socket: Socket): void => {
    socket.once('data', () => {
      if (ends) socket.end(text);
      else socket.write(text);
    });
  };

const NOT_POSTGRES = 'lo que contesta en ese puerto no habla como PostgreSQL';
const SILENT = 'en ese puerto atienden y no contestan';

const ports: readonly (readonly [string, (socket: Socket) => void, string])[] = [
  ['says nothing', () => undefined, SILENT],
  ['hangs up at once', (socket) => socket.end(), SILENT],
  ['speaks HTTP', answersOnce('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n', true), NOT_POSTGRES],
  ['speaks SSH', (socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'), NOT_POSTGRES],
  ['speaks MySQL', (socket) => socket.write('\x4a\x00\x00\x00\x0a8.0.36\x00'), NOT_POSTGRES],
  ['answers and goes on in silence', answersOnce('R', false), NOT_POSTGRES],
];

for (const mode of ['disable', 'require']) {
  test.each(ports)(
    `with sslmode=${mode}, a port that %s is named within ten seconds`,
    async (_, meets, reason) => {
      const port = await portThat(meets);
      const url = `postgres://libro:secreta@127.0.0.1:${port}/libro?sslmode=${mode}`;

      const failure: unknown = await openPostgres(url, {}, signal).catch((thrown: unknown) => thrown);

      expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
      expect(String(failure)).toContain(reason);
      expect(String(failure)).toContain(`postgres://127.0.0.1:${port}/libro`);
      expect(String(failure)).not.toContain('secreta');
    },
    TEN_SECONDS,
  );
}

test(
  'a port that offers TLS and then goes silent is named within ten seconds',
  async () => {
    const port = await portThat(answersOnce('S', false));
    const url = `postgres://libro:secreta@127.0.0.1:${port}/libro?sslmode=require`;

    const failure: unknown = await openPostgres(url, {}, signal).catch((thrown: unknown) => thrown);

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
  },
  TEN_SECONDS,
);

test(
  'a machine that is not there is named within ten seconds',
  async () => {
    // TEST-NET-1 (RFC 5737) belongs to nobody.
    const url = 'postgres://libro:secreta@192.0.2.1:5432/libro';

    const failure: unknown = await openPostgres(url, {}, signal).catch((thrown: unknown) => thrown);

    expect(failure).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
    expect(String(failure)).toMatch(/postgres:\/\/192\.0\.2\.1:5432\/libro no está disponible: .*(red|nadie atiende)/);
    expect(String(failure)).not.toContain('secreta');
  },
  TEN_SECONDS,
);
