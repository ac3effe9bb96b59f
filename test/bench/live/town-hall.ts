import { fork, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PASSWORD } from '../../support/tds/server.ts';
import type { Change } from './payments.ts';
import type { Task } from './writer.child.ts';

const MAIN = join(import.meta.dirname, '../../../ops/cli/main.ts');
const STOP_MS = 60_000;

export interface Source {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** A process that ends with the benchmark at the latest. */
class Child implements Disposable {
  protected readonly child: ChildProcess;

  constructor(name: string, argument: string) {
    this.child = fork(join(import.meta.dirname, `${name}.child.ts`), [argument]);
  }

  [Symbol.dispose](): void {
    this.child.kill('SIGKILL');
  }
}

/** The source, which answers until it is let go. */
export class SourceProcess extends Child {
  readonly source: Promise<Source>;

  constructor(rows: number) {
    super('source', String(rows));
    this.source = Promise.race([
      once(this.child, 'message').then(([source]) => source as Source),
      failed(this.child, 'the source'),
    ]);
  }
}

export class WriterProcess extends Child {
  constructor(task: Task, told: (change: Change) => void) {
    super('writer', JSON.stringify(task));
    this.child.on('message', (message) => {
      told(message as Change);
    });
  }

  /** Settles when the last change is told. */
  async stop(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.send('stop');
    await ended;
  }
}

export const PREFIX = 'medida';

export interface Site {
  readonly source: Source;
  readonly bootstrap: string;
  readonly ledger: string;
}

/** `libro up` as people start it, without the launcher before it. */
export class UpProcess implements AsyncDisposable {
  readonly pid: number;
  readonly #child: ChildProcess;
  readonly #log: string;

  constructor(folder: string, { source, bootstrap, ledger }: Site, profile: string | null) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'libro.config.ts'),
      `export default ({ site, use, sources, drivers, secret }) => {
         const none = Object.fromEntries(sources.hassql.streams.map(({ id }) => [id, false]));
         return site({
           nombre: 'Alcaldía medida', entidad: '000000000', ledger: { url: secret('LIBRO_URL') }, http: { puerto: 0 },
           bus: { kafka: { brokers: ['${bootstrap}'], prefijo: '${PREFIX}' } },
           sources: [use(sources.hassql, {
             driver: drivers.sqlserver({ server: '${source.host}', port: ${String(source.port)}, database: '${source.database}',
               user: 'lector', password: secret('HASSQL_CLAVE'), encrypt: false }),
             streams: { ...none, recaudo: { mode: { kind: 'rowversion', column: 'RV' } } },
           })],
         });
       };\n`,
    );
    this.#log = join(folder, 'salida.txt');
    const output = openSync(this.#log, 'w');
    const profiling =
      profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`, '--cpu-prof-name=up.cpuprofile'];
    const args = ['--disable-warning=ExperimentalWarning', ...profiling, MAIN, 'up'];
    this.#child = spawn(process.execPath, args, {
      cwd: folder,
      env: { ...process.env, LIBRO_URL: ledger, HASSQL_CLAVE: PASSWORD, INIT_CWD: folder },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    this.pid = this.#child.pid ?? 0;
  }

  /** Rejects when the process ends, with what it said last. */
  async gone(): Promise<never> {
    try {
      return await failed(this.#child, 'libro up');
    } catch (thrown) {
      throw new Error(readFileSync(this.#log, 'utf8').slice(-4000), { cause: thrown });
    }
  }

  /** As a service manager stops it; its exit code. */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode !== null) return this.#child.exitCode;
    const ended = once(this.#child, 'exit') as Promise<[number | null]>;
    const late = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    this.#child.kill('SIGTERM');
    const [code] = await ended;
    clearTimeout(late);
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

async function failed(child: ChildProcess, what: string): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`${what} ended with ${String(code)}`);
}
