import type { CanonicalEntity } from '../../schemas/entity.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import type { Bus } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import { startLoader } from './loader.ts';
import type { LoaderCounts } from './loader.ts';
import { retakeKnownState } from './retake.ts';

/**
 * Fills a new ledger from the topics: states, deletes and history, as they were. Known state follows from them; rejections
 * come with the next whole reading. CONFIG_INVALID where the ledger holds something already.
 */
export async function rebuildLedger(
  into: Database,
  bus: Bus,
  entities: readonly CanonicalEntity[],
  signal: AbortSignal,
): Promise<LoaderCounts> {
  await demandEmpty(into, entities, signal);
  const counts = await applyAll(into, bus, entities, signal);
  await retakeKnownState(into, entities, signal);
  await goOnWithRuns(into, entities, signal);
  return counts;
}

async function applyAll(
  into: Database,
  bus: Bus,
  entities: readonly CanonicalEntity[],
  signal: AbortSignal,
): Promise<LoaderCounts> {
  await using loader = await startLoader(into, bus, entities, () => Promise.resolve(), signal);
  await loader.subscription.caughtUp(signal);
  return { ...loader.counts };
}

async function demandEmpty(into: Database, entities: readonly CanonicalEntity[], signal: AbortSignal): Promise<void> {
  const holds = entities.map(({ name }) => `exists (select from libro.${name})`).join(' or ');
  const [found] = await into.query<{ holds: boolean }>(`select ${holds} as holds`, [], signal);
  if (found?.holds !== true) return;
  throw new IntegrationError(
    'CONFIG_INVALID',
    `El libro ${into.place} ya tiene registros. Para rehacerlo desde los tópicos dé uno nuevo, sin nada.`,
  );
}

/** Runs are counted on from the last that the records name. */
async function goOnWithRuns(into: Database, entities: readonly CanonicalEntity[], signal: AbortSignal): Promise<void> {
  const runs = entities.flatMap(({ name }) => [
    `select max(_corrida) as numero from libro.${name}`,
    `select max(_corrida) from historia.${name}`,
  ]);
  await into.query(
    `select setval(pg_get_serial_sequence('corridas.corrida', 'numero'),
                   greatest((select coalesce(max(numero), 0) from (${runs.join(' union all ')}) as vistas), 1))`,
    [],
    signal,
  );
}
