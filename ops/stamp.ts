import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { asIntegrationError, IntegrationError } from '../schemas/errors.ts';
import { entities } from '../schemas/registry.ts';
import { demandLogAhead } from '../pipelines/bus/ahead.ts';
import type { Database } from '../pipelines/database/database.ts';
import { kafkaOf } from './bus.ts';
import type { Libro } from './compose.ts';

const STAMP_FILE = '.libro-sello.json';
const KAFKA_MS = 5000;

/** How far the ledger had got, kept beside the configuration and outside the database. */
const stampSchema = z.object({ encarnacion: z.string(), cambios: z.number() });
type Stamp = z.output<typeof stampSchema>;

/**
 * What captures goes on in here. LEDGER_BEHIND, before anything is read, when the database was put back to an earlier copy:
 * the stamp or a topic knows more than it does. In the end the stamp is written anew.
 */
export async function capturing<Result>(
  libro: Libro,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const stamp = await readStamp(join(libro.loaded.folder, STAMP_FILE));
  const now = await stampOf(libro.database, signal);
  if (stamp?.encarnacion === now.encarnacion && stamp.cambios > now.cambios) throw behind(stamp, now);
  await demandTopicsBehind(libro, environment, signal);
  try {
    return await work();
  } finally {
    await renewStamp(libro, AbortSignal.timeout(KAFKA_MS)).catch(() => undefined);
  }
}

/** A broker that is away delays nobody: the stamp has been looked at, and the relay looks again when it is back. */
async function demandTopicsBehind(
  { loaded, database }: Libro,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  const site = kafkaOf(loaded, environment);
  if (!site) return;
  const bounded = AbortSignal.any([signal, AbortSignal.timeout(KAFKA_MS)]);
  try {
    await using kafka = await site.connect(bounded);
    await demandLogAhead(database, kafka, site.plan, entities, `mirador-${String(process.pid)}`, bounded);
  } catch (thrown) {
    if (asIntegrationError(thrown).code === 'LEDGER_BEHIND' || signal.aborted) throw thrown;
  }
}

/** Notes how far the log is now; after a restore, that it is another one. */
export async function renewStamp({ loaded, database }: Libro, signal: AbortSignal): Promise<void> {
  await writeStamp(join(loaded.folder, STAMP_FILE), await stampOf(database, signal));
}

async function stampOf(database: Database, signal: AbortSignal): Promise<Stamp> {
  const [row] = await database.query<Stamp>(
    'select id as encarnacion, (select coalesce(sum(siguiente), 0)::bigint from log.topico) as cambios from log.encarnacion',
    [],
    signal,
  );
  return stampSchema.parse(row);
}

async function readStamp(path: string): Promise<Stamp | null> {
  try {
    return stampSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Where it cannot be written there is none: the topics alone tell then. */
async function writeStamp(path: string, stamp: Stamp): Promise<void> {
  await writeFile(path, `${JSON.stringify(stamp)}\n`).catch(() => undefined);
}

function behind(stamp: Stamp, now: Stamp): IntegrationError {
  return new IntegrationError(
    'LEDGER_BEHIND',
    `La base del libro llega a ${String(now.cambios)} cambios y ya había llegado a ${String(stamp.cambios)}: fue devuelta a una ` +
      'copia anterior. No se captura nada hasta ponerla al día: libro restore',
    { context: { now: now.cambios, before: stamp.cambios } },
  );
}
