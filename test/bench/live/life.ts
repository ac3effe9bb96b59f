import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { topicOf } from '../../../schemas/entity.ts';
import { startKafka } from '../../support/kafka/broker.ts';
import { openServer } from '../../support/postgres.ts';
import type { Options } from '../options.ts';
import { heldBy } from '../processes.ts';
import type { Held } from '../processes.ts';
import { SERVER_SETTINGS } from '../server-settings.ts';
import type { Change } from './payments.ts';
import { PREFIX, SourceProcess, UpProcess, WriterProcess } from './town-hall.ts';
import { LedgerWitness, TopicWitness } from './witness.ts';
import type { Seen } from './witness.ts';

const ROWS = 10_000;
export const CHANGES_A_SECOND = 100;
const SAMPLE_MS = 10_000;
const READY_MS = 120_000;
const LAST_MS = 60_000;
/** Until then what was just started is being warmed up: its changes count for nothing. */
const WARM_UP_MS = 15_000;

/** What `libro up` held at some moment, since the first change that counts. */
export interface Sample extends Held {
  readonly seconds: number;
  readonly connections: number;
  readonly load: number;
}

/** A life of `libro up` while its source changes without pause. */
export interface Life {
  readonly changes: number;
  /** Milliseconds from the return of each COMMIT. */
  readonly toTopic: readonly number[];
  readonly toLedger: readonly number[];
  readonly samples: readonly Sample[];
  readonly settings: string;
}

/**
 * SQL Server's protocol, a writer, `libro up`, Kafka, PostgreSQL and the witnesses, each in a process of its own. Throws when
 * a change is missing from the topic, or the ledger's amounts are not what was written.
 */
export async function live({ minutes, profile }: Options, folder: string, say: (text: string) => void): Promise<Life> {
  await using postgres = await openServer(15, { fsync: true, settings: SERVER_SETTINGS });
  await using broker = await startKafka();
  using server = new SourceProcess(ROWS);
  const source = await server.source;
  const site = { source, bootstrap: broker.bootstrap, ledger: postgres.url };
  await using up = new UpProcess(join(folder, 'alcaldia'), site, profile);
  const gone = up.gone();
  gone.catch(() => undefined);
  await Promise.race([firstRead(postgres.url), gone]);
  await using ledger = await LedgerWitness.connect(postgres.url);
  await using topic = await TopicWitness.connect(broker.bootstrap, `${PREFIX}.${topicOf(recaudo)}`);
  const changes: Change[] = [];
  using writer = new WriterProcess({ ...source, rows: ROWS, perSecond: CHANGES_A_SECOND }, (change) => {
    changes.push(change);
    ledger.expect(change);
  });
  say(`libro up reads ${String(CHANGES_A_SECOND)} changes a second`);
  await Promise.race([pause(WARM_UP_MS), gone]);
  const firstThatCounts = changes.length;
  const samples = await Promise.race([sampled(up.pid, postgres.url, minutes, say), gone]);
  await writer.stop();
  const counted = changes.slice(firstThatCounts);
  await arrived(counted, topic.seen, ledger.seen);
  await demandLedger(postgres.url, changes);
  const code = await up.stop();
  if (code !== 0) throw new Error(`libro up ended with ${String(code)}`);
  return {
    changes: counted.length,
    toTopic: delays(counted, topic.seen),
    toLedger: delays(counted, ledger.seen),
    samples,
    settings: JSON.stringify(SERVER_SETTINGS),
  };
}

function delays(changes: readonly Change[], seen: Seen): readonly number[] {
  return changes.map(({ number, committedAt }) => (seen.get(number) ?? Number.NaN) - committedAt);
}

async function sampled(
  pid: number,
  url: string,
  minutes: number,
  say: (text: string) => void,
): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const started = performance.now();
  for (let seconds = 0; seconds < minutes * 60;) {
    await pause(SAMPLE_MS);
    const held = heldBy(pid);
    seconds = (performance.now() - started) / 1000;
    if (held) samples.push({ ...held, seconds, connections: await connectionsTo(url), load: loadavg()[0] ?? 0 });
    if (samples.length % 30 === 0) say(`${(seconds / 60).toFixed(0)} min: ${JSON.stringify(samples.at(-1))}`);
  }
  return samples;
}

/** Of `libro up` alone: its connections are named. */
async function connectionsTo(url: string): Promise<number> {
  const [row] = await asked<{ n: string }>(
    url,
    `select count(*) as n from pg_stat_activity where application_name like 'libro %'`,
  );
  return Number(row?.n);
}

/** Until the ledger has every row of the source. */
async function firstRead(url: string): Promise<void> {
  const late = performance.now() + READY_MS;
  for (;;) {
    const [made] = await asked<{ made: boolean }>(url, `select to_regclass('libro.recaudo') is not null as made`);
    const [row] = made?.made ? await asked<{ n: string }>(url, 'select count(*) as n from libro.recaudo') : [];
    if (Number(row?.n) === ROWS) return;
    if (performance.now() > late) throw new Error('libro up has not read the source');
    await pause(200);
  }
}

async function arrived(changes: readonly Change[], onTopic: Seen, inLedger: Seen): Promise<void> {
  const late = performance.now() + LAST_MS;
  const missing = (): readonly Change[] =>
    changes.filter(({ number }) => !onTopic.has(number) || !inLedger.has(number));
  while (missing().length > 0 && performance.now() < late) await pause(200);
  const lost = missing();
  if (lost.length > 0)
    throw new Error(`${String(lost.length)} changes were not seen, the first: ${JSON.stringify(lost[0])}`);
}

/** Each row has the amount that its last change left: sum and count say so. */
async function demandLedger(url: string, changes: readonly Change[]): Promise<void> {
  const last = new Map(changes.map(({ row, number }) => [row, number]));
  const wanted = [...last.values()].reduce((sum, number) => sum + number, 0);
  const [row] = await asked<{ n: string; total: string }>(
    url,
    'select count(*) as n, sum(valor)::text as total from libro.recaudo where _eliminado_en is null',
  );
  const found = JSON.stringify(row);
  const expected = JSON.stringify({ n: String(ROWS), total: `${String(wanted)}.00` });
  if (found !== expected) throw new Error(`the ledger has ${found}, the source ${expected}`);
}

async function asked<Row extends object>(url: string, text: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
