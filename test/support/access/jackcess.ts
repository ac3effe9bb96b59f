import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { mavenJars } from '../maven.ts';

const RELEASES = { 'jackcess.version': '4.0.8', 'jackcess-encrypt.version': '4.0.3' };

/** Why Jackcess cannot run here; null when it can. It is then fetched. */
export function missingJackcess(): string | null {
  if (spawnSync('javac', ['-version']).status !== 0) return 'no Java compiler is installed';
  try {
    jars();
    return null;
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}

function jars(): string {
  return mavenJars({
    title: 'Jackcess',
    folder: `jackcess-${Object.values(RELEASES).join('-')}`,
    pom: join(import.meta.dirname, 'pom.xml'),
    properties: RELEASES,
  });
}

/** An independent reader and writer of Access files, kept running: `Access.java` says what it is told and what it answers. */
export class Jackcess implements AsyncDisposable {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  private constructor() {
    this.#child = spawn('java', ['-cp', join(jars(), '*'), join(import.meta.dirname, 'Access.java')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Compiled and running. */
  static async start(): Promise<Jackcess> {
    const jackcess = new Jackcess();
    await jackcess.tell('ready');
    return jackcess;
  }

  /** The lines of the answer; an error with what it says where it fails. */
  async tell(...command: readonly string[]): Promise<readonly string[]> {
    this.#child.stdin.write(`${command.join('\t')}\n`);
    const answer: string[] = [];
    for (;;) {
      const next = await this.#lines.next();
      if (next.done === true) throw new Error('Jackcess ended');
      if (next.value === '.') break;
      answer.push(next.value);
    }
    const failure = answer.find((line) => line.startsWith('!'));
    if (failure !== undefined) throw new Error(`${command[0] ?? ''}: ${failure.slice(1)}`);
    return answer;
  }

  /** A new file; `fill` tells its tables and rows. */
  async create(file: string, format: string, fill: readonly (readonly string[])[]): Promise<void> {
    await this.tell('create', file, format);
    for (const command of fill) await this.tell(...command);
    await this.tell('close');
  }

  /** Another user's session: opens the file, does what it is told and closes it. */
  async edit(file: string, commands: readonly (readonly string[])[]): Promise<void> {
    await this.tell('open', file);
    for (const command of commands) await this.tell(...command);
    await this.tell('close');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.end();
    await closed;
  }
}
