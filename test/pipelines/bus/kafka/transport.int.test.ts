import { afterAll, beforeAll } from 'vitest';
import { connectKafka } from '../../../../pipelines/bus/kafka/connect.ts';
import { Town } from '../../../contracts/kafka-subject.ts';
import { kafkaTransportContract } from '../../../contracts/kafka-transport.contract.ts';
import { missingKafka, startKafka, type KafkaVersion } from '../../../support/kafka/broker.ts';
import { need } from '../../../support/need.ts';

const versions: readonly KafkaVersion[] = ['4.1', '3.9'];

for (const version of versions) {
  const missing = missingKafka(version);
  need(
    `Kafka ${version}`,
    missing === null,
    missing ?? '',
  )(`kafkajs on Kafka ${version}`, () => {
    let town: Town | undefined;
    beforeAll(async () => {
      town = new Town(await startKafka({ version }), connectKafka);
    });
    afterAll(() => town?.broker[Symbol.asyncDispose]());

    kafkaTransportContract(() => {
      if (!town) throw new Error('the broker runs only inside a test');
      return town;
    });
  });
}
