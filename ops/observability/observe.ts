import { resolve } from 'node:path';
import { topicOf } from '../../schemas/entity.ts';
import { loaderLag, quarantined } from '../../pipelines/standing.ts';
import type { Libro } from '../compose.ts';
import type { LoadedSite } from '../config/load.ts';
import type { TaskState } from '../scheduler/background.ts';
import { blankMemory } from '../scheduler/memory.ts';
import type { PlannedStream } from '../scheduler/plan.ts';
import type { Scheduler } from '../scheduler/scheduler.ts';
import { disksUnder } from './disks.ts';
import type { Disk, Observed } from './observed.ts';

export interface AtWork {
  readonly libro: Pick<Libro, 'database' | 'bus'>;
  readonly streams: readonly PlannedStream[];
  readonly scheduler: Pick<Scheduler, 'memories'>;
  readonly tasks: () => readonly TaskState[];
  readonly disks: () => Promise<readonly Disk[]>;
  readonly startedAt: number;
  readonly clock: () => number;
}

/** Looks at everything once: three queries to the ledger, none to a source. */
export async function observe(at: AtWork, signal: AbortSignal): Promise<Observed> {
  const { database } = at.libro;
  const apart = await quarantined(database, signal);
  const lags = await loaderLag(database, signal);
  return {
    now: at.clock(),
    startedAt: at.startedAt,
    streams: at.streams.map((planned) => ({
      planned,
      memory: at.scheduler.memories.get(planned.plan.origin) ?? blankMemory,
      quarantine: apart.get(planned.plan.origin) ?? { rows: 0, pesos: {}, since: 0 },
      lag: lags.get(topicOf(planned.chosen.stream.entity)) ?? 0,
    })),
    tasks: at.tasks(),
    disks: await at.disks(),
  };
}

/** The disks of a site: of its folder and, where it is on this machine, of its ledger. */
export function siteDisks({ site, folder }: LoadedSite): () => Promise<readonly Disk[]> {
  const ledger = ledgerFolder(site.ledger);
  return () => disksUnder([...(ledger === null ? [] : [resolve(folder, ledger)]), folder]);
}

function ledgerFolder(ledger: LoadedSite['site']['ledger']): string | null {
  switch (ledger.kind) {
    case 'embedded':
      return ledger.embedded;
    case 'managed':
      return ledger.managed;
    case 'url':
      return null;
  }
}
