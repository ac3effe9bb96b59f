import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loteRecaudo } from '../../schemas/entities/lote-recaudo.ts';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import { keyText } from '../../schemas/envelope.ts';
import { deleteOf, loteOf, recaudoWith, upsertOf } from '../builders/envelopes.ts';
import { busEndingContract } from './bus-ending.contract.ts';
import { Reading, pago } from './bus-subject.ts';
import type { BusUnderTest, Handler } from './bus-subject.ts';

const { signal } = new AbortController();
const MANY = 50_000;
const AT_ONCE = 2000;

/** What every bus keeps. */
export function busContract(name: string, open: () => Promise<BusUnderTest>): void {
  describe(`the bus on ${name}`, () => {
    let subject: BusUnderTest;
    let pagos: string;
    let lotes: string;

    beforeAll(async () => {
      subject = await open();
      pagos = subject.topicOf(recaudo);
      lotes = subject.topicOf(loteRecaudo);
    });
    beforeEach(() => subject.clear());
    afterAll(() => subject[Symbol.asyncDispose]());

    const publish = (...numbers: readonly string[]): Promise<void> => subject.publish(recaudo, numbers.map(pago));

    /** Subscribes, waits until all is handled, and ends: what came, and the positions reached. */
    const readAll = async (topics: readonly string[], from: ReadonlyMap<string, number>): Promise<Reading> => {
      const reading = new Reading(from);
      await using subscription = await subject.bus.subscribe(topics, reading, signal);
      await subscription.caughtUp(signal);
      return reading;
    };

    test('everything published comes, whole and in the order of its publication', async () => {
      const batches = [
        [pago('1'), pago('2')],
        [pago('3')],
        [upsertOf(recaudoWith({ numero: '1', valor: '-0.01' }), [2, 1]), deleteOf([2026, '2'], [2, 2])],
      ];
      for (const envelopes of batches) await subject.publish(recaudo, envelopes);

      const reading = await readAll([pagos], new Map());

      expect(reading.envelopes).toEqual(batches.flat());
    });

    test('offsets grow one by one, and every batch begins where the last one ended', async () => {
      await publish('1', '2', '3');
      await publish('4');

      const { batches } = await readAll([pagos], new Map());

      const offsets = batches.flatMap(({ envelopes }) => envelopes.map(({ offset }) => offset));
      const [first = -1] = offsets;
      expect(offsets).toEqual([first, first + 1, first + 2, first + 3]);
      expect(batches.map(({ from }) => from)).toEqual([0, ...batches.map(({ next }) => next)].slice(0, -1));
      expect(batches.at(-1)?.next).toBe(first + 4);
    });

    test('a subscriber goes on from the positions that it kept', async () => {
      await publish('1', '2');
      const before = await readAll([pagos], new Map());
      await publish('3');

      const after = await readAll([pagos], before.reached);

      expect(after.numbers).toEqual(['3']);
    });

    test('from a position inside what was published together, the rest of it comes', async () => {
      await publish('1', '2', '3');
      const all = await readAll([pagos], new Map());
      const middle = all.batches[0]?.envelopes[1]?.offset ?? -1;

      const rest = await readAll([pagos], new Map([[pagos, middle]]));

      expect(rest.numbers).toEqual(['2', '3']);
    });

    test('who subscribes twice from the same position gets the same twice', async () => {
      await publish('1', '2');

      const readings = [await readAll([pagos], new Map()), await readAll([pagos], new Map())];

      expect(readings.map(({ numbers }) => numbers)).toEqual([
        ['1', '2'],
        ['1', '2'],
      ]);
    });

    test('several topics come to one subscriber, each in its own batches and with its own position', async () => {
      await publish('1');
      await subject.publish(loteRecaudo, [loteOf('0001'), loteOf('0002')]);
      const before = await readAll([pagos, lotes], new Map());
      await publish('2');

      const after = await readAll([pagos, lotes], before.reached);

      const kinds = before.batches.map(({ topic, envelopes }) => [
        topic,
        envelopes.map(({ envelope }) => envelope.entity),
      ]);
      expect(kinds.toSorted()).toEqual([
        [lotes, ['lote_recaudo', 'lote_recaudo']],
        [pagos, ['recaudo']],
      ]);
      expect(after.numbers).toEqual(['2']);
    });

    test('a topic that nobody asked for does not come', async () => {
      await publish('1');
      await subject.publish(loteRecaudo, [loteOf('0001')]);

      const reading = await readAll([lotes], new Map());

      expect(reading.envelopes).toEqual([loteOf('0001')]);
    });

    test('what is published after subscribing comes too', async () => {
      const reading = new Reading();
      await using subscription = await subject.bus.subscribe([pagos], reading, signal);
      await subscription.caughtUp(signal);

      await publish('1');
      await publish('2');
      await subscription.caughtUp(signal);

      expect(reading.numbers).toEqual(['1', '2']);
    });

    test('topics without anything are caught up with at once, and nobody is bothered', async () => {
      const reading = await readAll([pagos, lotes], new Map());

      expect(reading.batches).toEqual([]);
    });

    test('the handler says where to go on, also beyond its batch', async () => {
      await publish('1');
      const reading = new Reading();
      const handle: Handler = async (batch) => {
        const next = reading.keep(batch);
        if (reading.batches.length > 1) return next;
        // Where somebody else has got to is there for everybody.
        await publish('2');
        await readAll([pagos], new Map());
        return next + 1;
      };
      await using subscription = await subject.bus.subscribe([pagos], new Reading(new Map(), handle), signal);
      await subscription.caughtUp(signal);

      await publish('3');
      await subscription.caughtUp(signal);

      expect(reading.numbers).toEqual(['1', '3']);
    });

    test('a batch is said to be all new only where everything in it was', async () => {
      await subject.publish(recaudo, [pago('1')], true);
      const fresh = await readAll([pagos], new Map());
      await subject.publish(recaudo, [pago('1')], false);
      const mixed = await readAll([pagos], new Map());

      expect(fresh.batches.map(({ allNew }) => allNew)).toEqual([true]);
      expect(mixed.batches.at(-1)?.allNew).toBe(false);
    });

    busEndingContract(
      () => subject,
      () => pagos,
      publish,
      async () => {
        // Long enough for a question that another connection may first have to be opened for.
        for (let lote = 1; lote <= 12; lote += 1) {
          await subject.publish(loteRecaudo, [loteOf(String(lote).padStart(4, '0'))]);
        }
      },
    );

    test(`${String(MANY)} envelopes come once each, those of a key in order`, async () => {
      const turns = Array.from({ length: MANY / AT_ONCE }, (_, at) => at + 1);
      const keys = Array.from({ length: AT_ONCE }, (_, at) => at + 1);
      for (const turn of turns) {
        const envelopes = keys.map((key) => upsertOf(recaudoWith({ numero: String(key) }), [turn, key]));
        await subject.publish(recaudo, envelopes);
      }

      const { envelopes } = await readAll([pagos], new Map());

      const turnsByKey = Map.groupBy(envelopes, ({ key }) => keyText(key));
      const histories = new Set([...turnsByKey.values()].map((all) => all.map(({ edition }) => edition.turn).join()));
      expect([envelopes.length, turnsByKey.size]).toEqual([MANY, AT_ONCE]);
      expect(histories).toEqual(new Set([turns.join()]));
    });
  });
}
