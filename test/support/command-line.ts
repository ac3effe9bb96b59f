import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export const LAUNCHER = fileURLToPath(new URL('../../ops/cli/libro.js', import.meta.url));

/** The machine's own Node, which may be older than the pinned one; else the one that runs the tests. */
const NODE =
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes('node_modules'))
    .map((folder) => join(folder, 'node'))
    .find((path) => existsSync(path)) ?? process.execPath;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command that goes on, in a process group of its own as a terminal gives it. */
export interface Going {
  readonly ended: Promise<Ended>;
  /** Settles when standard output holds the text, and fails when the command ends without it. */
  shows(text: string): Promise<void>;
  /** Settles when it is so of standard output, and fails when the command ends before. */
  until(isSo: (out: string) => boolean): Promise<void>;
  /** The first whole line of standard output that holds the text, as soon as there is one. */
  line(text: string): Promise<string>;
  /** What Ctrl-C does: the signal reaches every process of the group. */
  interrupt(): void;
  /** Two signals before either is taken. Two equal ones would be one to whoever has taken neither. */
  interruptTwice(): void;
  /** To the launcher alone, as a service manager does. */
  terminate(): void;
  /** The end of every process of the group, without a word. */
  kill(): void;
}

export interface Person {
  readonly uid: number;
  readonly gid: number;
}

/** The command `libro` as a person in that folder gives it: a process of its own, without npm. */
export function commandLine(folder: string, person: Person | null = null) {
  const start = (...words: readonly string[]): Going => {
    const child = spawn(NODE, [LAUNCHER, ...words], {
      cwd: folder,
      env: withoutNpm(),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      ...person,
    });
    return following(child);
  };
  return { start, libro: (...words: readonly string[]): Promise<Ended> => start(...words).ended };
}

/** A process that goes on, followed. It must lead its process group. */
export function following(child: ChildProcessByStdio<null, Readable, Readable>): Going {
  const [out, err] = [collect(child.stdout), collect(child.stderr)];
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  child.on('error', reject);
  child.on('close', (code) => {
    resolve({ code, out: out.text(), err: err.text() });
  });
  const shown = (text: string, look: () => string | undefined): Promise<string> => {
    const found = Promise.withResolvers<string>();
    const lookAgain = (): void => {
      const seen = look();
      if (seen !== undefined) found.resolve(seen);
    };
    child.stdout.on('data', lookAgain);
    void promise.then(({ err: said }) => {
      found.reject(new Error(`the command ended without «${text}»: ${said}`));
    });
    lookAgain();
    return found.promise;
  };
  return {
    ended: promise,
    shows: async (text) => {
      await shown(text, () => (out.text().includes(text) ? text : undefined));
    },
    until: async (isSo) => {
      await shown('what was waited for', () => (isSo(out.text()) ? '' : undefined));
    },
    line: (text) =>
      shown(text, () =>
        out
          .text()
          .split('\n')
          .slice(0, -1)
          .find((line) => line.includes(text)),
      ),
    interrupt: () => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    },
    interruptTwice: () => {
      if (child.pid === undefined) return;
      for (const signal of ['SIGSTOP', 'SIGINT', 'SIGTERM', 'SIGCONT']) process.kill(-child.pid, signal);
    },
    terminate: () => {
      child.kill('SIGTERM');
    },
    kill: () => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, 'SIGKILL');
      }
    },
  };
}

function collect(stream: Readable): { readonly text: () => string } {
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
  });
  return { text: () => text };
}

/** Run by npm, the command would go by the folder that npm was called from. */
function withoutNpm(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_') && name !== 'INIT_CWD');
  return Object.fromEntries(entries);
}
