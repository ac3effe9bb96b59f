import { loteRecaudo } from '../../../schemas/entities/lote-recaudo.ts';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { topicOf } from '../../../schemas/entity.ts';
import type { BusUnderTest } from '../../contracts/bus-subject.ts';
import type { Broker } from './broker.ts';
import { KafkaUnderTest } from './kafka-bus.ts';
import { emptyLibro } from './publishing.ts';

const { signal } = new AbortController();

/** The bus over a broker, whoever runs that; the broker ends with it. */
export async function busOver(broker: Pick<Broker, 'bootstrap'> & AsyncDisposable): Promise<BusUnderTest> {
  const { database } = await emptyLibro();
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
