import { vi } from 'vitest';
import { busContract } from '../../contracts/bus.contract.ts';
import { busOver } from '../../support/kafka/bus-under-test.ts';
import { describeOnKafka } from '../../support/kafka/describe-on-kafka.ts';

// A broker, its groups and its restarts take their time on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

describeOnKafka('the bus', {}, (broker) => {
  busContract('Kafka', () => busOver(broker()));
});
