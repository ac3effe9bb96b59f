import { kafkaGroupContract } from '../../../contracts/kafka-group.contract.ts';
import { kafkaTransportContract } from '../../../contracts/kafka-transport.contract.ts';
import type { Town } from '../../../contracts/kafka-subject.ts';
import type { KafkaVersion } from '../../../support/kafka/broker.ts';
import { onKafka } from './on-kafka.ts';

const contract = (town: () => Town): void => {
  kafkaTransportContract(town);
  kafkaGroupContract(town);
};
const versions: readonly KafkaVersion[] = ['4.1', '3.9'];

for (const version of versions) onKafka('kafkajs as the transport', { version }, contract);
