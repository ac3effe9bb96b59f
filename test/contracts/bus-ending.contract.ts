import { describe, expect, test } from 'vitest';
import { IntegrationError } from '../../schemas/errors.ts';
import type { Subscription } from '../../pipelines/bus/bus.ts';
import { Gate, Reading } from './bus-subject.ts';
import type { BusUnderTest, Handler } from './bus-subject.ts';

const { signal } = new AbortController();

const refuseAny: Handler = () => Promise.reject(new Error('nothing was to come'));

/** How a subscription ends, and whom it tells; part of `busContract`. */
export function busEndingContract(
  opened: () => BusUnderTest,
  pagos: () => string,
  publish: (...numbers: readonly string[]) => Promise<void>,
  elsewhere: () => Promise<void>,
): void {
  const subscribe = (handle: Handler, by = signal): Promise<Subscription> =>
    opened().bus.subscribe([pagos()], new Reading(new Map(), handle), by);

  describe('when the handler throws', () => {
    const fault = new IntegrationError('LEDGER_UNAVAILABLE', 'No queda espacio.');
    const refuse: Handler = () => Promise.reject(fault);

    test('whoever waits, and whoever comes later, is told what stopped it', async () => {
      await publish('1');
      const gate = new Gate();
      const failing: Handler = async () => {
        await gate.opened;
        throw fault;
      };
      await using subscription = await subscribe(failing);

      const waiting = subscription.caughtUp(signal);
      const told = expect(waiting).rejects.toBe(fault);
      await elsewhere();
      gate.open();

      await told;
      await expect(subscription.caughtUp(signal)).rejects.toBe(fault);
    });

    test('one who asks while it is failing is told too', async () => {
      await publish('1');
      const gate = new Gate();
      const failing: Handler = async () => {
        gate.arrive();
        await gate.opened;
        throw fault;
      };
      await using subscription = await subscribe(failing);
      await gate.reached;

      gate.open();

      await expect(subscription.caughtUp(AbortSignal.timeout(5000))).rejects.toBe(fault);
    });

    test('nothing is passed over: the batch comes again to the next subscription', async () => {
      await publish('1', '2');
      await using subscription = await subscribe(refuse);
      await subscription.caughtUp(signal).catch(() => undefined);

      const reading = new Reading();
      await using next = await opened().bus.subscribe([pagos()], reading, signal);
      await next.caughtUp(signal);

      expect(reading.numbers).toEqual(['1', '2']);
    });

    test('nothing more is handed to it', async () => {
      await publish('1');
      let calls = 0;
      const counting: Handler = (batch) => {
        calls += 1;
        return refuse(batch);
      };
      await using subscription = await subscribe(counting);
      await subscription.caughtUp(signal).catch(() => undefined);
      await publish('2');

      await expect(subscription.caughtUp(signal)).rejects.toBe(fault);

      expect(calls).toBe(1);
    });
  });

  describe('caught up', () => {
    test('waits for what was there at the call, and not for what came after', async () => {
      await publish('1');
      const [first, second] = [new Gate(), new Gate()];
      const reading = new Reading();
      const handle: Handler = async (batch) => {
        const gate = reading.batches.length === 0 ? first : second;
        gate.arrive();
        await gate.opened;
        return reading.keep(batch);
      };
      await using subscription = await subscribe(handle);
      await first.reached;
      let settled = false;
      const caughtUp = subscription.caughtUp(signal).then(() => (settled = true));
      // What it waits for is asked of the bus: let that happen before there is more.
      await elsewhere();
      await publish('2');
      const early = settled;

      first.open();
      await caughtUp;

      expect([early, reading.numbers]).toEqual([false, ['1']]);
      second.open();
      await subscription.caughtUp(signal);
      expect(reading.numbers).toEqual(['1', '2']);
    });

    test('rejects when its own signal fires, and the subscription goes on', async () => {
      await publish('1');
      const gate = new Gate();
      const reading = new Reading();
      const handle: Handler = async (batch) => {
        gate.arrive();
        await gate.opened;
        return reading.keep(batch);
      };
      await using subscription = await subscribe(handle);
      await gate.reached;
      const patience = new AbortController();
      const waiting = subscription.caughtUp(patience.signal);

      patience.abort();

      await expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
      await expect(subscription.caughtUp(patience.signal)).rejects.toMatchObject({ code: 'CANCELLED' });
      gate.open();
      await subscription.caughtUp(signal);
      expect(reading.numbers).toEqual(['1']);
    });
  });

  describe('the end', () => {
    test('disposing waits for the batch in hand, hands out no other, and tells who waits', async () => {
      await publish('1');
      const gate = new Gate();
      const reading = new Reading();
      const handle: Handler = async (batch) => {
        gate.arrive();
        await gate.opened;
        return reading.keep(batch);
      };
      const subscription = await subscribe(handle);
      await gate.reached;
      await publish('2');
      const waiting = subscription.caughtUp(signal);
      const told = expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
      await elsewhere();
      let disposed = false;
      const disposing = subscription[Symbol.asyncDispose]().then(() => (disposed = true));
      await elsewhere();
      const early = disposed;

      gate.open();
      await disposing;

      await told;
      expect([early, reading.numbers]).toEqual([false, ['1']]);
      await expect(subscription.caughtUp(signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    });

    test('disposing twice, or with nothing to do, is quiet', async () => {
      const subscription = await subscribe(refuseAny);
      await subscription.caughtUp(signal);

      await subscription[Symbol.asyncDispose]();
      await subscription[Symbol.asyncDispose]();

      await expect(subscription.caughtUp(signal)).rejects.toMatchObject({ code: 'CANCELLED' });
    });

    test('it ends when its signal fires', async () => {
      const stop = new AbortController();
      const reading = new Reading();
      await publish('1');
      await using subscription = await opened().bus.subscribe([pagos()], reading, stop.signal);
      await subscription.caughtUp(signal);

      stop.abort();
      await publish('2');

      await expect(subscription.caughtUp(signal)).rejects.toMatchObject({ code: 'CANCELLED' });
      expect(reading.numbers).toEqual(['1']);
    });

    test('one subscription that ends leaves the others alone', async () => {
      const reading = new Reading();
      const first = await subscribe(refuseAny);
      await using second = await opened().bus.subscribe([pagos()], reading, signal);

      await first[Symbol.asyncDispose]();
      await publish('1');
      await second.caughtUp(signal);

      expect(reading.numbers).toEqual(['1']);
    });
  });
}
