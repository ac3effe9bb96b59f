import { entities } from '../../schemas/registry.ts';
import type { Driver } from '../../connectors/driver.ts';
import type { Stream } from '../../connectors/source.ts';
import type { Bus } from '../../pipelines/bus/bus.ts';
import { openLogBus } from '../../pipelines/bus/log-bus.ts';
import type { Place } from '../../pipelines/capture/part.ts';
import type { RunReport } from '../../pipelines/capture/report.ts';
import type { RunTask } from '../../pipelines/capture/run-task.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { startLoader } from '../../pipelines/ledger/loader.ts';
import { migrate } from '../../pipelines/ledger/migrate.ts';
import { sync } from '../../pipelines/sync.ts';
import type { SyncReport } from '../../pipelines/sync.ts';
import { verifyStream } from '../../pipelines/verify/verify.ts';
import type { VerifyReport } from '../../pipelines/verify/report.ts';

/** Fixed moments: each call is one second later than the last. */
export function steadyClock(start = Date.parse('2026-11-20T12:00:00.000Z')): () => number {
  let now = start;
  return () => (now += 1000);
}

/** A ledger under test, with the runs that a test asks of it. */
export class TestLibro {
  readonly database: Database;
  readonly clock = steadyClock();
  readonly signal = new AbortController().signal;
  /** How the ledger gets the log; a test may give another one. */
  bus: Bus;
  /** How long the loader may take at the end of a synchronisation. */
  catchUpMs = 30_000;

  private constructor(database: Database) {
    this.database = database;
    this.bus = openLogBus(database);
  }

  static async open(database: Database): Promise<TestLibro> {
    const libro = new TestLibro(database);
    await migrate(database, entities, libro.signal);
    return libro;
  }

  /** The database as if nobody had ever used it. */
  static async openEmpty(database: Database): Promise<TestLibro> {
    const { signal } = new AbortController();
    await database.execute('drop schema if exists libro, historia, corridas, log, bi cascade', signal);
    return TestLibro.open(database);
  }

  task(stream: Stream, driver: Driver | readonly Place[], changes: Partial<RunTask> = {}): RunTask {
    return {
      database: this.database,
      source: 'hassql',
      stream,
      places: 'connect' in driver ? [{ driver, values: {} }] : driver,
      full: false,
      dryRun: false,
      acceptDeletes: null,
      today: '2026-11-20',
      keepFrom: null,
      holder: 'prueba',
      clock: this.clock,
      at: () => Promise.resolve(),
      wrap: (steps) => steps,
      progress: () => undefined,
      signal: this.signal,
      ...changes,
    };
  }

  async sync(...runs: RunTask[]): Promise<SyncReport> {
    return sync({
      runs,
      bus: this.bus,
      entities,
      catchUpMs: this.catchUpMs,
      ended: () => undefined,
      signal: this.signal,
    });
  }

  /** One run of one stream, and the ledger caught up. */
  async run(stream: Stream, driver: Driver | readonly Place[], changes: Partial<RunTask> = {}): Promise<RunReport> {
    const report = await this.sync(this.task(stream, driver, changes));
    const [run] = report.runs;
    if (!run || report.error) throw new Error(report.error?.message ?? 'no run');
    return run;
  }

  verify(run: RunTask): Promise<VerifyReport> {
    return verifyStream({ run, caughtUp: () => this.caughtUp() });
  }

  /** The ledger has everything that is captured. */
  async caughtUp(): Promise<void> {
    await using loader = await startLoader(
      this.database,
      openLogBus(this.database),
      entities,
      () => Promise.resolve(),
      this.signal,
    );
    await loader.subscription.caughtUp(this.signal);
  }

  rows<Row = Record<string, unknown>>(text: string): Promise<readonly Row[]> {
    return this.database.query<Row>(text, [], this.signal);
  }

  /** Everything of the entity in the ledger and in its history, column by column. */
  async everything(entity: string): Promise<unknown> {
    const of = (schema: string): Promise<readonly unknown[]> =>
      this.rows(`select * from ${schema}.${entity} order by _clave, _origen, _turno, _ordinal`);
    return { libro: await of('libro'), historia: await of('historia') };
  }

  /** The live states of `recaudo`, one line each. */
  async recaudos(): Promise<readonly string[]> {
    const rows = await this.rows<{ line: string }>(
      `select concat_ws(' ', vigencia, numero, valor, estado, case when _eliminado_en is not null then 'eliminado' end) as line
         from libro.recaudo order by _clave`,
    );
    return rows.map((row) => row.line);
  }

  async history(): Promise<readonly string[]> {
    const rows = await this.rows<{ line: string }>(
      `select concat_ws(' ', vigencia, numero, valor, estado, case when _eliminado_en is not null then 'eliminado' end) as line
         from historia.recaudo order by _clave, _turno, _ordinal`,
    );
    return rows.map((row) => row.line);
  }
}

/** What a run did, in numbers. */
export function countsOf(run: RunReport): Readonly<Record<string, number>> {
  const { read, published, unchanged, rejected, deleted } = run;
  return { read, published, unchanged, rejected, deleted };
}
