import type { CanonicalEntity } from '../../schemas/entity.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import type { Database } from '../database/database.ts';
import { incarnationOf } from '../log/incarnation.ts';
import type { Lane } from './bus.ts';
import type { KafkaConnection, ReceivedBatch } from './kafka/transport.ts';
import { placeOf } from './message.ts';
import { kafkaBusName, plannedTopics } from './topic-plan.ts';
import type { TopicPlan } from './topic-plan.ts';
import { extentsOfThose } from './topics.ts';

/** A partition between where the relay noted it and where it ends, and what the log has committed of its topic. */
interface Stretch extends Lane {
  readonly noted: number;
  readonly end: number;
  /** The topic's name on the log. */
  readonly logTopic: string;
}

/**
 * LEDGER_BEHIND when a topic holds what this very log has not committed yet: the database was put back to an earlier copy.
 * Only what was published since the relay last noted its progress is looked at.
 */
export async function demandLogAhead(
  database: Database,
  kafka: KafkaConnection,
  plan: TopicPlan,
  entities: readonly CanonicalEntity[],
  reader: string,
  signal: AbortSignal,
): Promise<void> {
  const stretches = await stretchesOf(database, kafka, plan, entities, signal);
  const left = new Set(stretches.filter(({ noted, end }) => noted < end));
  if (left.size === 0) return;
  const incarnation = await incarnationOf(database, signal);
  const stretchOf = ({ topic, partition }: Lane): Stretch | undefined =>
    stretches.find((each) => each.topic === topic && each.partition === partition);
  const enough = new AbortController();
  const handle = async (batch: ReceivedBatch): Promise<number> => {
    const next = (batch.messages.at(-1)?.offset ?? -1) + 1;
    const stretch = stretchOf(batch);
    if (!stretch) return next;
    const furthest = furthestIn(batch, stretch, incarnation);
    if (furthest !== null && furthest >= (await committedOf(database, stretch.logTopic, signal)))
      throw behind(batch.topic);
    if (next >= stretch.end) left.delete(stretch);
    if (left.size === 0) enough.abort();
    return next;
  };
  const request = {
    group: `${plan.prefix}.${reader}`,
    topics: [...new Set([...left].map(({ topic }) => topic))],
    positions: (lanes: readonly Lane[]) => Promise.resolve(lanes.map((lane) => stretchOf(lane)?.noted ?? 0)),
    handle,
  };
  await using consumption = await kafka.consume(request, AbortSignal.any([signal, enough.signal]));
  const end = await consumption.ended;
  if (!enough.signal.aborted) throw end;
}

async function stretchesOf(
  database: Database,
  kafka: KafkaConnection,
  plan: TopicPlan,
  entities: readonly CanonicalEntity[],
  signal: AbortSignal,
): Promise<readonly Stretch[]> {
  const noted = await database.query<{ topico: string; particion: number; fin: number }>(
    'select topico, particion, fin from log.publicado where bus = $1',
    [kafkaBusName(plan)],
    signal,
  );
  const planned = plannedTopics(plan, entities);
  const extents = await extentsOfThose(kafka, planned, signal);
  return extents.map(({ topic, partition, begin, end }) => {
    const logTopic = planned.find(({ kafkaTopic }) => kafkaTopic === topic)?.topic ?? topic;
    // A partition that this copy never noted is looked at whole: the copy may be older than its first message.
    const fin = noted.find(({ topico, particion }) => topico === logTopic && particion === partition)?.fin ?? 0;
    return { topic, partition, end, noted: Math.min(Math.max(fin, begin), end), logTopic };
  });
}

/** The greatest offset of this very log among the messages that stood there when the question was asked. */
function furthestIn({ messages }: ReceivedBatch, { end }: Stretch, incarnation: string): number | null {
  const offsets = messages
    .filter(({ offset }) => offset < end)
    .map(placeOf)
    .flatMap((place) => (place?.incarnation === incarnation ? [place.offset] : []));
  return offsets.length === 0 ? null : Math.max(...offsets);
}

/** Asked after the messages were read: whoever captures beside us commits before it is published. */
async function committedOf(database: Database, logTopic: string, signal: AbortSignal): Promise<number> {
  const [row] = await database.query<{ siguiente: number }>(
    'select siguiente from log.topico where topico = $1',
    [logTopic],
    signal,
  );
  return row?.siguiente ?? 0;
}

function behind(topic: string): IntegrationError {
  return new IntegrationError(
    'LEDGER_BEHIND',
    `El tema ${topic} tiene cambios que la base del libro no conoce: la base fue devuelta a una copia anterior. ` +
      'No se captura nada hasta ponerla al día: libro restore',
  );
}
