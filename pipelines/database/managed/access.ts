import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { z } from 'zod';

import { unavailable } from '../failures.ts';
import type { Account } from './account.ts';
import { hand } from './programs.ts';

export const OWNER = 'libro';
export const DATABASE = 'libro';
export const HOST = '127.0.0.1';

const accessSchema = z.object({ port: z.int().min(1).max(65_535), user: z.string(), password: z.string().min(32) });

/** How the commands connect to the cluster of a folder: kept in a file that only its owner may read. */
export type Access = z.output<typeof accessSchema>;

const fileIn = (home: string): string => join(home, 'access.json');

/** LEDGER_UNAVAILABLE when the file is not there or is not what was written. */
export async function readAccess(home: string): Promise<Access> {
  try {
    return accessSchema.parse(JSON.parse(await readFile(fileIn(home), 'utf8')));
  } catch (thrown) {
    const reason = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'no es lo que se escribió';
    const advice = 'recupérelo del respaldo de la carpeta, o corra el comando con el usuario que la hizo';
    // The cause would quote what the file holds.
    throw unavailable(home, `no se puede leer ${fileIn(home)} (${reason}); ${advice}`, undefined);
  }
}

export async function newAccess(): Promise<Access> {
  return { port: await freePort(), user: OWNER, password: randomBytes(32).toString('hex') };
}

/** The port of last time, or another one when somebody else has it by now. */
export async function withFreePort(access: Access): Promise<Access> {
  return (await isFree(access.port)) ? access : { ...access, port: await freePort() };
}

export async function writeAccess(home: string, access: Access, account: Account): Promise<void> {
  const growing = `${fileIn(home)}.creating`;
  await writeFile(growing, `${JSON.stringify(access)}\n`, { mode: 0o600, flush: true });
  hand(growing, account);
  await rename(growing, fileIn(home));
}

async function isFree(port: number): Promise<boolean> {
  return (await listenOnce(port)) !== null;
}

async function freePort(): Promise<number> {
  const port = await listenOnce(0);
  if (port === null) throw new TypeError('the system has no free port');
  return port;
}

/** The port that could be listened on; null when it is somebody's. */
function listenOnce(port: number): Promise<number | null> {
  const { promise, resolve } = Promise.withResolvers<number | null>();
  const listener = createServer();
  listener.once('error', () => {
    resolve(null);
  });
  listener.listen(port, HOST, () => {
    const address = listener.address();
    listener.close(() => {
      resolve(typeof address === 'object' && address !== null ? address.port : null);
    });
  });
  return promise;
}
