import { kafkaAccessContract, PASSWORD } from '../../../contracts/kafka-access.contract.ts';
import { onKafka } from './on-kafka.ts';

onKafka(
  'kafkajs, and who is let in',
  { listeners: ['tls', 'mutual-tls', 'expired-tls', 'sasl-tls'], users: { bi: PASSWORD }, acls: true },
  kafkaAccessContract,
);
