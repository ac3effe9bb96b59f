import { kafkaFaultsContract } from '../../../contracts/kafka-faults.contract.ts';
import { onKafka } from './on-kafka.ts';

onKafka('kafkajs, when the broker fails', {}, kafkaFaultsContract);
