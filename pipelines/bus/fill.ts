import { topicOf } from '../../schemas/entity.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import { LOADER } from '../ledger/loader.ts';
import { everyState } from '../ledger/states.ts';
import { LOG, positionsOf, setPositions } from '../log/positions.ts';
import { encodeMessage } from './message.ts';
import type { Session } from './relay-session.ts';
import type { PlannedTopic } from './topic-plan.ts';
import { setEnds } from './topics.ts';

/**
 * A topic that is new, or was emptied, is filled first: every state of the ledger and its history in the order of their
 * editions. The log is then relayed from where the ledger stood before, so nothing is passed over and some is sent twice.
 */
export async function fillTopics(session: Session, topics: readonly PlannedTopic[]): Promise<void> {
  for (const planned of topics) if (await isToFill(session, planned)) await fill(session, planned);
}

/** Never relayed to, or ending before where it was left: somebody made it anew. */
async function isToFill({ task, kafka, bus, signal }: Session, { topic, kafkaTopic }: PlannedTopic): Promise<boolean> {
  const rows = await task.database.query<{ particion: number; fin: number }>(
    'select particion, fin from log.publicado where bus = $1 and topico = $2',
    [bus, topic],
    signal,
  );
  const extent = new Map((await kafka.extents([kafkaTopic], signal)).map(({ partition, end }) => [partition, end]));
  return rows.length === 0 || rows.some(({ particion, fin }) => (extent.get(particion) ?? 0) < fin);
}

async function fill(session: Session, { entity, topic, kafkaTopic }: PlannedTopic): Promise<void> {
  const { task, kafka, bus, incarnation, signal } = session;
  const { database } = task;
  const lane = { topic: topicOf(entity), partition: 0 };
  // Taken before the states are read: what is applied meanwhile is in them and is relayed again, the same ids.
  const [position = 0] = await positionsOf(database, LOG, LOADER, [lane], signal);
  const send = async (envelopes: readonly Envelope[]): Promise<void> => {
    // The last that the ledger surely holds: a message of a filled topic never claims what the log has not committed.
    const place = { incarnation, offset: position - 1, allNew: false };
    const messages = envelopes.map((envelope) => encodeMessage(envelope, place));
    await kafka.send(kafkaTopic, messages, signal);
    await task.at('relevo: llenando');
  };
  await everyState(database, entity, send, signal);
  await database.transaction(async (transaction) => {
    await setPositions(transaction, LOG, bus, [{ ...lane, position }], signal);
    // Who read the topic as it was before starts over.
    await transaction.query('delete from corridas.posicion where bus = $1 and topico = $2', [bus, topic], signal);
    const ends = (await kafka.extents([kafkaTopic], signal)).map(({ partition, end }) => [partition, end] as const);
    await setEnds(transaction, bus, topic, new Map(ends), signal);
  }, signal);
}
