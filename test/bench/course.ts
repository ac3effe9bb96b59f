import { loadavg } from 'node:os';
import type { Options } from './options.ts';
import type { Measure } from './options.ts';
import { demand } from './demand.ts';
import type { Figure } from './figures.ts';
import { runJob } from './job.ts';
import type { Holdings, Job, JobResult, Ledger } from './job.ts';
import type { ServerUse } from './processes.ts';
import { Workbench } from './source.ts';
import type { Change } from './source.ts';

/** An engine with an empty ledger, on which a course is run. */
export interface Ground {
  readonly engine: string;
  readonly ledger: Ledger;
  /** Address of the broker that the ledger loads through; null: from the log. */
  readonly broker: string | null;
  /** Runs what is measured and says what the server used meanwhile. */
  watch<Result>(work: () => Promise<Result>): Promise<{ readonly result: Result; readonly use: ServerUse }>;
}

interface Step {
  readonly measure: Measure;
  readonly title: string;
  readonly change: Change | null;
  readonly times: number;
}

const STEPS: readonly Step[] = [
  { measure: 'first', title: 'first load', change: null, times: 1 },
  { measure: 'unchanged', title: 'unchanged', change: null, times: 3 },
  { measure: 'one-percent', title: '1 % changed', change: 'one in a hundred', times: 1 },
  { measure: 'all-changed', title: 'all changed, with history', change: 'all', times: 1 },
  { measure: 'deleted', title: '10 % deleted', change: 'a tenth gone', times: 1 },
];

const NOTHING: Holdings = {
  live: 0,
  deleted: 0,
  history: 0,
  debito: '0',
  credito: '0',
  segments: 0,
  segmentBytes: 0,
  known: 0,
  knownWritten: '0',
  settings: {},
};

/** The runs that are asked for, one after the other on one ledger; whatever they are, the first load comes first. */
export async function runCourse(
  ground: Ground,
  source: string,
  folder: string,
  options: Options,
  report: (figure: Figure) => Promise<void>,
): Promise<Holdings> {
  using bench = new Workbench(source, folder);
  await runJob({ kind: 'prepare', ledger: ground.ledger }, null);
  let holdings = NOTHING;
  for (const step of STEPS) {
    if (step.measure !== 'first' && !options.only.has(step.measure)) continue;
    const changed = step.change ? bench.change(step.change) : step.measure === 'first' ? bench.totals().rows : 0;
    const figures: Figure[] = [];
    for (let time = 0; time < step.times; time += 1) {
      const job: Job = { kind: 'sync', ledger: ground.ledger, source: bench.file, broker: ground.broker };
      const { result, use } = await ground.watch(() => runJob(job, options.profile));
      const after = await holdingsOf(ground.ledger);
      demand(step.measure, { result, before: holdings, after, source: bench.totals(), changed });
      holdings = after;
      figures.push(figureOf(ground.engine, step.title, result, use));
    }
    await report(middleOf(figures));
  }
  return holdings;
}

async function holdingsOf(ledger: Ledger): Promise<Holdings> {
  const { holdings } = await runJob({ kind: 'inspect', ledger }, null);
  if (!holdings) throw new Error('the ledger was not inspected');
  return holdings;
}

export function figureOf(engine: string, measure: string, result: JobResult, use: ServerUse): Figure {
  return {
    engine,
    measure,
    rows: result.rows,
    seconds: result.milliseconds / 1000,
    nodeBytes: result.residentBytes,
    nodeCpuMs: result.cpuMs,
    serverBytes: use.residentBytes,
    serverCpuMs: use.cpuMs,
    load: loadavg()[0] ?? 0,
    phases: result.phases.map(({ name, from, to }) => ({ name, from: from / 1000, to: to / 1000 })),
  };
}

/** The one in the middle by time. */
export function middleOf(figures: readonly Figure[]): Figure {
  const middle = figures.toSorted((a, b) => a.seconds - b.seconds)[figures.length >> 1];
  if (!middle) throw new Error('nothing was measured');
  return middle;
}
