import { setTimeout as pause } from 'node:timers/promises';
import { asIntegrationError, IntegrationError } from '../../schemas/errors.ts';
import type { Database } from '../database/database.ts';
import { DUTY_BEAT_MS, keepDuty, releaseDuty, takeDuty } from '../duty.ts';
import type { Duty } from '../duty.ts';
import { keepPoison, storable } from '../ledger/poison.ts';
import { incarnationOf } from '../log/incarnation.ts';
import { LOG, movePosition, positionsOf } from '../log/positions.ts';
import { demandLogAhead } from './ahead.ts';
import type { LaneBatch, Subscriber } from './bus.ts';
import { fillTopics } from './fill.ts';
import type { RelayTask, Session } from './relay-session.ts';
import { openLogBus } from './log-bus.ts';
import { encodeMessage } from './message.ts';
import { kafkaBusName, plannedTopics } from './topic-plan.ts';
import type { PlannedTopic } from './topic-plan.ts';
import { isMadeAnew, noteEnds, prepareTopics, setEnds } from './topics.ts';

/** Publishes the log's segments to Kafka for as long as it is open. */
export interface Relay extends AsyncDisposable {
  /** What keeps it from publishing now; null while nothing does. Trying again goes on by itself. */
  readonly trouble: IntegrationError | null;
}

const DUTY = 'relevo';
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;
const RELEASE_MS = 2000;

/**
 * One relay at a time, by duty: whoever does not have it waits for it. Segments are sent in order, each batch awaited, and
 * only then the position moves, fenced by the duty's turn; after a crash some are sent again with the same ids.
 */
export function startRelay(task: RelayTask): Relay {
  return new RunningRelay(task);
}

class RunningRelay implements Relay {
  trouble: IntegrationError | null = null;
  readonly #task: RelayTask;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #wait = FIRST_WAIT_MS;

  constructor(task: RelayTask) {
    this.#task = task;
    this.#running = this.#run(this.#stop.signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!isOver(signal)) {
      try {
        const duty = await takeDuty(this.#task.database, DUTY, this.#task.holder, 'in time', signal);
        if (duty) await this.#relayUnder(duty, signal);
        else this.trouble = null;
      } catch (thrown) {
        if (!isOver(signal)) this.trouble = asIntegrationError(thrown);
        this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
      }
      await pause(this.#wait, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Relays until the signal fires, the duty is lost or something fails; gives the duty back. */
  async #relayUnder(duty: Duty, signal: AbortSignal): Promise<void> {
    const { database } = this.#task;
    const lost = new AbortController();
    const held = AbortSignal.any([signal, lost.signal]);
    const beating = beat(database, duty, lost, held);
    try {
      await this.#relay(duty, held);
    } finally {
      lost.abort();
      await beating;
      await releaseDuty(database, duty, AbortSignal.timeout(RELEASE_MS)).catch(() => undefined);
    }
  }

  async #relay(duty: Duty, signal: AbortSignal): Promise<void> {
    const { database, entities, plan, connect } = this.#task;
    await using kafka = await connect(signal);
    const bus = kafkaBusName(plan);
    const topics = plannedTopics(plan, entities);
    const incarnation = await incarnationOf(database, signal);
    const session: Session = { task: this.#task, duty, kafka, bus, incarnation, signal };
    await demandLogAhead(database, kafka, plan, entities, `${DUTY}-${String(duty.turn)}`, signal);
    await prepareTopics(kafka, plan, topics, signal);
    await fillTopics(session, topics);
    this.trouble = null;
    this.#wait = FIRST_WAIT_MS;
    const byTopic = new Map(topics.map((planned) => [planned.topic, planned]));
    const subscriber: Subscriber = {
      group: bus,
      positions: (lanes, asking) => positionsOf(database, LOG, bus, lanes, asking),
      handle: (batch) => publish(session, byTopic, batch),
    };
    const subscription = await openLogBus(database).subscribe([...byTopic.keys()], subscriber, signal);
    const end = await subscription.ended;
    if (!isOver(signal)) throw end;
    await this.#noteProgress(session, topics).catch(() => undefined);
  }

  /** So that the next start need not look at what is known to be ours. */
  async #noteProgress({ kafka, bus }: Session, topics: readonly PlannedTopic[]): Promise<void> {
    const soon = AbortSignal.timeout(RELEASE_MS);
    const extents = await kafka.extents(
      topics.map(({ kafkaTopic }) => kafkaTopic),
      soon,
    );
    for (const { topic, kafkaTopic } of topics) {
      const own = extents.filter((extent) => extent.topic === kafkaTopic);
      const ends = new Map(own.map(({ partition, end }) => [partition, end]));
      await noteEnds(this.#task.database, bus, topic, ends, soon);
    }
  }
}

async function beat(database: Database, duty: Duty, lost: AbortController, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(DUTY_BEAT_MS, undefined, { signal }).catch(() => undefined);
    const kept = isOver(signal) || (await keepDuty(database, duty, signal).catch(() => false));
    if (!kept) lost.abort();
  }
}

function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

/** Sends a batch and then moves the position over it; what the broker finds too large is set apart. */
async function publish(
  session: Session,
  byTopic: ReadonlyMap<string, PlannedTopic>,
  batch: LaneBatch,
): Promise<number> {
  const { task, kafka, bus, incarnation, signal } = session;
  const planned = byTopic.get(batch.topic);
  if (!planned) throw new TypeError(`nobody relays ${batch.topic}`);
  const { allNew } = batch;
  const messages = batch.envelopes.map(({ offset, envelope }) =>
    encodeMessage(envelope, { incarnation, offset, allNew }),
  );
  await task.at('relevo: enviando');
  const { tooLarge, ends } = await kafka.send(planned.kafkaTopic, messages, signal);
  await task.at('relevo: enviado');
  if (await isMadeAnew(task.database, bus, batch.topic, ends, signal)) {
    await setEnds(task.database, bus, batch.topic, new Map(), signal);
    throw madeAnew(planned.kafkaTopic);
  }
  return task.database.transaction(async (transaction) => {
    if (!(await keepDuty(transaction, session.duty, signal))) throw relieved();
    if (!(await movePosition(transaction, LOG, bus, batch, signal))) throw relieved();
    await noteEnds(transaction, bus, batch.topic, ends, signal);
    for (const index of tooLarge) {
      const delivered = batch.envelopes[index];
      if (!delivered) continue;
      const { offset, envelope } = delivered;
      const content = storable(envelope);
      const reason = `el mensaje no cabe en Kafka (max.message.bytes de ${planned.kafkaTopic})`;
      await keepPoison(
        transaction,
        LOG,
        { topic: batch.topic, partition: 0, offset, content, code: TOO_LARGE, reason },
        signal,
      );
    }
    return batch.next;
  }, signal);
}

const TOO_LARGE = 'MUY_GRANDE';

/** The relay begins again, and fills it first. */
function madeAnew(topic: string): IntegrationError {
  return new IntegrationError(
    'BUS_UNAVAILABLE',
    `El tema ${topic} se creó de nuevo mientras se publicaba: se vuelve a llenar desde el libro.`,
    { context: { topic } },
  );
}

function relieved(): IntegrationError {
  return new IntegrationError('RUN_OVERTAKEN', 'Otro proceso tomó el relevo de los temas; este deja de publicar.');
}
