import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { kill } from 'node:process';
import { join } from 'node:path';

import { dataIn } from './cluster.ts';

/** No process has it: above every system's greatest. */
const NOBODY = 2_147_483_646;

const pidFileIn = (home: string): string => join(dataIn(home), 'postmaster.pid');

/** The process of the folder's server; null when none runs, whatever its pid file says. */
export async function postmasterOf(home: string): Promise<number | null> {
  const pid = await pidInFile(home);
  if (pid === null || !exists(pid)) return null;
  return (await isServerOf(home, pid)) ? pid : null;
}

/**
 * After a crash the pid file may name a process that is another by now (in a container, nearly always), and PostgreSQL
 * would not start beside it. Only the number goes: the rest of the file keeps PostgreSQL's own watch over orphaned backends.
 */
export async function disownStalePid(home: string): Promise<void> {
  const text = await readFile(pidFileIn(home), 'utf8').catch(() => null);
  if (text === null || (await postmasterOf(home)) !== null) return;
  await writeFile(pidFileIn(home), text.replace(/^-?\d+/, String(NOBODY)));
}

async function pidInFile(home: string): Promise<number | null> {
  const text = await readFile(pidFileIn(home), 'utf8').catch(() => '');
  const pid = Number(/^\d+/.exec(text)?.[0] ?? Number.NaN);
  return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
}

function exists(pid: number): boolean {
  try {
    kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}

/** Where the system does not show what a process runs (Windows, macOS) the pid file is believed. */
async function isServerOf(home: string, pid: number): Promise<boolean> {
  let shown: string;
  try {
    shown = await readFile(`/proc/${String(pid)}/cmdline`, 'utf8');
  } catch {
    return !existsSync('/proc/self/cmdline');
  }
  // A dead process that nobody has buried shows nothing.
  return shown.split('\0').includes(dataIn(home));
}
