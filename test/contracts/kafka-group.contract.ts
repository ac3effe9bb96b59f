import { expect, test } from 'vitest';
import type { Lane } from '../../pipelines/bus/bus.ts';
import type { ReceivedBatch } from '../../pipelines/bus/kafka/transport.ts';
import { Book, never, readAll, states, type Town } from './kafka-subject.ts';

/** How every client of Kafka reads as a member of a group whose positions the subscriber keeps. */
export function kafkaGroupContract(town: () => Town): void {
  test('the position that the handler gives is where the partition goes on', async () => {
    const topic = await town().topic(1);
    await using connection = await town().connect();
    await connection.send(topic, states(1, 0, 10), never);
    const firsts: number[] = [];
    const done = Promise.withResolvers<undefined>();
    const handle = ({ messages }: ReceivedBatch): Promise<number> => {
      firsts.push(messages[0]?.offset ?? -1);
      if (firsts.length === 3) done.resolve(undefined);
      return Promise.resolve([3, 7, 10][firsts.length - 1] ?? 10);
    };
    const positions = (lanes: readonly unknown[]): Promise<readonly number[]> => Promise.resolve(lanes.map(() => 0));

    await using consumption = await connection.consume(
      { group: town().name('grupo'), topics: [topic], positions, handle },
      never,
    );
    await Promise.race([done.promise, consumption.ended]);

    expect(firsts).toEqual([0, 3, 7]);
  });

  test('nothing is handled before the positions are there', async () => {
    const topic = await town().topic(4);
    await using connection = await town().connect();
    await connection.send(topic, states(40, 0, 20), never);
    const extents = await connection.extents([topic], never);
    const book = new Book(new Map(extents.map(({ partition, end }) => [`${topic} ${partition}`, end - 3])));
    const firsts = new Set<number>();
    const member = book.member(town().name('grupo'), [topic]);
    const positions = async (lanes: readonly Lane[]): Promise<readonly number[]> => {
      await readAll(town(), topic, 800);
      return member.positions(lanes);
    };
    const handle = (batch: ReceivedBatch): Promise<number> => {
      const extent = extents.find(({ partition }) => partition === batch.partition);
      firsts.add((batch.messages[0]?.offset ?? 0) - (extent?.end ?? 0));
      return member.handle(batch);
    };

    await using consumption = await connection.consume({ ...member, positions, handle }, never);
    await Promise.race([book.until(() => book.seen.length === 12), consumption.ended]);

    expect([...firsts]).toEqual([-3]);
  });

  test('positions that come after the partitions have been given anew are not used', async () => {
    const topic = await town().topic(2);
    const group = town().name('grupo');
    await using connection = await town().connect();
    await connection.send(topic, states(20, 0, 10), never);
    const extents = await connection.extents([topic], never);
    const book = new Book(new Map(extents.map(({ partition, end }) => [`${topic} ${partition}`, end])));
    const [slow, other] = [book.member(group, [topic]), book.member(group, [topic])];
    const stale = Promise.withResolvers<readonly number[]>();
    const alone = Promise.withResolvers<readonly Lane[]>();
    let asked = 0;
    const handled: ReceivedBatch[] = [];
    const positions = (lanes: readonly Lane[]): Promise<readonly number[]> => {
      asked += 1;
      alone.resolve(lanes);
      return asked === 1 ? stale.promise : slow.positions(lanes);
    };
    const handle = (batch: ReceivedBatch): Promise<number> => {
      handled.push(batch);
      return book.member(group, [topic]).handle(batch);
    };
    await using first = await connection.consume({ ...slow, positions, handle }, never);
    const all = await alone.promise;
    await using second = await connection.consume({ ...other, handle }, never);

    await book.until(() => slow.lanes().length === 1 && other.lanes().length === 1);
    stale.resolve(extents.map(() => 0));
    await connection.send(topic, states(20, 10, 11), never);
    await Promise.race([book.until(() => book.seen.length === 20), first.ended, second.ended]);

    expect(all).toHaveLength(2);
    const ends = new Map(extents.map(({ partition, end }) => [partition, end]));
    for (const { partition, messages } of handled) {
      expect(messages[0]?.offset).toBeGreaterThanOrEqual(ends.get(partition) ?? Infinity);
    }
  });

  test('what the handler throws ends the consumption, as it is', async () => {
    const topic = await town().topic(1);
    await using connection = await town().connect();
    await connection.send(topic, states(1, 0, 3), never);
    const full = new Error('disco lleno');
    const member = new Book().member(town().name('grupo'), [topic]);

    await using consumption = await connection.consume({ ...member, handle: () => Promise.reject(full) }, never);

    expect(await consumption.ended).toBe(full);
  });

  test('two members share the partitions, and hand them over without loss and without doubling', async () => {
    const topic = await town().topic(4);
    const group = town().name('grupo');
    const book = new Book();
    const [stays, leaves] = [book.member(group, [topic]), book.member(group, [topic])];
    await using one = await town().connect();
    await using other = await town().connect();

    await using staying = await one.consume(stays, never);
    await one.send(topic, states(40, 0, 50), never);
    await book.until(() => book.seen.length > 0);
    const leaving = await other.consume(leaves, never);
    await one.send(topic, states(40, 50, 100), never);
    await book.until(() => leaves.lanes().length === 2 && stays.lanes().length === 2);
    await one.send(topic, states(40, 100, 150), never);
    await book.until(() => book.seen.length > 4_000);
    await leaving[Symbol.asyncDispose]();
    await one.send(topic, states(40, 150, 200), never);
    await Promise.race([book.until(() => book.seen.length >= 8_000), staying.ended]);

    expect(book.seen).toHaveLength(8_000);
    for (const history of book.histories.values()) expect(history).toEqual(states(1, 0, 200).map((_, index) => index));
  });
}
