import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { startKafka } from '../support/kafka/broker.ts';
import { openServer } from '../support/postgres.ts';
import { measureCopies, runStatements } from './baseline.ts';
import { measureBus } from './bus.ts';
import { figureOf, middleOf, runCourse } from './course.ts';
import type { Ground } from './course.ts';
import { cpuRatioOf, ratioOf, tableOf } from './figures.ts';
import type { Figure } from './figures.ts';
import { runJob } from './job.ts';
import { live } from './live/life.ts';
import { lifeText } from './live/report.ts';
import { COURSE, USAGE, optionsOf } from './options.ts';
import type { Options } from './options.ts';
import { watchServer } from './processes.ts';
import { SERVER_SETTINGS } from './server-settings.ts';
import { sourceOf } from './source.ts';

const READINGS = 3;
/** Enough for a rate; each round moves them five times. */
const BUS_ROWS = 200_000;

interface Measured {
  readonly figures: Figure[];
  readonly notes: string[];
}

const options = given();
if (options) await measure(options);

function given(): Options | null {
  try {
    return optionsOf(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    process.exitCode = 2;
    return null;
  }
}

async function measure(asked: Options): Promise<void> {
  if (asked.profile !== null) mkdirSync(asked.profile, { recursive: true });
  const kept = join(tmpdir(), 'libro-medidas');
  mkdirSync(kept, { recursive: true });
  const folder = mkdtempSync(join(kept, 'corrida-'));
  const measured: Measured = { figures: [], notes: [] };
  try {
    if (COURSE.some((name) => asked.only.has(name))) await measureCourses(asked, kept, folder, measured);
    if (asked.only.has('bus')) {
      const source = sourceOf(kept, Math.min(asked.rows, BUS_ROWS));
      measured.notes.push(await measureBus(source, folder, asked, say));
    }
    if (asked.only.has('life')) measured.notes.push(lifeText(await live(asked, folder, say)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  print(asked, measured);
}

async function measureCourses(asked: Options, kept: string, folder: string, to: Measured): Promise<void> {
  say(`${String(asked.rows)} rows of movimiento_contable; building their source, unless it is there: ${kept}`);
  const source = sourceOf(kept, asked.rows);
  if (asked.engines.includes('postgres')) await measurePostgres(asked, source, folder, to);
  if (asked.engines.includes('kafka')) await measureKafka(asked, source, folder, to);
  if (asked.engines.includes('pglite')) await measureEmbedded(asked, source, folder, to);
}

async function measurePostgres(asked: Options, source: string, folder: string, to: Measured): Promise<void> {
  await using server = await openServer(15, { fsync: true, settings: SERVER_SETTINGS });
  const ground: Ground = {
    engine: 'PostgreSQL 15',
    ledger: { url: server.url },
    broker: null,
    watch: async (work) => {
      await runStatements(server.url, 'checkpoint');
      return watchServer(server.server.folder, work);
    },
  };
  const ownUse = { residentBytes: null, cpuMs: null };
  if (asked.only.has('read')) {
    const readings: Figure[] = [];
    for (let time = 0; time < READINGS; time += 1) {
      const result = await runJob({ kind: 'read', source }, asked.profile);
      readings.push(figureOf('SQLite', 'just reading the source', result, ownUse));
    }
    report(to, middleOf(readings));
  }
  let copied = false;
  const holdings = await runCourse(ground, source, folder, asked, async (figure) => {
    report(to, figure);
    if (copied || !asked.only.has('copy')) return;
    copied = true;
    for (const bare of await measureCopies(ground, server.url, folder, (text) => to.notes.push(text))) report(to, bare);
  });
  to.notes.push(`settings: ${JSON.stringify(holdings.settings)}`);
  to.notes.push(`log: ${String(holdings.segments)} segments of ${String(holdings.segmentBytes)} bytes`);
}

/** The same first load and the same unchanged run, with a real broker between the log and the ledger. */
async function measureKafka(asked: Options, source: string, folder: string, to: Measured): Promise<void> {
  await using server = await openServer(15, { fsync: true, settings: SERVER_SETTINGS });
  await using broker = await startKafka();
  const ground: Ground = {
    engine: 'PostgreSQL 15 through Kafka',
    ledger: { url: server.url },
    broker: broker.bootstrap,
    watch: (work) => watchServer(server.server.folder, work),
  };
  await runCourse(ground, source, folder, { ...asked, only: firstAndUnchanged(asked) }, (figure) => {
    report(to, figure);
    return Promise.resolve();
  });
}

function firstAndUnchanged({ only }: Options): Options['only'] {
  return new Set([...only].filter((name) => name === 'first' || name === 'unchanged'));
}

async function measureEmbedded(asked: Options, source: string, folder: string, to: Measured): Promise<void> {
  const ground: Ground = {
    engine: 'PGlite',
    ledger: { folder: join(folder, 'libro') },
    broker: null,
    watch: async (work) => ({ result: await work(), use: { residentBytes: null, cpuMs: null } }),
  };
  await runCourse(ground, source, folder, { ...asked, only: firstAndUnchanged(asked) }, (figure) => {
    report(to, figure);
    return Promise.resolve();
  });
}

function report({ figures }: Measured, figure: Figure): void {
  figures.push(figure);
  say(`${figure.engine}: ${figure.measure}: ${figure.seconds.toFixed(2)} s`);
}

function print({ json, rows }: Options, { figures, notes }: Measured): void {
  const [processor] = cpus();
  const machine = `${String(cpus().length)} × ${processor?.model ?? '?'}, ${String(Math.round(totalmem() / 2 ** 30))} GB, Node ${process.version}`;
  if (json) {
    const measured = figures.map((figure) => ({
      ...figure,
      ratioToCopy: ratioOf(figure, figures),
      cpuRatioToCopy: cpuRatioOf(figure, figures),
    }));
    process.stdout.write(`${JSON.stringify({ rows, machine, notes, figures: measured }, null, 2)}\n`);
    return;
  }
  const table = figures.length === 0 ? [] : [tableOf(figures)];
  process.stdout.write(`\n${[machine, ...notes, ...table].join('\n\n')}\n`);
}

/** What goes on, for whoever waits; the figures go to the output. */
function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
