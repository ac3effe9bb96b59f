import { appendFileSync } from 'node:fs';
import { entities } from '../../schemas/registry.ts';
import { sync } from '../../pipelines/sync.ts';
import { openLibro, quietRun, runTasks } from '../../ops/compose.ts';
import { loadSite } from '../../ops/config/load.ts';

/**
 * `libro sync` of a site in a process of its own, for tests that kill it: writes every fault point that it passes to the
 * trace file and, at the occurrence it was given, dies by SIGKILL. Arguments: folder, trace file, point, occurrence.
 */
const [folder = '.', trace = '', point = '', occurrence = '0'] = process.argv.slice(2);
let left = Number(occurrence);

function at(passed: string): Promise<void> {
  if (trace !== '') appendFileSync(trace, `${passed}\n`);
  if (passed === point) {
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  }
  return Promise.resolve();
}

const { signal } = new AbortController();
await using libro = await openLibro(await loadSite(folder), process.env, signal);
const runs = runTasks(libro, { ...quietRun, at }, signal);
const report = await sync({ runs, bus: libro.bus, entities, catchUpMs: 60_000, ended: () => undefined, signal });
const failures = [report.error, ...report.runs.map(({ error }) => error)].filter((error) => error !== null);
if (failures.length > 0) {
  process.stderr.write(`${JSON.stringify(failures)}\n`);
  process.exitCode = 1;
}
