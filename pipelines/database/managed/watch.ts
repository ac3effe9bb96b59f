/** Run as a process: stops the server of a folder when nobody uses it any more, as happens when the last user crashed. */
import { argv } from 'node:process';
import { setTimeout } from 'node:timers/promises';

import { serverAccount } from './account.ts';
import { FolderLock } from './lock.ts';
import { Programs } from './programs.ts';
import { lockIn, stopIfUnused } from './tenancy.ts';

const PAUSE_MS = 500;

const [home = ''] = argv.slice(2);
const watch = FolderLock.tryTake(lockIn(home, 'watch'), 'alone');
if (watch) {
  const programs = await Programs.find(home, serverAccount(home, undefined));
  while (!(await endedUnused(watch, programs))) await setTimeout(PAUSE_MS);
}

/** The watch ends before the turn does: whoever has the turn next sees that there is none, and starts another. */
async function endedUnused(held: FolderLock, programs: Programs): Promise<boolean> {
  using turn = FolderLock.tryTake(lockIn(home, 'turn'), 'alone');
  if (!turn) return false;
  try {
    if (!(await stopIfUnused(home, programs))) return false;
  } catch {
    return false;
  }
  held[Symbol.dispose]();
  return true;
}
