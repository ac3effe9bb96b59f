import { afterAll, beforeAll } from 'vitest';
import { connectKafka } from '../../../../pipelines/bus/kafka/connect.ts';
import { Town } from '../../../contracts/kafka-subject.ts';
import { missingKafka, startKafka, type BrokerOptions } from '../../../support/kafka/broker.ts';
import { need } from '../../../support/need.ts';

/** A contract, held by this product's client on a broker of its own. */
export function onKafka(title: string, options: BrokerOptions, contract: (town: () => Town) => void): void {
  const version = options.version ?? '4.1';
  const missing = missingKafka(version);
  need(
    `Kafka ${version}`,
    missing === null,
    missing ?? '',
  )(`${title}, on Kafka ${version}`, () => {
    let town: Town | undefined;
    beforeAll(async () => {
      town = new Town(await startKafka(options), connectKafka);
    });
    afterAll(() => town?.broker[Symbol.asyncDispose]());

    contract(() => {
      if (!town) throw new Error('the broker runs only inside a test');
      return town;
    });
  });
}
