import { readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { unavailable } from '../failures.ts';
import { withFreePort, writeAccess, type Access } from './access.ts';
import { dataIn, writeSettings } from './cluster.ts';
import { disownStalePid, postmasterOf } from './postmaster.ts';
import { failed, type Programs } from './programs.ts';

/** Recovery after a crash reads the log again, and may take its time. */
const STARTING_SECONDS = '600';
const STOPPING_SECONDS = '30';
/** After the death of the postmaster alone, its backends need a moment to notice. */
const ORPHAN_TRIES = 100;
const ORPHAN_PAUSE_MS = 200;
const PORT_TRIES = 5;
const LOG_BYTES = 5_000_000;

const logIn = (home: string): string => join(home, 'server.log');

/** Starts the server of the folder unless it runs; gives the access with the port that it has. One at a time, by the lock. */
export async function ensureRunning(home: string, programs: Programs, access: Access): Promise<Access> {
  if ((await postmasterOf(home)) !== null) return access;
  await disownStalePid(home);
  for (let attempt = 1; ; attempt += 1) {
    const current = await withFreePort(access);
    if (current.port !== access.port) await writeAccess(home, current, programs.account);
    await writeSettings(home, current, programs);
    const refusal = await start(home, programs);
    if (refusal === null) return current;
    // Between the look at the port and the start somebody took it.
    if (attempt === PORT_TRIES || !refusal.includes('could not create any TCP/IP sockets'))
      throw notStarted(home, refusal);
  }
}

/**
 * Whoever is connected is let go and everything is written. PostgreSQL 18.4 asked to stop while it recovered from the death
 * of one of its processes stayed for ever (tried): then it is stopped as it stands, and the next start recovers.
 */
export async function stopServer(home: string, programs: Programs): Promise<void> {
  for (const mode of ['fast', 'immediate']) {
    if ((await postmasterOf(home)) === null) return;
    const words = ['stop', '--wait', `--mode=${mode}`, `--timeout=${STOPPING_SECONDS}`, '--pgdata', dataIn(home)];
    await programs.run('pg_ctl', words);
  }
  if ((await postmasterOf(home)) === null) return;
  throw unavailable(home, `su servidor no se detuvo; revise ${logIn(home)}`, undefined);
}

/** Null when it runs and lets in; else what it said instead. */
async function start(home: string, programs: Programs): Promise<string | null> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await freshLog(home);
    const words = ['start', '--wait', `--timeout=${STARTING_SECONDS}`, '--pgdata', dataIn(home), '--log', logIn(home)];
    const { code } = await programs.run('pg_ctl', words, { daemon: true });
    if (code === 0) return null;
    const said = (await readFile(logIn(home))).subarray(before).toString('utf8');
    if (attempt === ORPHAN_TRIES || !/shared memory block .* is still in use/.test(said)) return said;
    await setTimeout(ORPHAN_PAUSE_MS);
  }
}

function notStarted(home: string, said: string): Error {
  const reason = said
    .split('\n')
    .filter((line) => /FATAL|PANIC|HINT/.test(line))
    .join(' ')
    .trim();
  if (reason === '') return failed(home, 'su servidor no arrancó', 'no dijo por qué', `revise ${logIn(home)}`);
  return unavailable(home, `su servidor no arrancó (${reason}); revise ${logIn(home)}`, undefined);
}

/** How long the server's log is; one that grew long has made room for a new one. */
async function freshLog(home: string): Promise<number> {
  const size = await stat(logIn(home)).then(
    (found) => found.size,
    () => 0,
  );
  if (size < LOG_BYTES) return size;
  await rm(`${logIn(home)}.1`, { force: true });
  await rename(logIn(home), `${logIn(home)}.1`);
  return 0;
}
