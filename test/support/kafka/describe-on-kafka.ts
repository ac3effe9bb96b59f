import { afterAll, beforeAll } from 'vitest';
import { need } from '../need.ts';
import { missingKafka, startKafka, type Broker, type BrokerOptions } from './broker.ts';

/** What else a suite needs, and why it is not here; null for what is. */
export type Lacking = Readonly<Record<string, string | null>>;

/**
 * A suite on a broker of its own, started before its tests and gone after them. Where the broker, or what else the suite
 * needs, is missing, the suite is skipped by name.
 */
export function describeOnKafka(
  title: string,
  options: BrokerOptions,
  suite: (broker: () => Broker) => void,
  lacking: Lacking = {},
): void {
  const version = options.version ?? '4.1';
  const reasons = { ...lacking, [`Kafka ${version}`]: missingKafka(version) };
  const [name, reason] = Object.entries(reasons).find((entry) => entry[1] !== null) ?? [`Kafka ${version}`, null];
  need(
    name,
    reason === null,
    reason ?? '',
  )(`${title} (Kafka ${version})`, () => {
    let broker: Broker | undefined;
    beforeAll(async () => {
      broker = await startKafka(options);
    });
    afterAll(() => broker?.[Symbol.asyncDispose]());

    suite(() => {
      if (!broker) throw new Error('the broker runs only inside a test');
      return broker;
    });
  });
}
