import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { IntegrationError } from '../../schemas/errors.ts';
import type { Site } from '../config/site.ts';
import type { Health } from './health.ts';

/** What is asked of a site at work. */
export interface Routes {
  health(): Promise<Health>;
  metrics(): Promise<string>;
}

export interface Serving extends AsyncDisposable {
  /** `http://127.0.0.1:25758`. */
  readonly url: string;
}

/** An answer that takes longer is none. */
const LIMIT_MS = 3000;

/** Serves `/salud` and `/metricas`. CONFIG_INVALID where the address cannot be had. */
export async function serve(options: Exclude<Site['http'], false>, routes: Routes): Promise<Serving> {
  const server = createServer((request, response) => {
    void answer(routes, request, response);
  });
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(options.puerto, options.direccion);
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw cannotServe(options, cause);
  }
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : options.puerto;
  const host = options.direccion.includes(':') ? `[${options.direccion}]` : options.direccion;
  return {
    url: `http://${host}:${String(port)}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(routes: Routes, { method, url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> {
  const [path] = url.split('?', 1);
  if (method !== 'GET' && method !== 'HEAD') end(response, 405, 'text/plain', 'Sólo GET.\n');
  else if (path === '/salud') await health(routes, response);
  else if (path === '/metricas') await metrics(routes, response);
  else end(response, 404, 'text/plain', 'Hay /salud y /metricas.\n');
}

/** 200 where the ledger can be relied on, else 503. */
async function health(routes: Routes, response: ServerResponse): Promise<void> {
  try {
    const found = await inTime(routes.health());
    end(response, found.state === 'mal' ? 503 : 200, 'application/json', `${JSON.stringify(found, null, 2)}\n`);
  } catch {
    const state = { state: 'mal', troubles: [{ kind: 'libro', what: 'el libro no contesta', since: null }] };
    end(response, 503, 'application/json', `${JSON.stringify(state, null, 2)}\n`);
  }
}

async function metrics(routes: Routes, response: ServerResponse): Promise<void> {
  try {
    end(response, 200, 'text/plain; version=0.0.4', await inTime(routes.metrics()));
  } catch {
    end(response, 503, 'text/plain', 'El libro no contesta.\n');
  }
}

function end(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
  });
  response.end(body);
}

async function inTime<Result>(promise: Promise<Result>): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new Error('late'));
  }, LIMIT_MS);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'ya lo usa otro programa; diga otro con http: { puerto: … }',
  EACCES: 'este usuario no puede usarlo; diga uno mayor que 1023 con http: { puerto: … }',
  EADDRNOTAVAIL: 'esa dirección no es de este equipo; revise http: { direccion: … }',
  ENOTFOUND: 'esa dirección no existe; revise http: { direccion: … }',
};

function cannotServe({ direccion, puerto }: Exclude<Site['http'], false>, cause: unknown): IntegrationError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason = REASONS[code] ?? `el sistema dijo «${cause instanceof Error ? cause.message : String(cause)}»`;
  return new IntegrationError('CONFIG_INVALID', `No se puede servir en ${direccion}:${String(puerto)}: ${reason}.`, {
    cause,
  });
}
