import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import type { ReceivedBatch } from '../../pipelines/bus/kafka/transport.ts';
import { outside } from '../support/kafka/outside.ts';
import { Book, failureOf, never, readAll, state, states, text, type Town } from './kafka-subject.ts';

const LIMIT = 100_000;

/** What every client of Kafka keeps, on every broker. */
export function kafkaTransportContract(town: () => Town): void {
  const read = (topic: string, count: number, book?: Book) => readAll(town(), topic, count, book);

  test('every record keeps the order of its states, over all partitions', async () => {
    const topic = await town().topic();
    await using connection = await town().connect();
    const sent = states(40, 0, 100);

    const result = await connection.send(topic, sent, never);
    const book = await read(topic, sent.length);

    expect(result.tooLarge).toEqual([]);
    expect([...result.ends.keys()].toSorted()).toEqual([0, 1, 2, 3]);
    expect(book.histories.size).toBe(40);
    for (const history of book.histories.values()) expect(history).toEqual(states(1, 0, 100).map((_, index) => index));
    expect(new Set(book.seen.map(({ partition }) => partition)).size).toBe(4);
  });

  test('a member goes on from the positions that it is given', async () => {
    const topic = await town().topic(2);
    await using connection = await town().connect();
    await connection.send(topic, states(10, 0, 20), never);
    const extents = await connection.extents([topic], never);
    const kept = extents.map(({ partition, end }) => [`${topic} ${partition}`, end - 7] as const);

    const book = await read(topic, 14, new Book(new Map(kept)));

    const offsets = extents.flatMap(({ partition }) =>
      book.seen.filter((seen) => seen.partition === partition).map(({ message }) => message.offset),
    );
    expect(offsets).toEqual(extents.flatMap(({ end }) => [7, 6, 5, 4, 3, 2, 1].map((back) => end - back)));
  });

  test('keys and headers keep their ñ, an empty value stays empty, the time is the one given', async () => {
    const topic = await town().topic(1);
    await using connection = await town().connect();
    const key = new TextEncoder().encode('["hassql","recaudo","Ñuñoa"]');
    const headers = { ce_subject: 'señal', año: '2026', vacía: '' };

    await connection.send(topic, [{ key, value: new Uint8Array(), headers, timestampMs: 1_767_225_600_123 }], never);
    const { seen } = await read(topic, 1);

    expect(seen.map(({ message: { key: came, value, ...rest } }) => [text(came), text(value), rest])).toEqual([
      ['["hassql","recaudo","Ñuñoa"]', '', { offset: 0, headers, timestampMs: 1_767_225_600_123 }],
    ]);
  });

  test('messages of others come as they are: without key, without value, with odd headers', async () => {
    const topic = await town().topic(1);
    await outside(town().broker.bootstrap).produce(topic, [
      { key: null, value: 'sin clave' },
      { key: 'lápida', value: null, headers: { toString: 'nombre de objeto', varias: ['una', 'otra'] } },
      { key: '', value: '{', headers: { binaria: Buffer.from([0xff, 0x00]) } },
    ]);

    const { seen } = await read(topic, 3);

    expect(
      seen.map(({ message: { key, value, headers } }) => [key && text(key), value && text(value), headers]),
    ).toEqual([
      [null, 'sin clave', {}],
      ['lápida', null, { toString: 'nombre de objeto', varias: 'otra' }],
      ['', '{', { binaria: '\uFFFD\u0000' }],
    ]);
  });

  test('a message beyond the limit is named; all others are written, in order', async () => {
    const topic = await town().topic(2, { 'max.message.bytes': String(LIMIT) });
    await using connection = await town().connect();
    const withRandom = (key: string, number: number, size: number) => {
      const value = Buffer.concat([Buffer.from(`${number} `), randomBytes(size)]);
      return { ...state(key, number), value };
    };
    const first = [state('a', 0), withRandom('b', 0, LIMIT - 2_000), withRandom('a', 1, LIMIT + 10), state('a', 2)];
    const many = Array.from({ length: 400 }, (_, index) => withRandom(`peña-${index % 7}`, index, 1_000));

    const results = [
      await connection.send(topic, first, never),
      await connection.send(topic, many, never),
      await connection.send(topic, [state('a', 3), withRandom('b', 1, 2 * LIMIT), state('b', 2)], never),
    ];

    expect(results.map(({ tooLarge }) => tooLarge)).toEqual([[2], [], [1]]);
    const book = await read(topic, 3 + 400 + 2);
    const [written] = await Promise.all([connection.extents([topic], never)]);
    await book.until(() => written.every((extent) => book.position(extent) === extent.end));
    const numbered = new Map(
      [...Map.groupBy(book.seen, ({ message }) => text(message.key))].map(([key, seen]) => [
        key,
        [...new Set(seen.map(({ message }) => Number.parseInt(text(message.value), 10)))],
      ]),
    );
    expect(numbered.get('a')).toEqual([0, 2, 3]);
    expect(numbered.get('b')).toEqual([0, 2]);
    for (const [key, numbers] of numbered) expect([key, numbers]).toEqual([key, numbers.toSorted((l, r) => l - r)]);
    expect([...numbered.values()].flat()).toHaveLength(5 + 400);
  });

  test('a topic that was created anew is no longer what the positions count', async () => {
    const topic = await town().topic(1);
    await using connection = await town().connect();
    await connection.send(topic, states(1, 0, 30), never);
    const book = await read(topic, 30);
    await outside(town().broker.bootstrap).deleteTopic(topic);
    await town().create(topic, 1);
    await connection.send(topic, states(1, 0, 5), never);

    await using consumption = await connection.consume(book.member(town().name('grupo'), [topic]), never);

    const context = { topic, partition: 0, position: 30, begin: 0, end: 5 };
    expect(await consumption.ended).toMatchObject({ code: 'POSITION_TRIMMED', context });
    expect(book.seen).toHaveLength(30);
  });

  test('a topic that was created anew and is empty is noticed too', async () => {
    const topic = await town().topic(1);
    await using connection = await town().connect();
    const book = new Book(new Map([[`${topic} 0`, 12]]));

    await using consumption = await connection.consume(book.member(town().name('grupo'), [topic]), never);

    const context = { topic, partition: 0, position: 12, begin: 0, end: 0 };
    expect(await consumption.ended).toMatchObject({ code: 'POSITION_TRIMMED', context });
  });

  test('what was trimmed away is not passed over', async () => {
    const topic = await town().topic(1);
    await using connection = await town().connect();
    await connection.send(topic, states(1, 0, 30), never);
    await outside(town().broker.bootstrap).trim(topic, 0, 20);

    await using consumption = await connection.consume(new Book().member(town().name('grupo'), [topic]), never);

    const ended = await consumption.ended;
    const context = { topic, partition: 0, position: 0, begin: 20, end: 30 };
    expect(ended).toMatchObject({ code: 'POSITION_TRIMMED', context });
    expect(ended.message).toContain(`La posición 0 de la partición 0 del tema ${topic} no está en Kafka`);
  });

  test('a topic says what it is made of, and creating it again changes nothing', async () => {
    const topic = town().name('libro.abierto.presupuesto.rubro');
    const config = {
      'cleanup.policy': 'delete',
      'retention.ms': '-1',
      'retention.bytes': '-1',
      'max.message.bytes': '900000',
    };
    await using connection = await town().connect();

    await connection.create([topic], { partitions: 3, replication: 1, config }, never);
    await connection.create([topic], { partitions: 5, replication: 1, config: {} }, never);

    const [described, ...more] = await connection.describe([topic, 'no.existe'], never);
    expect(more).toEqual([]);
    expect(described).toMatchObject({ topic, partitions: 3, replication: 1, config });
    expect(await connection.extents([topic], never)).toEqual(
      [0, 1, 2].map((partition) => ({ topic, partition, begin: 0, end: 0 })),
    );
  });

  test('a setting that Kafka does not take is named', async () => {
    await using connection = await town().connect();
    const settings = { partitions: 1, replication: 1, config: { 'retention.ms': 'siempre' } };

    const failure = await failureOf(connection.create([town().name('mal')], settings, never));

    expect(failure).toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('a topic that does not exist is named at once', async () => {
    await using connection = await town().connect();
    const member = new Book().member(town().name('grupo'), ['no.existe']);

    const failures = [
      await failureOf(connection.extents(['no.existe'], never)),
      await failureOf(connection.consume(member, never)),
      await failureOf(connection.send('no.existe', states(1, 0, 1), never)),
    ];

    for (const failure of failures)
      expect(failure).toMatchObject({ code: 'NOT_FOUND', context: { topic: 'no.existe' } });
  });

  test('it ends when the signal fires, whatever it is at, and may be disposed twice', async () => {
    const topic = await town().topic(4);
    const connection = await town().connect();
    await connection.send(topic, states(4, 0, 10), never);
    const stop = new AbortController();
    const handling = Promise.withResolvers<undefined>();
    const letGo = Promise.withResolvers<undefined>();
    const member = new Book().member(town().name('grupo'), [topic]);
    const handle = async (batch: ReceivedBatch): Promise<number> => {
      handling.resolve(undefined);
      await letGo.promise;
      return member.handle(batch);
    };
    const consumption = await connection.consume({ ...member, handle }, stop.signal);
    await handling.promise;

    stop.abort();
    const whileWorking = await Promise.race([consumption.ended, connection.extents([topic], never)]);
    letGo.resolve(undefined);
    const ended = await consumption.ended;
    const late = await failureOf(connection.send(topic, states(1, 0, 1), stop.signal));
    await Promise.all([consumption[Symbol.asyncDispose](), connection[Symbol.asyncDispose]()]);
    await consumption[Symbol.asyncDispose]();
    await connection[Symbol.asyncDispose]();

    expect(whileWorking).toHaveLength(4);
    expect(ended).toMatchObject({ code: 'CANCELLED' });
    expect(late).toMatchObject({ code: 'CANCELLED' });
    const closed = await failureOf(connection.extents([topic], never));
    expect(closed).toMatchObject({ code: 'CANCELLED' });
  });
}
