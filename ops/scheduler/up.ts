import { setTimeout as pause } from 'node:timers/promises';
import { schedule } from 'node-cron';
import type { Logger } from 'pino';
import { IntegrationError } from '../../schemas/errors.ts';
import { runStream } from '../../pipelines/capture/run.ts';
import { releaseDuty } from '../../pipelines/duty.ts';
import type { Duty } from '../../pipelines/duty.ts';
import { quietRun, runTask } from '../compose.ts';
import type { Libro } from '../compose.ts';
import { HOLDER } from '../ledger.ts';
import { healthOf } from '../observability/health.ts';
import { serve } from '../observability/http.ts';
import type { Serving } from '../observability/http.ts';
import { metricsText } from '../observability/metrics.ts';
import { observe, siteDisks } from '../observability/observe.ts';
import type { AtWork } from '../observability/observe.ts';
import { Counts } from '../observability/observed.ts';
import { limitsOf, troublesOf } from '../observability/troubles.ts';
import { stampTask } from '../stamp.ts';
import { Background } from './background.ts';
import type { TaskState } from './background.ts';
import { plannedStreams } from './plan.ts';
import { Scheduler } from './scheduler.ts';
import { beTheOnlyOne } from './only-one.ts';
import { LoaderTask, busTask, dutyTask, logTask, mailTasks, roundsTask } from './tasks.ts';
import { logTaskFailure, logged } from './up-log.ts';

/** What is begun may go on for so long after the process was told to stop. */
const DRAIN_MS = 20_000;
const LONGEST_PAUSE_MS = 60_000;

export interface UpGround {
  readonly logger: Logger;
  readonly environment: NodeJS.ProcessEnv;
  readonly clock: () => number;
  readonly random: () => number;
  /** Told when all is running, with the address of `/salud`. */
  readonly started: (up: { readonly url: string | null }) => void;
  /** Stops what begins; what has begun is drained. */
  readonly stop: AbortSignal;
}

/** Reads, asks for news, loads and answers until told to stop; ends when what had begun has ended. */
export async function runUp(libro: Libro, ground: UpGround): Promise<void> {
  const halt = new AbortController();
  const duty = await beTheOnlyOne(libro.database, HOLDER, halt.signal);
  try {
    await work(libro, ground, duty, halt);
  } finally {
    await releaseDuty(libro.database, duty, AbortSignal.timeout(5000)).catch(() => undefined);
  }
}

async function work(libro: Libro, ground: UpGround, duty: Duty, halt: AbortController): Promise<void> {
  const { logger, clock, random, started, stop } = ground;
  const { database, loaded } = libro;
  const { site } = loaded;
  const { signal } = halt;
  const startedAt = clock();
  const streams = plannedStreams(loaded);
  const counts = new Counts();
  const wake = new Wake();
  const lost = new AbortController();
  await using scheduler = await Scheduler.open({
    database,
    streams,
    clock,
    random,
    run: (chosen, full) =>
      runStream(runTask({ database, conserva: site.conserva }, chosen, { ...quietRun, full }, clock, signal)),
    told: logged(logger, counts, () => {
      wake.now();
    }),
    signal,
  });
  const loader = new LoaderTask(libro);
  const overtaken = (error: IntegrationError): void => {
    lost.abort(error);
    halt.abort(error);
  };
  const states = (): readonly TaskState[] => background.states();
  const at: AtWork = { libro, streams, scheduler, tasks: states, disks: siteDisks(loaded), startedAt, clock };
  const watch = { at, limits: limitsOf(site), site: site.nombre, mails: site.alertas !== undefined, logger, signal };
  const rounds = roundsTask(scheduler, watch);
  const own = [loader, busTask(libro), logTask(libro), dutyTask(libro, duty, overtaken), rounds, stampTask(libro)];
  const tasks = [...own, ...mailTasks(libro, ground)];
  await using background = new Background({ tasks, clock, random, failed: logTaskFailure(logger), signal });
  await using serving = await answering(libro, at, counts, signal);
  background.turn();
  const url = serving?.url ?? null;
  started({ url });
  logger.info({ event: 'process.started', streams: streams.length, url }, 'en marcha');
  const ending = AbortSignal.any([stop, lost.signal]);
  try {
    await turning(scheduler, background, clock, wake, ending);
    logger.info({ event: 'process.stopping' }, 'terminando lo que está a medias');
  } finally {
    await drain(scheduler, loader, halt);
  }
  logger.info({ event: 'process.ended' }, 'terminó');
  if (lost.signal.aborted) throw lost.signal.reason;
}

async function answering({ loaded }: Libro, at: AtWork, counts: Counts, signal: AbortSignal): Promise<Serving | null> {
  const { http } = loaded.site;
  if (http === false) return null;
  return serve(http, {
    health: async () => {
      const observed = await observe(at, signal);
      return healthOf(observed, troublesOf(observed, limitsOf(loaded.site)));
    },
    metrics: async () => metricsText(await observe(at, signal), counts, process.memoryUsage.rss()),
  });
}

/** Each second, and when a source has news to be asked for or is done with what it did, begins what is due. */
async function turning(
  scheduler: Scheduler,
  background: Background,
  clock: () => number,
  wake: Wake,
  ending: AbortSignal,
): Promise<void> {
  const everySecond = () => {
    wake.now();
  };
  const tick = schedule('* * * * * *', everySecond, { timezone: 'America/Bogota', suppressMissedWarning: true });
  try {
    while (!ending.aborted) {
      scheduler.turn();
      background.turn();
      await wake.within(scheduler.nextPoll() - clock(), ending);
    }
  } finally {
    await tick.destroy();
  }
}

/** Runs that have begun may end, and what they captured be applied; what takes too long is stopped at its next batch. */
async function drain(scheduler: Scheduler, loader: LoaderTask, halt: AbortController): Promise<void> {
  const deadline = setTimeout(() => {
    halt.abort();
  }, DRAIN_MS);
  try {
    await scheduler.settled();
    await loader.caughtUp(halt.signal).catch(() => undefined);
  } finally {
    clearTimeout(deadline);
    halt.abort();
  }
}

/** Waits that others may cut short. */
class Wake {
  #waiting = new AbortController();

  now(): void {
    this.#waiting.abort();
  }

  async within(milliseconds: number, ending: AbortSignal): Promise<void> {
    this.#waiting = new AbortController();
    const signal = AbortSignal.any([ending, this.#waiting.signal]);
    await pause(Math.min(Math.max(milliseconds, 0), LONGEST_PAUSE_MS), undefined, { signal }).catch(() => undefined);
  }
}
