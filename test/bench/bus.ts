import { loadavg } from 'node:os';
import { deepStrictEqual } from 'node:assert/strict';
import { movimientoContable } from '../../schemas/entities/movimiento-contable.ts';
import { topicOf } from '../../schemas/entity.ts';
import { startKafka } from '../support/kafka/broker.ts';
import { openServer } from '../support/postgres.ts';
import { runStatements } from './baseline.ts';
import { runJob } from './job.ts';
import type { Job, JobResult } from './job.ts';
import { medianOf } from './live/statistics.ts';
import type { Options } from './options.ts';
import { SERVER_SETTINGS } from './server-settings.ts';
import { Workbench } from './source.ts';

const ROUNDS = 3;

type Contestant = 'published' | 'patched' | 'relay' | 'log' | 'kafka';

const TITLES: Readonly<Record<Contestant, string>> = {
  published: 'bare produce, kafkajs as it is published',
  patched: 'bare produce, kafkajs as the product patches it',
  relay: 'relay',
  log: 'loader from the log',
  kafka: 'loader through Kafka',
};

/** What is held against what, and the least share of its speed. */
const RATIOS: readonly { readonly of: Contestant; readonly to: Contestant; readonly goal: number | null }[] = [
  { of: 'relay', to: 'published', goal: 0.7 },
  { of: 'relay', to: 'patched', goal: null },
  { of: 'kafka', to: 'log', goal: 0.7 },
];

/** The ledger and the loader's positions as they were before it loaded. */
const CLEAR = `truncate libro.movimiento_contable, historia.movimiento_contable;
  delete from corridas.posicion where grupo = 'libro'`;

/**
 * The same segments relayed and produced, loaded from the log and through Kafka, in turns; medians of the rounds. Throws when
 * a ledger is not what the source says.
 */
export async function measureBus(
  source: string,
  folder: string,
  options: Options,
  say: (text: string) => void,
): Promise<string> {
  await using server = await openServer(15, { fsync: true, settings: SERVER_SETTINGS });
  await using broker = await startKafka();
  using bench = new Workbench(source, folder);
  const ledger = { url: server.url };
  await runJob({ kind: 'prepare', ledger }, null);
  await runJob({ kind: 'capture', ledger, source: bench.file }, null);
  const { rows, debito, credito } = bench.totals();
  const results = new Map<Contestant, JobResult[]>();
  const run = async (contestant: Contestant, job: Job): Promise<void> => {
    await runStatements(server.url, 'checkpoint');
    const result = await runJob(job, options.profile);
    deepStrictEqual(result.rows, rows, `${contestant}: other messages than the source has rows`);
    results.set(contestant, [...(results.get(contestant) ?? []), result]);
    say(`${contestant}: ${(result.milliseconds / 1000).toFixed(2)} s`);
  };
  const load = async (contestant: Contestant, job: Job): Promise<void> => {
    await run(contestant, job);
    const { holdings } = await runJob({ kind: 'inspect', ledger }, null);
    const found = { rows: holdings?.live, debito: holdings?.debito, credito: holdings?.credito };
    deepStrictEqual(found, { rows, debito, credito }, `${contestant}: the ledger is not what the source says`);
    await runStatements(server.url, CLEAR);
  };
  const place = { ledger, broker: broker.bootstrap };
  for (let round = 1; round <= ROUNDS; round += 1) {
    const prefix = `ronda-${String(round)}`;
    const topic = (kind: string): string => `${kind}.${String(round)}.${topicOf(movimientoContable)}`;
    await run('published', { kind: 'produce', ...place, topic: topic('publicado'), patched: false });
    await run('relay', { kind: 'relay', ...place, prefix });
    await run('patched', { kind: 'produce', ...place, topic: topic('remendado'), patched: true });
    await load('log', { kind: 'load', ledger, topics: null });
    await load('kafka', { kind: 'load', ledger, topics: { broker: broker.bootstrap, prefix } });
  }
  return textOf(rows, results);
}

function textOf(rows: number, results: ReadonlyMap<Contestant, readonly JobResult[]>): string {
  const median = (contestant: Contestant, of: (result: JobResult) => number): number =>
    medianOf((results.get(contestant) ?? []).map(of));
  const lines = [...results.keys()].map((contestant) => {
    const seconds = median(contestant, ({ milliseconds }) => milliseconds) / 1000;
    const cpu = median(contestant, ({ cpuMs }) => cpuMs) / 1000;
    const memory = median(contestant, ({ residentBytes }) => residentBytes ?? 0) / 1024 / 1024;
    const speed = Math.round(rows / seconds).toLocaleString('en');
    return `  ${TITLES[contestant]}: ${speed} rows/s (${seconds.toFixed(2)} s, CPU ${cpu.toFixed(2)} s, ${memory.toFixed(0)} MB)`;
  });
  const ratios = RATIOS.map(({ of, to, goal }) => {
    const share = (cost: (result: JobResult) => number): string => (median(to, cost) / median(of, cost)).toFixed(2);
    const wanted = goal === null ? '' : `, goal ${String(goal)}`;
    const byTime = share(({ milliseconds }) => milliseconds);
    return `  ${TITLES[of]} to ${TITLES[to]}: ${byTime} (by CPU ${share(({ cpuMs }) => cpuMs)}${wanted})`;
  });
  const head = `${rows.toLocaleString('en')} messages, ${String(ROUNDS)} rounds in turns, medians; load average ${(loadavg()[0] ?? 0).toFixed(2)}`;
  return [head, ...lines, ...ratios].join('\n');
}
