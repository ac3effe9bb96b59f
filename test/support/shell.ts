import { spawn } from 'node:child_process';
import { following } from './command-line.ts';
import type { Going } from './command-line.ts';

/** A command as a person in that folder gives it to a shell. */
export function shell(folder: string, command: string, environment: Readonly<Record<string, string>> = {}): Going {
  const child = spawn('sh', ['-c', command], {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  return following(child);
}
