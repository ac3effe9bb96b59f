import { entities } from '../schemas/registry.ts';
import { asIntegrationError } from '../schemas/errors.ts';
import { adoptTopics } from '../pipelines/bus/adopt.ts';
import { openKafkaBus } from '../pipelines/bus/kafka-bus.ts';
import { openLogBus } from '../pipelines/bus/log-bus.ts';
import { startLoader } from '../pipelines/ledger/loader.ts';
import { retakeKnownState } from '../pipelines/ledger/retake.ts';
import { kafkaOf } from './bus.ts';
import type { SiteKafka } from './bus.ts';
import type { Libro } from './compose.ts';
import { demandNotBehind, renewStamp, stampLeft } from './stamp.ts';

/** What was brought from the topics; null for a ledger that is not behind, which is left as it is. */
export type Restored = { readonly applied: number } | null;

/**
 * Brings a database that was put back to an earlier copy up to date: what the topics have is applied, known state is taken
 * anew from the ledger, and the log becomes another one. Interrupted, it is still behind and may be said again.
 */
export async function restoreLibro(
  libro: Libro,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Restored> {
  if (!(await isBehind(libro, environment, signal))) return null;
  const { database, loaded } = libro;
  const site = kafkaOf(loaded, environment);
  const applied = await catchUp(libro, site, signal);
  await stampLeft(libro, signal);
  await retakeKnownState(database, entities, signal);
  if (site) {
    await using kafka = await site.connect(signal);
    await adoptTopics(database, kafka, site.plan, entities, signal);
  }
  await renewStamp(libro, signal);
  return { applied };
}

/** Where the topics cannot be asked, nobody can say. */
async function isBehind(libro: Libro, environment: NodeJS.ProcessEnv, signal: AbortSignal): Promise<boolean> {
  try {
    const away = await demandNotBehind(libro, environment, signal);
    if (away) throw away;
    return false;
  } catch (thrown) {
    if (asIntegrationError(thrown).code === 'LEDGER_BEHIND') return true;
    throw thrown;
  }
}

/** Everything that the topics, or the log as it was put back, have for the ledger. */
async function catchUp({ database }: Libro, site: SiteKafka | null, signal: AbortSignal): Promise<number> {
  await using bus = site ? openKafkaBus({ database, entities, relay: null, ...site }) : openLogBus(database);
  await using loader = await startLoader(database, bus, entities, () => Promise.resolve(), signal);
  await loader.subscription.caughtUp(signal);
  return loader.counts.applied;
}
