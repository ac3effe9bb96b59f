import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { movimientoContable } from '../../schemas/entities/movimiento-contable.ts';
import { entities } from '../../schemas/registry.ts';
import { sqlite } from '../../connectors/drivers/sqlite/index.ts';
import { columnsOf } from '../../connectors/source.ts';
import { pct } from '../../connectors/sources/pct.ts';
import type { Bus } from '../../pipelines/bus/bus.ts';
import { openLogBus } from '../../pipelines/bus/log-bus.ts';
import { openRelayedBus } from '../../pipelines/bus/relayed-bus.ts';
import type { FaultPoint } from '../../pipelines/capture/commit.ts';
import { BATCH_ROWS } from '../../pipelines/capture/part.ts';
import { runStream } from '../../pipelines/capture/run.ts';
import type { RunTask } from '../../pipelines/capture/run-task.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { openEmbedded } from '../../pipelines/database/embedded.ts';
import { openPostgres } from '../../pipelines/database/postgres.ts';
import { migrate } from '../../pipelines/ledger/migrate.ts';
import { sync } from '../../pipelines/sync.ts';
import { connectTo, loadAll, planOf, produceAll, relayAll } from './bus-jobs.ts';
import type { Holdings, Job, JobResult, Ledger } from './job.ts';
import { Phases } from './phases.ts';
import { peakResident } from './processes.ts';

type Done = Partial<Omit<JobResult, 'residentBytes'>>;

const HOLDER = `medida ${String(process.pid)}`;
const { signal } = new AbortController();
const stream = pct.streams.find(({ entity }) => entity === movimientoContable);
if (!stream) throw new Error('pct has no stream of movimiento_contable');
const movimientos = stream;

const done = await perform(JSON.parse(process.argv[2] ?? '') as Job);
const { user, system } = process.cpuUsage();
const result: JobResult = {
  milliseconds: 0,
  rows: 0,
  run: null,
  holdings: null,
  phases: [],
  cpuMs: (user + system) / 1000,
  ...done,
  residentBytes: peakResident(),
};
process.send?.(result);
process.disconnect();

function perform(job: Job): Promise<Done> {
  if ('ledger' in job) return withLedger(job.ledger, (database) => performOn(database, job));
  switch (job.kind) {
    case 'read':
      return read(job.source);
    case 'export':
      return withClient(job.url, async (client) => {
        await pipeline(client.query(copyTo(`copy (${job.select}) to stdout`)), createWriteStream(job.file));
        return {};
      });
    case 'copy':
      return withClient(job.url, (client) => copy(client, job.statement, job.file));
  }
}

async function performOn(database: Database, job: Extract<Job, { readonly ledger: Ledger }>): Promise<Done> {
  switch (job.kind) {
    case 'prepare':
      await migrate(database, entities, signal);
      return {};
    case 'sync':
      return measuredSync(database, job.source, job.broker);
    case 'inspect':
      return { holdings: await inspect(database) };
    case 'capture':
      return capture(database, job.source);
    case 'relay':
      return relayAll(database, job.broker, job.prefix);
    case 'produce':
      return produceAll(database, job);
    case 'load':
      return loadAll(database, job.topics);
  }
}

async function withLedger(ledger: Ledger, use: (database: Database) => Promise<Done>): Promise<Done> {
  await using database =
    'url' in ledger
      ? await openPostgres(ledger.url, { name: HOLDER }, signal)
      : await openEmbedded(ledger.folder, signal);
  return await use(database);
}

async function withClient(url: string, use: (client: pg.Client) => Promise<Done>): Promise<Done> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

async function read(source: string): Promise<Done> {
  const started = performance.now();
  await using connection = await sqlite({ file: source, schema: 'dbo' }).connect(signal);
  const request = {
    table: movimientos.table,
    columns: columnsOf(movimientos),
    where: [],
    orderBy: [],
    batchSize: BATCH_ROWS,
  };
  let rows = 0;
  for await (const batch of connection.read(request, signal)) rows += batch.length;
  return { milliseconds: performance.now() - started, rows };
}

function runOf(database: Database, source: string, at: FaultPoint): RunTask {
  return {
    database,
    source: pct.id,
    stream: movimientos,
    places: [{ driver: sqlite({ file: source, schema: 'dbo' }), values: {} }],
    full: false,
    dryRun: false,
    acceptDeletes: null,
    keepFrom: null,
    today: '2026-11-20',
    holder: HOLDER,
    clock: Date.now,
    at,
    wrap: (steps) => steps,
    progress: () => undefined,
    signal,
  };
}

/** What `libro sync pct/movimiento` does, from its start until the ledger answers. */
async function measuredSync(database: Database, source: string, broker: string | null): Promise<Done> {
  const phases = new Phases();
  await using bus = broker === null ? openLogBus(database) : busThrough(database, broker, phases.at);
  const report = await sync({
    runs: [runOf(database, source, phases.at)],
    bus,
    entities: broker === null ? entities : [movimientoContable],
    catchUpMs: 1_800_000,
    ended: () => undefined,
    signal,
  });
  const milliseconds = phases.now();
  const [run] = report.runs;
  const error = report.error ?? run?.error ?? null;
  if (!run || error) throw new Error(error?.message ?? 'nothing was run');
  return { milliseconds, rows: run.read, run, phases: phases.all() };
}

async function capture(database: Database, source: string): Promise<Done> {
  const started = performance.now();
  const run = await runStream(runOf(database, source, () => Promise.resolve()));
  if (run.error) throw new Error(run.error.message);
  return { milliseconds: performance.now() - started, rows: run.read, run };
}

/** Kafka as the bus, relayed to by this process. */
function busThrough(database: Database, broker: string, at: FaultPoint): Bus {
  const task = { database, entities: [movimientoContable], plan: planOf('medida'), connect: connectTo(broker) };
  return openRelayedBus({ ...task, holder: HOLDER, at });
}

async function copy(client: pg.Client, statement: string, file: string): Promise<Done> {
  const started = performance.now();
  const target = client.query(copyFrom(statement));
  await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), target);
  return { milliseconds: performance.now() - started, rows: target.rowCount };
}

async function inspect(database: Database): Promise<Holdings> {
  const [flow] = await database.query<{ id: number }>('select id from corridas.flujo', [], signal);
  const [found] = await database.query<Omit<Holdings, 'settings'>>(
    `select (select count(*) from historia.movimiento_contable) as history,
            (select count(*) from log.segmento) as segments,
            (select coalesce(sum(octet_length(contenido)), 0)::bigint from log.segmento) as "segmentBytes",
            conocido.*, libro.*
       from (select count(*) filter (where _eliminado_en is null) as live,
                    count(*) filter (where _eliminado_en is not null) as deleted,
                    coalesce(sum(debito) filter (where _eliminado_en is null) * 100, 0)::bigint::text as debito,
                    coalesce(sum(credito) filter (where _eliminado_en is null) * 100, 0)::bigint::text as credito
               from libro.movimiento_contable) as libro,
            (select count(*) as known, coalesce(max(xmin::text::bigint), 0)::text as "knownWritten"
               from corridas.conocido_${String(flow?.id)}) as conocido`,
    [],
    signal,
  );
  if (!found) throw new Error('the ledger did not say what it holds');
  const settings = await database.query<{ name: string; value: string }>(
    `select name, current_setting(name) as value from pg_settings
      where source not in ('default', 'override', 'client', 'session') and name !~ '^(lc_|log_|default_text|listen|port|unix)'
         or name in ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'max_wal_size')
      order by name`,
    [],
    signal,
  );
  return { ...found, settings: Object.fromEntries(settings.map(({ name, value }) => [name, value])) };
}
