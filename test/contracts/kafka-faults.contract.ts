import { expect, test } from 'vitest';
import type { KafkaConnection, KafkaMessage } from '../../pipelines/bus/kafka/transport.ts';
import { Book, failureOf, never, states, type Town } from './kafka-subject.ts';

const PROMISED_MS = 10_000;
const GOODBYE_MS = 4_000;
/** A broker starts within 3 s, on a machine that does ten things at once within 30. */
const RESTARTS_MS = 180_000;
const KEYS = 20;

/** What every client of Kafka keeps when the broker is killed, or is there and does not answer. */
export function kafkaFaultsContract(town: () => Town): void {
  const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

  /** As the relay does: again, until it is acknowledged. */
  const sendSurely = async (connection: KafkaConnection, topic: string, messages: readonly KafkaMessage[]) => {
    for (let tries = 1; ; tries += 1) {
      try {
        await connection.send(topic, messages, never);
        return tries;
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'BUS_UNAVAILABLE', context: { final: false } });
      }
    }
  };

  /** As the loader does: again, from its own positions, until all has come. */
  const readSurely = async (connection: KafkaConnection, topic: string, book: Book, done: () => boolean) => {
    for (let group = town().name('grupo'); !done();) {
      try {
        await using consumption = await connection.consume(book.member(group, [topic]), never);
        const ended = await Promise.race([book.until(done), consumption.ended]);
        if (ended) throw ended;
      } catch (thrown) {
        expect(thrown).toMatchObject({ code: 'BUS_UNAVAILABLE', context: { final: false } });
      }
    }
  };

  test(
    'killed twice while it is written to, the broker has all that it acknowledged, in order',
    { timeout: RESTARTS_MS },
    async () => {
      const topic = await town().topic(4);
      await using connection = await town().connect();
      const rounds = 120;
      const kills: Promise<void>[] = [];
      for (const round of numbers(rounds)) {
        if (round === 30 || round === 80)
          kills.push(
            town()
              .broker.kill()
              .then(() => town().broker.restart()),
          );
        await sendSurely(connection, topic, states(KEYS, round * 10, round * 10 + 10));
      }
      await Promise.all(kills);
      const extents = await connection.extents([topic], never);

      const book = new Book();
      await readSurely(connection, topic, book, () => extents.every((extent) => book.position(extent) === extent.end));

      expect(book.histories.size).toBe(KEYS);
      for (const history of book.histories.values()) {
        const forward = history.filter((number, index) => history.slice(0, index).every((earlier) => earlier < number));
        expect(forward).toEqual(numbers(rounds * 10));
      }
    },
  );

  test(
    'killed while it is read from, the broker gives all, once each, in order',
    { timeout: RESTARTS_MS },
    async () => {
      const topic = await town().topic(4);
      await using connection = await town().connect();
      for (const round of numbers(10)) await connection.send(topic, states(KEYS, round * 50, round * 50 + 50), never);
      const book = new Book();
      const all = KEYS * 500;
      const kill = book.until(() => book.seen.length > 0).then(() => town().broker.kill());

      const reading = readSurely(connection, topic, book, () => book.seen.length === all * 2);
      await kill;
      await town().broker.restart();
      for (const round of numbers(10))
        await sendSurely(connection, topic, states(KEYS, 500 + round * 50, 550 + round * 50));
      await reading;

      expect(book.histories.size).toBe(KEYS);
      for (const history of book.histories.values()) expect(history).toEqual(numbers(1_000));
    },
  );

  test('a broker that no longer answers is named within ten seconds, whatever is asked; it is used again when it answers', async () => {
    const topic = await town().topic(4);
    await using connection = await town().connect();
    await connection.send(topic, states(KEYS, 0, 1), never);
    const book = new Book();
    const consumption = await connection.consume(book.member(town().name('grupo'), [topic]), never);
    await book.until(() => book.seen.length === KEYS);

    town().broker.freeze();
    const frozen = performance.now();
    const failures = await Promise.all([
      failureOf(connection.send(topic, states(KEYS, 1, 2), never)),
      failureOf(connection.extents([topic], never)),
      failureOf(town().connect()),
      consumption.ended,
    ]);
    const tookMs = performance.now() - frozen;
    town().broker.thaw();

    const context = { place: town().broker.bootstrap, final: false };
    for (const failure of failures) expect(failure).toMatchObject({ code: 'BUS_UNAVAILABLE', context });
    expect(tookMs).toBeLessThan(PROMISED_MS);
    expect(await connection.send(topic, states(KEYS, 2, 3), never)).toMatchObject({ tooLarge: [] });
  });

  test('a signal ends everything soon, also when the broker does not answer', async () => {
    const topic = await town().topic(4);
    const connection = await town().connect();
    await connection.send(topic, states(KEYS, 0, 1), never);
    const book = new Book();
    const stop = new AbortController();
    const consumption = await connection.consume(book.member(town().name('grupo'), [topic]), stop.signal);
    await book.until(() => book.seen.length === KEYS);
    town().broker.freeze();
    const works = [
      failureOf(connection.send(topic, states(KEYS, 1, 2), stop.signal)),
      failureOf(connection.extents([topic], stop.signal)),
      failureOf(town().connect({}, stop.signal)),
      consumption.ended,
    ];

    stop.abort();
    const aborted = performance.now();
    const ends = await Promise.all(works);
    await connection[Symbol.asyncDispose]();
    const tookMs = performance.now() - aborted;
    town().broker.thaw();

    for (const end of ends) expect(end).toMatchObject({ code: 'CANCELLED' });
    expect(tookMs).toBeLessThan(GOODBYE_MS);
  });

  test('with the broker down it can be closed soon', { timeout: RESTARTS_MS }, async () => {
    const topic = await town().topic(4);
    const connection = await town().connect();
    await connection.send(topic, states(KEYS, 0, 1), never);
    const book = new Book();
    const consumption = await connection.consume(book.member(town().name('grupo'), [topic]), never);
    await book.until(() => book.seen.length === KEYS);
    await town().broker.kill();

    const killed = performance.now();
    await connection[Symbol.asyncDispose]();
    const tookMs = performance.now() - killed;
    await town().broker.restart();

    expect(await consumption.ended).toMatchObject({ code: 'CANCELLED' });
    expect(tookMs).toBeLessThan(GOODBYE_MS);
  });
}
