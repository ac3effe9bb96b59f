import type { CanonicalEntity } from '../../schemas/entity.ts';
import { topicOf } from '../../schemas/entity.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import type { Database } from '../database/database.ts';
import { LOADER } from '../ledger/loader.ts';
import { everyState } from '../ledger/states.ts';
import { LOG, positionsOf } from '../log/positions.ts';
import type { Bus, Lane, LaneBatch } from './bus.ts';
import type { Extent } from './kafka/transport.ts';

export interface TailTask {
  readonly database: Database;
  readonly bus: Bus;
  readonly entity: CanonicalEntity;
  /** Everything from the beginning, or only what comes from now on. */
  readonly from: 'beginning' | 'now';
  /** Where the entity's lanes begin and end now, on a bus that is not the log; null on the log. */
  readonly extents: (() => Promise<readonly Extent[]>) | null;
  /** One name a reader: nobody else's positions are touched. */
  readonly reader: string;
  readonly show: (envelopes: readonly Envelope[]) => Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Shows a topic's envelopes in order until the signal fires. Where the log no longer has its beginning, the ledger's states
 * are shown first and then what came after them; some may be shown twice, with the same edition.
 */
export async function tailTopic(task: TailTask): Promise<void> {
  const { bus, entity, extents, signal } = task;
  const reached = new Map<number, number>();
  const subscriber = {
    group: task.reader,
    // Asked again whenever the connection was lost: what came meanwhile is still to be shown.
    positions: async (lanes: readonly Lane[]) => {
      if (!lanes.every(({ partition }) => reached.has(partition))) {
        const first = extents ? await onTopics(task, extents, lanes) : await onLog(task, lanes);
        lanes.forEach(({ partition }, index) => reached.set(partition, reached.get(partition) ?? first[index] ?? 0));
      }
      return lanes.map(({ partition }) => reached.get(partition) ?? 0);
    },
    handle: async ({ partition, next, envelopes }: LaneBatch) => {
      await task.show(envelopes.map(({ envelope }) => envelope));
      reached.set(partition, next);
      return next;
    },
  };
  await using subscription = await bus.subscribe([topicOf(entity)], subscriber, signal);
  const end = await subscription.ended;
  if (!signal.aborted) throw end;
}

async function onTopics(
  { from }: TailTask,
  extents: NonNullable<TailTask['extents']>,
  lanes: readonly Lane[],
): Promise<readonly number[]> {
  const known = new Map((await extents()).map((extent) => [extent.partition, extent]));
  return lanes.map(({ partition }) => known.get(partition)?.[from === 'beginning' ? 'begin' : 'end'] ?? 0);
}

async function onLog(
  { database, entity, from, show, signal }: TailTask,
  lanes: readonly Lane[],
): Promise<readonly number[]> {
  const [log] = await database.query<{ siguiente: number; primero: number }>(
    `select siguiente, coalesce((select min(primer_offset) from log.segmento s where s.topico = t.topico), siguiente) as primero
       from log.topico t where topico = $1`,
    [topicOf(entity)],
    signal,
  );
  if (from === 'now') return [log?.siguiente ?? 0];
  if ((log?.primero ?? 0) === 0) return [0];
  const positions = await positionsOf(database, LOG, LOADER, lanes, signal);
  await everyState(database, entity, show, signal);
  return positions;
}
