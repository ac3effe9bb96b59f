import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { asIntegrationError, IntegrationError } from '../schemas/errors.ts';
import { entities } from '../schemas/registry.ts';
import { demandLogAhead } from '../pipelines/bus/ahead.ts';
import type { KafkaConnection } from '../pipelines/bus/kafka/transport.ts';
import type { TopicPlan } from '../pipelines/bus/topic-plan.ts';
import type { Database } from '../pipelines/database/database.ts';
import { kafkaOf } from './bus.ts';
import type { Libro } from './compose.ts';
import type { BackgroundTask } from './scheduler/background.ts';
import { everySoOften } from './scheduler/tasks.ts';

const STAMP_FILE = '.libro-sello.json';
const CONNECT_MS = 5000;
const LOOK_MS = 60_000;
const WRITE_MS = 5000;

/** How far the ledger had got, kept beside the configuration and outside the database. */
const nowSchema = z.object({ encarnacion: z.string(), cambios: z.number() });
const stampSchema = nowSchema.extend({
  /** Logs that a restore went on from with another: a copy of them is behind. */
  anteriores: z.array(z.string()).default([]),
});
type Now = z.output<typeof nowSchema>;
type Stamp = z.output<typeof stampSchema>;

/** What capturing needs of a command. */
export interface Ground {
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** Told when the topics cannot be asked: what is captured waits in the log, and the relay asks them when it can. */
  readonly away: (why: IntegrationError) => void;
}

/**
 * What captures goes on in here. LEDGER_BEHIND, before anything is read, when the database was put back to an earlier copy:
 * the stamp or a topic knows more than it does. In the end the stamp is written anew.
 */
export async function capturing<Result>(libro: Libro, ground: Ground, work: () => Promise<Result>): Promise<Result> {
  const away = await demandNotBehind(libro, ground.environment, ground.signal);
  if (away) ground.away(away);
  try {
    return await work();
  } finally {
    await renewStamp(libro, AbortSignal.timeout(WRITE_MS)).catch(() => undefined);
  }
}

/** LEDGER_BEHIND by the stamp or by a topic; gives back why the topics could not be asked, if they could not. */
export async function demandNotBehind(
  libro: Pick<Libro, 'loaded' | 'database'>,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<IntegrationError | null> {
  const stamp = await readStamp(join(libro.loaded.folder, STAMP_FILE));
  const now = await stampOf(libro.database, signal);
  demandAhead(now, stamp);
  return await topicsBehind(libro, environment, signal);
}

/** A broker that is away delays nobody: the stamp has been looked at, and the relay looks again when it is back. */
async function topicsBehind(
  { loaded, database }: Pick<Libro, 'loaded' | 'database'>,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<IntegrationError | null> {
  const site = kafkaOf(loaded, environment);
  if (!site) return null;
  try {
    await using kafka = await site.connect(AbortSignal.any([signal, AbortSignal.timeout(CONNECT_MS)]));
    await look(kafka, database, site.plan, AbortSignal.any([signal, AbortSignal.timeout(LOOK_MS)]));
    return null;
  } catch (thrown) {
    const error = asIntegrationError(thrown);
    if (signal.aborted || ['LEDGER_BEHIND', 'CONFIG_INVALID'].includes(error.code)) throw error;
    return error.code === 'CANCELLED' ? slow(loaded.site.bus?.kafka.brokers ?? []) : error;
  }
}

function look(kafka: KafkaConnection, database: Database, plan: TopicPlan, signal: AbortSignal): Promise<void> {
  return demandLogAhead(database, kafka, plan, entities, `mirador-${String(process.pid)}`, signal);
}

const KEEP_MS = 60_000;

/** Under `libro up`, which may be killed months after it began. */
export function stampTask(libro: Libro): BackgroundTask {
  return {
    name: 'sello',
    minor: true,
    run: (signal) => everySoOften(KEEP_MS, signal, () => renewStamp(libro, signal)),
  };
}

/**
 * Notes how far the log is now; after a restore, that it is another one. LEDGER_BEHIND where it had got further: the database
 * was put back under whoever is at work, and the stamp that tells so stays.
 */
export async function renewStamp(
  { loaded, database }: Pick<Libro, 'loaded' | 'database'>,
  signal: AbortSignal,
): Promise<void> {
  const path = join(loaded.folder, STAMP_FILE);
  const [before, now] = [await readStamp(path), await stampOf(database, signal)];
  demandAhead(now, before);
  await writeStamp(path, { ...now, anteriores: before?.anteriores ?? [] });
}

/** Before a restore goes on with another log: from here on the database is behind until it has one. */
export async function stampLeft(
  { loaded, database }: Pick<Libro, 'loaded' | 'database'>,
  signal: AbortSignal,
): Promise<void> {
  const path = join(loaded.folder, STAMP_FILE);
  const [before, now] = [await readStamp(path), await stampOf(database, signal)];
  const { anteriores, ...stamp } = before ?? { ...now, anteriores: [] };
  await writeStamp(path, { ...stamp, anteriores: [...new Set([...anteriores, now.encarnacion])] });
}

/** LEDGER_BEHIND where the stamp knows more changes of this log, or that another log followed on it. */
function demandAhead(now: Now, stamp: Stamp | null): void {
  if (stamp?.encarnacion === now.encarnacion && stamp.cambios > now.cambios) throw behind(stamp, now);
  if (stamp?.anteriores.includes(now.encarnacion) === true) throw beforeRestore();
}

async function stampOf(database: Database, signal: AbortSignal): Promise<Now> {
  const [row] = await database.query<Now>(
    'select id as encarnacion, (select coalesce(sum(siguiente), 0)::bigint from log.topico) as cambios from log.encarnacion',
    [],
    signal,
  );
  return nowSchema.parse(row);
}

async function readStamp(path: string): Promise<Stamp | null> {
  try {
    return stampSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Whole or not at all. Where it cannot be written there is none: the topics alone tell then. */
async function writeStamp(path: string, stamp: Stamp): Promise<void> {
  const beside = `${path}.${String(process.pid)}`;
  await writeFile(beside, `${JSON.stringify(stamp)}\n`)
    .then(() => rename(beside, path))
    .catch(() => undefined);
}

function behind(stamp: Stamp, now: Now): IntegrationError {
  return new IntegrationError(
    'LEDGER_BEHIND',
    `La base del libro llega a ${String(now.cambios)} cambios y ya había llegado a ${String(stamp.cambios)}: fue devuelta a una ` +
      'copia anterior. No se captura nada hasta ponerla al día: libro restore',
    { context: { now: now.cambios, before: stamp.cambios } },
  );
}

function beforeRestore(): IntegrationError {
  return new IntegrationError(
    'LEDGER_BEHIND',
    'La base del libro es una copia de antes de la última vez que se puso al día con libro restore. ' +
      'No se captura nada hasta ponerla al día otra vez: libro restore',
  );
}

function slow(brokers: readonly string[]): IntegrationError {
  const place = brokers.join(', ');
  return new IntegrationError('BUS_UNAVAILABLE', `Kafka en ${place} no está disponible: no contestó a tiempo.`, {
    context: { place },
  });
}
