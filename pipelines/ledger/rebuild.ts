import type { CanonicalEntity } from '../../schemas/entity.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import type { Bus } from '../bus/bus.ts';
import type { Database } from '../database/database.ts';
import type { Lane } from '../bus/bus.ts';
import { setPositions } from '../log/positions.ts';
import { LOADER, startLoader } from './loader.ts';
import type { LoaderCounts } from './loader.ts';
import { retakeKnownState } from './retake.ts';

/**
 * Fills a new ledger from the topics: states, deletes and history, as they were. Known state follows from them; rejections
 * come with the next whole reading. CONFIG_INVALID where the ledger holds something already. `starts` says where lanes begin
 * whose first messages have expired; the others are read from 0.
 */
export async function rebuildLedger(
  into: Database,
  bus: Bus,
  entities: readonly CanonicalEntity[],
  signal: AbortSignal,
  starts: readonly (Lane & { readonly position: number })[] = [],
): Promise<LoaderCounts> {
  await demandEmpty(into, entities, signal);
  if (starts.length > 0) await setPositions(into, bus.name, LOADER, starts, signal);
  const counts = await applyAll(into, bus, entities, signal);
  await retakeKnownState(into, entities, signal);
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
    `Ya hay registros en ${into.place}. Un libro se rehace en uno nuevo, sin nada: dé otra carpeta u otra base.`,
  );
}
