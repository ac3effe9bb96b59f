import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Broker } from '../../support/kafka/broker.ts';
import type { OwnServer } from '../../support/postgres.ts';
import { startServer, stopServer } from '../../support/postgres-server.ts';
import { PASSWORD } from './sources.ts';
import type { WalkSource } from './sources.ts';

const CHILD = join(import.meta.dirname, 'up.child.ts');

/** Points at which a batch is in somebody's hands. */
const IN_FLIGHT = {
  capture: ['lote: abierto', 'lote: escrito', 'lote: confirmado'],
  loader: ['aplicando', 'aplicación escrita', 'aplicado'],
  relay: ['relevo: enviando', 'relevo: enviado'],
} as const;
type Part = keyof typeof IN_FLIGHT;

/** A town whose records walk, what reads it, and who kills that. */
export class WalkTown implements AsyncDisposable {
  readonly folder: string;
  readonly deaths: Record<Part | 'broker' | 'postgres', number> = {
    capture: 0,
    loader: 0,
    relay: 0,
    broker: 0,
    postgres: 0,
  };
  readonly environment: NodeJS.ProcessEnv;
  readonly #broker: Broker | null;
  readonly #postgres: OwnServer | null;
  readonly #next: () => number;
  #child: ChildProcess | null = null;

  constructor(
    source: WalkSource,
    folder: string,
    broker: Broker | null,
    postgres: OwnServer | null,
    next: () => number,
  ) {
    this.folder = folder;
    this.#broker = broker;
    this.#postgres = postgres;
    this.#next = next;
    this.environment = { ...process.env, LIBRO_PRUEBA_CLAVE: PASSWORD, LIBRO_URL: postgres?.url ?? '' };
    const ledger = postgres ? "{ url: secret('LIBRO_URL') }" : "{ embedded: './libro' }";
    const bus = broker ? `bus: { kafka: { brokers: ['${broker.bootstrap}'], prefijo: 'paseo' } },` : '';
    writeFileSync(
      join(folder, 'libro.config.ts'),
      `export default ({ site, use, sources, drivers, scopes, secret }) => {
         const { driver, stream } = { ${source.use} };
         const none = Object.fromEntries(sources.hassql.streams.map(({ id }) => [id, false]));
         return site({ nombre: 'Pueblo que camina', entidad: '000000000', ledger: ${ledger}, ${bus}
           sources: [use(sources.hassql, { driver, streams: { ...none, recaudo: stream } })] });
       };\n`,
    );
  }

  /** Kills, one death after the other, until it is told that enough has been. */
  async killUntil(enough: AbortSignal): Promise<void> {
    for (let turn = 0; !enough.aborted; turn += 1) {
      const disturbed = this.#disturb(turn);
      await this.#live(enough);
      await disturbed;
    }
  }

  /** Every third life something that it stands on falls and gets up meanwhile. */
  async #disturb(turn: number): Promise<void> {
    if (turn % 3 === 1 && this.#broker) {
      await this.#broker.kill();
      this.deaths.broker += 1;
      await this.#broker.restart();
    }
    if (turn % 3 === 2 && this.#postgres) {
      stopServer(this.#postgres.server, 'immediate');
      this.deaths.postgres += 1;
      startServer(this.#postgres.server);
    }
  }

  /** One life of the process, to the point that was drawn for it. */
  async #live(enough: AbortSignal): Promise<void> {
    const parts = (Object.keys(IN_FLIGHT) as Part[]).filter((part) => part !== 'relay' || this.#broker !== null);
    const part = parts[Math.floor(this.#next() * parts.length)] ?? 'capture';
    const points = IN_FLIGHT[part];
    const point = points[Math.floor(this.#next() * points.length)] ?? points[0];
    const occurrence = String(1 + Math.floor(this.#next() * 4));
    const child = spawn(process.execPath, [CHILD, this.folder, point, occurrence], {
      env: this.environment,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    this.#child = child;
    child.stdout.once('data', () => (this.deaths[part] += 1));
    const stop = (): void => void child.kill('SIGKILL');
    enough.addEventListener('abort', stop, { once: true });
    await once(child, 'exit');
    enough.removeEventListener('abort', stop);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#child?.kill('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
    return Promise.resolve();
  }
}

export function walkFolder(): string {
  return mkdtempSync(join(tmpdir(), 'paseo-'));
}
