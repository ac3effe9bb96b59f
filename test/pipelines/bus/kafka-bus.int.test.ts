import { vi } from 'vitest';
import { busContract } from '../../contracts/bus.contract.ts';
import { missingKafka, startKafka } from '../../support/kafka/broker.ts';
import { busOver } from '../../support/kafka/bus-under-test.ts';
import { need } from '../../support/need.ts';

const missing = missingKafka('4.1');

// A broker, its groups and its restarts take their time on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

need(
  'Kafka 4.1',
  missing === null,
  missing ?? '',
)('Kafka as the bus', () => {
  busContract('Kafka', async () => busOver(await startKafka()));
});
