import { writeSync } from 'node:fs';
import { entities } from '../../../schemas/registry.ts';
import { runStream } from '../../../pipelines/capture/run.ts';
import { startLoader } from '../../../pipelines/ledger/loader.ts';
import { openLibro, quietRun, runTasks } from '../../../ops/compose.ts';
import { loadSite } from '../../../ops/config/load.ts';

/**
 * Captures, relays and loads without pause in a process of its own, for tests that kill it: at the occurrence of the point
 * that it was given it says so and dies by SIGKILL, in the middle of what it was doing. What fails is tried again. Arguments:
 * folder, point, occurrence.
 */
const [folder = '.', point = '', occurrence = '0'] = process.argv.slice(2);
let left = Number(occurrence);

function at(passed: string): Promise<void> {
  if (passed !== point) return Promise.resolve();
  left -= 1;
  if (left !== 0) return Promise.resolve();
  writeSync(1, `${point}\n`);
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

const { signal } = new AbortController();
await using libro = await openLibro(await loadSite(folder), process.env, signal, at);
let loader = await startLoader(libro.database, libro.bus, entities, at, signal);
void (async () => {
  for (;;) {
    await loader.subscription.ended;
    loader = await startLoader(libro.database, libro.bus, entities, at, signal);
  }
})();
for (;;) for (const task of runTasks(libro, { ...quietRun, at }, signal)) await runStream(task);
