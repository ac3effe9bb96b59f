import { beforeAll } from 'vitest';
import { connectKafka } from '../../../../pipelines/bus/kafka/connect.ts';
import { Town } from '../../../contracts/kafka-subject.ts';
import type { BrokerOptions } from '../../../support/kafka/broker.ts';
import { describeOnKafka } from '../../../support/kafka/describe-on-kafka.ts';

/** A contract, held by this product's client on a broker of its own. */
export function onKafka(title: string, options: BrokerOptions, contract: (town: () => Town) => void): void {
  describeOnKafka(title, options, (broker) => {
    let town: Town | undefined;
    beforeAll(() => {
      town = new Town(broker(), connectKafka);
    });

    contract(() => {
      if (!town) throw new Error('the broker runs only inside a test');
      return town;
    });
  });
}
