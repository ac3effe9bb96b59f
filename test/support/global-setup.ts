import { readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeServerFolder, stopServer } from './postgres-server.ts';
import { REGISTRY_VARIABLE } from './postgres.ts';

const PREFIX = 'libro-pruebas-';

/** Gives the run a folder for its PostgreSQL servers, and stops them at its end, those of killed runs included. */
export default function setup(): () => void {
  removeOrphans();
  const folder = makeServerFolder(`${PREFIX}${process.pid}-`);
  process.env[REGISTRY_VARIABLE] = folder;
  return () => {
    removeServers(folder);
  };
}

function removeOrphans(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (owner !== undefined && !isAlive(Number(owner))) removeServers(join(tmpdir(), name));
  }
}

function removeServers(folder: string): void {
  for (const version of [15, 18] as const) {
    try {
      stopServer({ version, port: 0, folder: join(folder, `postgres${version}`) }, 'immediate');
    } catch {
      // This version was not started.
    }
  }
  rmSync(folder, { recursive: true, force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM';
  }
}
