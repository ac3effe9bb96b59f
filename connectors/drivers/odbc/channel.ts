import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { CHANNEL, eachLine } from './protocol.ts';
import type { Answer, Question, Stop } from './protocol.ts';

/** The child ended before it answered. */
export class ChildEnded extends Error {
  /** How it ended: a signal, or an exit code. */
  readonly how: string;
  /** The end of what it, or a driver in it, wrote. */
  readonly words: string;

  constructor(how: string, words: string) {
    super(`the child process of ODBC ended: ${how}`);
    this.how = how;
    this.words = words;
  }
}

/** It did not answer in time, and was ended. */
export class ChildSilent extends Error {}

/** How long a statement that was told to stop may go on before its child is ended. */
const GRACE_MS = 5000;
const LAST_WORDS = 2000;
/** Of JavaScript values only; what drivers take is their own. */
const HEAP_MB = 96;

/** One child process and the questions to it, one at a time. Whoever starts it disposes it. */
export class Channel implements AsyncDisposable {
  /** The environment is the child's whole one. */
  readonly #child: ChildProcess;
  readonly #socket: Socket;
  readonly #ended: Promise<ChildEnded>;
  #waiting: ((line: string) => void) | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #words = '';

  constructor(environment: Readonly<Record<string, string | undefined>>) {
    this.#child = fork(new URL('./child.ts', import.meta.url), {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'ipc'],
      execArgv: [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=4'],
      env: { ...environment },
    });
    this.#socket = this.#child.stdio[CHANNEL] as Socket;
    this.#socket.on('error', () => undefined);
    eachLine(this.#socket, (line) => this.#waiting?.(line));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        this.#words = (this.#words + chunk.toString()).slice(-LAST_WORDS);
      });
    }
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        resolve(new ChildEnded(error.message, this.#words));
      });
      this.#child.once('close', (code, signal) => {
        resolve(new ChildEnded(signal ?? `código ${String(code)}`, this.#words));
      });
    });
  }

  /** What drivers print instead of telling. */
  get words(): string {
    return this.#words;
  }

  /**
   * The answer; ChildEnded when there is none, ChildSilent when it took longer than `silenceMs` and the child was ended, the
   * signal's reason when that fired.
   */
  ask(question: Question, signal: AbortSignal, silenceMs: number): Promise<Answer> {
    const asked = this.#queue.then(() => this.#ask(question, signal, silenceMs));
    this.#queue = asked.catch(() => undefined);
    return asked;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
    await this.#over();
  }

  async #ask(question: Question, signal: AbortSignal, silenceMs: number): Promise<Answer> {
    signal.throwIfAborted();
    const answered = new Promise<Answer>((resolve) => {
      this.#waiting = (line) => {
        resolve(JSON.parse(line) as Answer);
      };
    });
    this.#send(question);
    const over = new AbortController();
    const aborted = new Promise<'aborted'>((resolve) => {
      const onAbort = (): void => {
        resolve('aborted');
      };
      signal.addEventListener('abort', onAbort, { once: true, signal: over.signal });
    });
    const silent = setTimeout(silenceMs, 'silent' as const, { signal: over.signal }).catch(() => 'aborted' as const);
    try {
      const first = await Promise.race([answered, this.#ended, aborted, silent]);
      if (first instanceof ChildEnded) throw first;
      if (typeof first === 'object') return first;
      await this.#stop(answered);
      if (first === 'aborted') throw signal.reason;
      throw new ChildSilent();
    } finally {
      over.abort();
      this.#waiting = null;
    }
  }

  #send(message: Question | Stop): void {
    this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  /**
   * The source is told to stop and given time to; then the child is ended all the same: what some drivers have stopped takes
   * the next statement with it (libsqliteodbc 0.9998).
   */
  async #stop(answered: Promise<Answer>): Promise<void> {
    this.#send({ kind: 'stop' });
    const over = new AbortController();
    const grace = setTimeout(GRACE_MS, null, { signal: over.signal }).catch(() => null);
    await Promise.race([answered, this.#ended, grace]);
    over.abort();
    await this.#over();
  }

  async #over(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
