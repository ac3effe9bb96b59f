import kafkajs, { type Admin, type IHeaders, type Kafka, type KafkaMessage } from 'kafkajs';

const {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  Kafka: Client,
  Partitioners,
  ResourcePatternTypes,
} = kafkajs;

/** What others do to a broker: bare kafkajs, without the product. It comes by the plaintext listener and may do everything. */
export interface Outside {
  produce(topic: string, messages: readonly OutsideMessage[]): Promise<void>;
  /** The topic's first messages, so many of them, each with its partition. */
  consume(topic: string, count: number, each: (message: KafkaMessage, partition: number) => void): Promise<void>;
  deleteTopic(topic: string): Promise<void>;
  /** Drops what lies before the offset. */
  trim(topic: string, partition: number, offset: number): Promise<void>;
  allow(user: string, kind: 'topic' | 'group', prefix: string, operation: 'read' | 'write' | 'describe'): Promise<void>;
}

export interface OutsideMessage {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers?: IHeaders;
  readonly partition?: number;
}

export function outside(bootstrap: string): Outside {
  const kafka = new Client({ brokers: [bootstrap], clientId: 'otro', logCreator: () => () => undefined });
  return {
    produce: (topic, messages) => produce(kafka, topic, messages),
    consume: (topic, count, each) => consume(kafka, topic, count, each),
    deleteTopic: (topic) => administer(kafka, (admin) => admin.deleteTopics({ topics: [topic] })),
    trim: (topic, partition, offset) =>
      administer(kafka, async (admin) => {
        // kafkajs 2.2.4 drops records only of topics that it has heard of before.
        await admin.fetchTopicOffsets(topic);
        await admin.deleteTopicRecords({ topic, partitions: [{ partition, offset: String(offset) }] });
      }),
    allow: (user, kind, prefix, operation) =>
      administer(kafka, async (admin) => {
        const operations = {
          read: AclOperationTypes.READ,
          write: AclOperationTypes.WRITE,
          describe: AclOperationTypes.DESCRIBE,
        };
        const entry = {
          resourceType: kind === 'topic' ? AclResourceTypes.TOPIC : AclResourceTypes.GROUP,
          resourceName: prefix,
          resourcePatternType: ResourcePatternTypes.PREFIXED,
          principal: `User:${user}`,
          host: '*',
          operation: operations[operation],
          permissionType: AclPermissionTypes.ALLOW,
        };
        await admin.createAcls({ acl: [entry] });
      }),
  };
}

/** Who comes by the `sasl-tls` listener. */
export interface Account {
  readonly address: string;
  readonly authority: string;
  readonly username: string;
  readonly password: string;
}

/** Reads so many messages from a topic's beginning as that account, in a group; rejects with what the broker refuses. */
export async function readAs(account: Account, group: string, topic: string, count: number): Promise<number> {
  const { address, authority, username, password } = account;
  const kafka = new Client({
    brokers: [address],
    ssl: { ca: [authority] },
    sasl: { mechanism: 'scram-sha-512', username, password },
    logCreator: () => () => undefined,
  });
  const consumer = kafka.consumer({ groupId: group });
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  consumer.on('consumer.crash', ({ payload }) => {
    reject(payload.error);
  });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    let seen = 0;
    const eachMessage = (): Promise<void> => {
      seen += 1;
      if (seen === count) resolve(seen);
      return Promise.resolve();
    };
    await consumer.run({ eachMessage });
    return await promise;
  } finally {
    await consumer.disconnect();
  }
}

async function administer(kafka: Kafka, work: (admin: Admin) => Promise<void>): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.disconnect();
  }
}

async function produce(kafka: Kafka, topic: string, messages: readonly OutsideMessage[]): Promise<void> {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  try {
    await producer.send({ topic, messages: [...messages] });
  } finally {
    await producer.disconnect();
  }
}

async function consume(
  kafka: Kafka,
  topic: string,
  count: number,
  each: (message: KafkaMessage, partition: number) => void,
): Promise<void> {
  const consumer = kafka.consumer({ groupId: `otro-${topic}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  const enough = Promise.withResolvers<undefined>();
  let left = count;
  await consumer.run({
    eachBatch: ({ batch }) => {
      for (const message of batch.messages) each(message, batch.partition);
      left -= batch.messages.length;
      if (left <= 0) enough.resolve(undefined);
      return Promise.resolve();
    },
  });
  await enough.promise;
  await consumer.disconnect();
}
