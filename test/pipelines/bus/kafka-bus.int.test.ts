import { vi } from 'vitest';
import { loteRecaudo } from '../../../schemas/entities/lote-recaudo.ts';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { topicOf } from '../../../schemas/entity.ts';
import { busContract } from '../../contracts/bus.contract.ts';
import type { BusUnderTest } from '../../contracts/bus-subject.ts';
import { startKafka, missingKafka } from '../../support/kafka/broker.ts';
import { KafkaUnderTest } from '../../support/kafka/kafka-bus.ts';
import { databases } from '../../support/databases.ts';
import { TestLibro } from '../../support/libro.ts';
import { need } from '../../support/need.ts';

const { signal } = new AbortController();
const missing = missingKafka('4.1');

// A broker, its groups and its restarts take their time on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

async function kafkaBus(): Promise<BusUnderTest> {
  const broker = await startKafka();
  const [pglite] = databases;
  if (!pglite) throw new Error('there is always PGlite');
  const { database } = await TestLibro.openEmpty(await pglite.open());
  let kafka = new KafkaUnderTest(broker, database, [recaudo, loteRecaudo]);
  return {
    get bus() {
      return kafka.bus;
    },
    // Topics of another prefix are empty, and quicker made than emptied.
    clear: async () => {
      await kafka[Symbol.asyncDispose]();
      await database.execute('delete from log.segmento; update log.topico set siguiente = 0', signal);
      kafka = new KafkaUnderTest(broker, database, [recaudo, loteRecaudo]);
      kafka.startRelay();
    },
    topicOf,
    publish: (entity, envelopes, allNew = false) => kafka.commit(entity, envelopes, allNew),
    [Symbol.asyncDispose]: async () => {
      await kafka[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await broker[Symbol.asyncDispose]();
    },
  };
}

need(
  'Kafka 4.1',
  missing === null,
  missing ?? '',
)('Kafka as the bus', () => {
  busContract('Kafka', kafkaBus);
});
