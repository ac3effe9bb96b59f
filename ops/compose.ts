import { entities } from '../schemas/registry.ts';
import { IntegrationError } from '../schemas/errors.ts';
import type { FaultPoint } from '../pipelines/capture/commit.ts';
import type { WrapSteps } from '../pipelines/capture/steps.ts';
import type { RunTask } from '../pipelines/capture/run-task.ts';
import type { Progress } from '../pipelines/capture/report.ts';
import type { Bus } from '../pipelines/bus/bus.ts';
import type { Database } from '../pipelines/database/database.ts';
import { startLoader } from '../pipelines/ledger/loader.ts';
import { migrate } from '../pipelines/ledger/migrate.ts';
import type { Driver } from '../connectors/driver.ts';
import type { LoadedSite } from './config/load.ts';
import type { Site } from './config/site.ts';
import type { UsedStream } from './config/use.ts';
import { openBus } from './bus.ts';
import { keepFromOf } from './config/conserva.ts';
import { HOLDER, openLedger } from './ledger.ts';
import { bogotaDay } from './bogota.ts';

/** A site at work: its ledger open and up to date. */
export interface Libro extends AsyncDisposable {
  readonly loaded: LoadedSite;
  readonly database: Database;
  readonly bus: Bus;
}

/** Opens the ledger that the site names and migrates it. Whoever opens disposes. */
export async function openLibro(
  loaded: LoadedSite,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
  at: FaultPoint = () => Promise.resolve(),
): Promise<Libro> {
  const database = await openLedger(loaded, environment, signal);
  try {
    await migrate(database, entities, signal);
  } catch (error) {
    await database[Symbol.asyncDispose]();
    throw error;
  }
  const bus = openBus(loaded, database, environment, at);
  return {
    loaded,
    database,
    bus,
    [Symbol.asyncDispose]: async () => {
      await bus[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
    },
  };
}

export interface RunOptions {
  /** `source` or `source/stream`; none means all. */
  readonly only: readonly string[];
  readonly full: boolean;
  readonly dryRun: boolean;
  readonly acceptDeletes: number | null;
  readonly progress: (progress: Progress) => void;
  readonly at: (point: string) => Promise<void>;
  readonly wrap: WrapSteps;
}

export const quietRun: RunOptions = {
  only: [],
  full: false,
  dryRun: false,
  acceptDeletes: null,
  progress: () => undefined,
  at: () => Promise.resolve(),
  wrap: (steps) => steps,
};

export interface ChosenStream extends UsedStream {
  readonly source: string;
  readonly origin: string;
}

/** The streams that a command names, in the order of the configuration. NOT_FOUND for a name that is none. */
export function chooseStreams({ site }: LoadedSite, only: readonly string[]): readonly ChosenStream[] {
  const all = site.sources.flatMap(({ source, streams }) =>
    streams.map((used) => ({ ...used, source: source.id, origin: `${source.id}/${used.stream.id}` })),
  );
  for (const name of only) {
    if (!all.some(({ source, origin }) => name === source || name === origin)) {
      throw new IntegrationError(
        'NOT_FOUND',
        `No hay fuente ni flujo ${name}; hay: ${all.map(({ origin }) => origin).join(', ')}.`,
      );
    }
  }
  return only.length === 0 ? all : all.filter(({ source, origin }) => only.includes(source) || only.includes(origin));
}

/** Where the chosen streams are read, each place once however many streams it has. */
export function driversOf(
  chosen: readonly ChosenStream[],
): readonly { readonly source: string; readonly driver: Driver }[] {
  const met = new Set<Driver>();
  return chosen.flatMap(({ source, places }) =>
    places.flatMap(({ driver }) => {
      if (met.has(driver)) return [];
      met.add(driver);
      return [{ source, driver }];
    }),
  );
}

/** The runs that a command asks for, by the machine's clock. */
export function runTasks(libro: Libro, options: RunOptions, signal: AbortSignal): readonly RunTask[] {
  const { database, loaded } = libro;
  const ground = { database, conserva: loaded.site.conserva };
  return chooseStreams(loaded, options.only).map((chosen) => runTask(ground, chosen, options, Date.now, signal));
}

/** One run of one stream. The day in Bogotá is read off the clock here and nowhere below. */
export function runTask(
  { database, conserva }: Pick<Libro, 'database'> & Pick<Site, 'conserva'>,
  { source, stream, places }: ChosenStream,
  options: RunOptions,
  clock: () => number,
  signal: AbortSignal,
): RunTask {
  const today = bogotaDay(clock());
  const keepFrom = keepFromOf(stream.entity, conserva, today);
  return { ...options, database, source, stream, places, today, keepFrom, holder: HOLDER, clock, signal };
}

/** Waits until the ledger has everything that is captured, within the site's deadline. */
export async function catchUp(libro: Libro, signal: AbortSignal): Promise<void> {
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(libro.loaded.site.espera * 1000)]);
  await using loader = await startLoader(libro.database, libro.bus, entities, () => Promise.resolve(), signal);
  await loader.subscription.caughtUp(bounded);
}
