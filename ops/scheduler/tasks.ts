import { setTimeout as pause } from 'node:timers/promises';
import { entities } from '../../schemas/registry.ts';
import type { IntegrationError } from '../../schemas/errors.ts';
import { startLoader } from '../../pipelines/ledger/loader.ts';
import type { Loader } from '../../pipelines/ledger/loader.ts';
import { DUTY_BEAT_MS, keepDuty } from '../../pipelines/duty.ts';
import type { Duty } from '../../pipelines/duty.ts';
import { overtaken } from './only-one.ts';
import type { Libro } from '../compose.ts';
import { keepLog } from '../log-keeping.ts';
import { sendMails } from '../observability/mailer.ts';
import { lookAround } from '../observability/watchman.ts';
import type { WatchGround } from '../observability/watchman.ts';
import type { BackgroundTask } from './background.ts';
import type { Scheduler } from './scheduler.ts';

const LOOK_MS = 5000;

/** The loader, which applies what is captured as long as the process runs. */
export class LoaderTask implements BackgroundTask {
  readonly name = 'cargador';
  readonly #libro: Pick<Libro, 'database' | 'bus'>;
  #loader: Loader | null = null;

  constructor(libro: Pick<Libro, 'database' | 'bus'>) {
    this.#libro = libro;
  }

  async run(signal: AbortSignal): Promise<void> {
    const { database, bus } = this.#libro;
    await using loader = await startLoader(database, bus, entities, () => Promise.resolve(), signal);
    this.#loader = loader;
    try {
      // Over Kafka, how much of the log the ledger holds is noted by whoever waits for it; what stopped the loader is said too.
      await everySoOften(LOOK_MS, signal, () => loader.keepUp(signal));
    } finally {
      this.#loader = null;
    }
  }

  /** Resolves when what is captured is applied; at once where the loader is not running. */
  async caughtUp(signal: AbortSignal): Promise<void> {
    await this.#loader?.subscription.caughtUp(signal);
  }
}

/** Keeps the duty of the only `libro up` of a ledger; where another has it, the process must end. */
export function dutyTask(
  libro: Pick<Libro, 'database'>,
  duty: Duty,
  lost: (error: IntegrationError) => void,
): BackgroundTask {
  return {
    name: 'guardia',
    run: (signal) =>
      everySoOften(DUTY_BEAT_MS, signal, async () => {
        if (await keepDuty(libro.database, duty, signal)) return;
        const error = overtaken();
        lost(error);
        throw error;
      }),
  };
}

const ROUND_MS = 60_000;

/** Each minute: what other processes did, and what people should know. */
export function roundsTask(scheduler: Scheduler, watch: WatchGround): BackgroundTask {
  return {
    name: 'ronda',
    run: (signal) =>
      everySoOften(ROUND_MS, signal, async () => {
        await scheduler.refresh();
        await lookAround(watch);
      }),
  };
}

/** What keeps the bus from delivering is a task that fails: it is logged, shown and alerted as any other. */
export function busTask({ bus }: Pick<Libro, 'bus'>): BackgroundTask {
  return {
    name: bus.name,
    run: (signal) =>
      everySoOften(LOOK_MS, signal, () => (bus.trouble ? Promise.reject(bus.trouble) : Promise.resolve())),
  };
}

const LOG_MS = 3_600_000;

/** Each hour the log drops what it need not keep. */
export function logTask(libro: Libro): BackgroundTask {
  const keep = async (signal: AbortSignal): Promise<void> => {
    await keepLog(libro, signal);
  };
  return { name: 'limpieza del registro', run: (signal) => everySoOften(LOG_MS, signal, () => keep(signal)) };
}

const MAIL_MS = 15_000;

/** Sends the mails that were written, where the site says to whom. */
export function mailTasks(
  { database, loaded }: Pick<Libro, 'database' | 'loaded'>,
  { environment, clock }: { readonly environment: NodeJS.ProcessEnv; readonly clock: () => number },
): readonly BackgroundTask[] {
  const { alertas } = loaded.site;
  if (alertas === undefined) return [];
  const run = (signal: AbortSignal): Promise<void> =>
    everySoOften(MAIL_MS, signal, () => sendMails(database, alertas, environment, clock, signal));
  return [{ name: 'correo', minor: true, run }];
}

/** Does something, and again a while after it is done, until the signal fires. Rejects when it fails. */
export async function everySoOften(waitMs: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await work();
    await pause(waitMs, undefined, { signal }).catch(() => undefined);
  }
}
