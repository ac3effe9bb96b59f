import { expect, it } from 'vitest';
import { topicOf } from '../../../schemas/entity.ts';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { demandLogAhead } from '../../../pipelines/bus/ahead.ts';
import type { ConsumeRequest, KafkaConnection, ReceivedMessage } from '../../../pipelines/bus/kafka/transport.ts';
import { encodeMessage } from '../../../pipelines/bus/message.ts';
import { plannedTopics } from '../../../pipelines/bus/topic-plan.ts';
import { incarnationOf } from '../../../pipelines/log/incarnation.ts';
import { recaudoWith, upsertOf } from '../../builders/envelopes.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';

const plan = { prefix: 'prueba', partitions: 1, replication: 1 };
const [planned] = plannedTopics(plan, [recaudo]);
const kafkaTopic = planned?.kafkaTopic ?? '';
const { signal } = new AbortController();

/** A topic of one partition that ends before `end` when it is asked, and gives these messages when it is read. */
function topicWith(end: number, messages: readonly ReceivedMessage[], meanwhile: () => Promise<void>): KafkaConnection {
  const never = (): Promise<never> => Promise.reject(new Error('nobody asks for this'));
  return {
    clusterId: 'prueba',
    describe: () => Promise.resolve([{ topic: kafkaTopic, partitions: 1, replication: 1, config: {} }]),
    extents: () => Promise.resolve([{ topic: kafkaTopic, partition: 0, begin: 0, end }]),
    consume: async (request: ConsumeRequest) => {
      await meanwhile();
      const ended = request
        .handle({ topic: kafkaTopic, partition: 0, messages, highWatermark: messages.length })
        .then(() => new Error('told to stop'))
        .catch((thrown: unknown) => thrown as Error);
      return { ended, [Symbol.asyncDispose]: () => Promise.resolve() };
    },
    send: never,
    create: never,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

describeOnEachDatabase('la pregunta de si la base fue devuelta', (open) => {
  async function messagesAt(offsets: readonly number[]): Promise<readonly ReceivedMessage[]> {
    const incarnation = await incarnationOf(open().database, signal);
    return offsets.map((offset) => ({
      ...encodeMessage(upsertOf(recaudoWith({ numero: String(offset) })), { incarnation, offset, allNew: false }),
      offset,
    }));
  }
  const commit = async (next: number): Promise<void> => {
    await open().database.query(
      `insert into log.topico (topico, siguiente) values ($1, $2)
       on conflict (topico) do update set siguiente = excluded.siguiente`,
      [topicOf(recaudo), next],
      signal,
    );
  };
  const ask = (kafka: KafkaConnection): Promise<void> =>
    demandLogAhead(open().database, kafka, plan, [recaudo], 'mirador', signal);

  it('no se engaña con lo que otro captura y publica mientras se pregunta', async () => {
    await commit(1);
    const messages = await messagesAt([0, 1]);

    const asked = ask(topicWith(2, messages, () => commit(2)));

    await expect(asked).resolves.toBeUndefined();
  });

  it('no mira lo publicado después de preguntar', async () => {
    await commit(1);
    const messages = await messagesAt([0, 1]);

    const asked = ask(topicWith(1, messages, () => Promise.resolve()));

    await expect(asked).resolves.toBeUndefined();
  });

  it('nota lo que el tema tiene y el registro no confirmó nunca', async () => {
    await commit(1);
    const messages = await messagesAt([0, 1]);

    const asked = ask(topicWith(2, messages, () => Promise.resolve()));

    await expect(asked).rejects.toMatchObject({ code: 'LEDGER_BEHIND' });
  });
});
