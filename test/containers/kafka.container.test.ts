import { describe } from 'vitest';
import { GenericContainer, Wait } from 'testcontainers';
import { busContract } from '../contracts/bus.contract.ts';
import { freePorts } from '../support/kafka/answers.ts';
import { busOver } from '../support/kafka/bus-under-test.ts';

const PORT = 9092;

/** A broker of the project's own image; it tells its clients the port that it has outside. */
async function startBroker(image: string): Promise<{ readonly bootstrap: string } & AsyncDisposable> {
  const [host = 0] = await freePorts(1);
  const container = await new GenericContainer(image)
    .withExposedPorts({ container: PORT, host })
    .withEnvironment({
      KAFKA_NODE_ID: '1',
      KAFKA_PROCESS_ROLES: 'broker,controller',
      KAFKA_LISTENERS: `PLAINTEXT://:${String(PORT)},CONTROLLER://:9093`,
      KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${String(host)}`,
      KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
      KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
      KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
      KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
    })
    .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/))
    .start();
  return {
    bootstrap: `127.0.0.1:${String(host)}`,
    [Symbol.asyncDispose]: async () => {
      await container.stop();
    },
  };
}

describe.each(['apache/kafka:4.1.0', 'apache/kafka:3.9.1'])('%s', (image) => {
  busContract(image, async () => busOver(await startBroker(image)));
});
