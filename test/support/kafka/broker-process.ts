import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { answers } from './answers.ts';

const START_MS = 60_000;
const STOP_MS = 15_000;

/** Runs a program and kills it when whoever started this closes the pipe or dies: no broker outlives its tests. */
const KEEPER = `
exec 3<&0
"$@" >>"$BROKER_LOG" 2>&1 3<&- &
broker=$!
echo "$broker"
(read -r _ <&3; kill -9 "$broker") >/dev/null 2>&1 &
keeper=$!
wait "$broker"
kill "$keeper" 2>/dev/null
`;

export class BrokerProcess {
  readonly #keeper: ChildProcess;
  readonly #pid: number;
  readonly #ended: Promise<void>;
  #running = true;

  private constructor(keeper: ChildProcess, pid: number) {
    this.#keeper = keeper;
    this.#pid = pid;
    this.#ended = new Promise((resolve) => {
      keeper.once('exit', () => {
        this.#running = false;
        resolve();
      });
    });
  }

  /** Settles when the broker answers at the port. */
  static async start(command: readonly string[], log: string, port: number): Promise<BrokerProcess> {
    const environment = { ...process.env, BROKER_LOG: log };
    const keeper = spawn('sh', ['-c', KEEPER, 'sh', ...command], {
      env: environment,
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const started = new BrokerProcess(keeper, await firstNumber(keeper));
    const deadline = performance.now() + START_MS;
    while (!(await answers(port))) {
      if (!started.#running || performance.now() > deadline) {
        await started.kill();
        throw new Error(`The Kafka broker did not start:\n${tail(log)}`);
      }
      await pause(50);
    }
    return started;
  }

  async stop(): Promise<void> {
    this.signal('SIGTERM');
    const waiting = new AbortController();
    await Promise.race([this.#ended, pause(STOP_MS, undefined, { signal: waiting.signal }).catch(() => undefined)]);
    waiting.abort();
    await this.kill();
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.#ended;
    this.#keeper.stdin?.destroy();
  }

  signal(name: 'SIGTERM' | 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    if (this.#running) process.kill(this.#pid, name);
  }
}

async function firstNumber(keeper: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    keeper.once('error', reject);
    keeper.once('exit', () => {
      reject(new Error('sh did not start the broker'));
    });
    keeper.stdout?.once('data', (line: Buffer) => {
      resolve(Number(line.toString()));
    });
  });
}

function tail(log: string): string {
  return readFileSync(log, 'utf8').split('\n').slice(-40).join('\n');
}
