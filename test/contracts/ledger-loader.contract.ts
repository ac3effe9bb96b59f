import { describe, expect, test } from 'vitest';
import { deleteOf, recaudoWith, upsertOf } from '../builders/envelopes.ts';
import type { LedgerUnderTest } from './ledger-subject.ts';

const { signal } = new AbortController();
const pago = (numero: string, valor: string, edition: readonly [number, number]) =>
  upsertOf(recaudoWith({ numero, valor }), edition);

/** How the loader moves; part of `ledgerContract`. */
export function ledgerLoaderContract(opened: () => LedgerUnderTest): void {
  describe('loading', () => {
    test('everything on the log is applied once, and a loader that starts again has nothing to do', async () => {
      const ledger = opened();
      await ledger.publish([pago('1', '10.00', [1, 1]), pago('2', '20.00', [1, 2])], true);
      await ledger.publish([pago('1', '11.00', [2, 1]), deleteOf([2026, '2'], [2, 2])]);

      const first = await ledger.load();
      const again = await ledger.load();

      expect([first, again]).toEqual([
        { applied: 4, poisoned: 0 },
        { applied: 0, poisoned: 0 },
      ]);
      expect(await ledger.position()).toBe(4);
      expect(await ledger.libro()).toEqual(['[2026,"1"] 2.1 11.00', '[2026,"2"] 2.2 20.00 eliminado']);
    });

    test.each(['aplicando', 'aplicación escrita'])(
      'what was not confirmed when it stopped at «%s» is applied by the next, once',
      async (point) => {
        const ledger = opened();
        await ledger.publish([pago('1', '10.00', [1, 1])], true);
        const stop = (at: string): Promise<void> =>
          at === point ? Promise.reject(new Error(point)) : Promise.resolve();

        await expect(ledger.load(stop)).rejects.toThrow(point);
        const before = [await ledger.position(), await ledger.libro()];
        const next = await ledger.load();

        expect(before).toEqual([0, []]);
        expect(next).toEqual({ applied: 1, poisoned: 0 });
        expect(await ledger.libro()).toEqual(['[2026,"1"] 1.1 10.00']);
      },
    );

    test('what was confirmed before it stopped is not applied again', async () => {
      const ledger = opened();
      await ledger.publish([pago('1', '10.00', [1, 1])], true);
      const stop = (at: string): Promise<void> =>
        at === 'aplicado' ? Promise.reject(new Error('muerto')) : Promise.resolve();

      await expect(ledger.load(stop)).rejects.toThrow('muerto');
      const next = await ledger.load();

      expect(next).toEqual({ applied: 0, poisoned: 0 });
      expect(await ledger.position()).toBe(1);
    });

    test('two loaders at once apply everything exactly once between them', async () => {
      const ledger = opened();
      const turns = Array.from({ length: 40 }, (_, at) => at + 1);
      await using first = await ledger.loader();
      await using second = await ledger.loader();

      for (const turn of turns) {
        await ledger.publish([pago('1', `${String(turn)}.00`, [turn, 1]), pago(String(turn + 1), '1.00', [turn, 2])]);
      }
      await Promise.all([first.subscription.caughtUp(signal), second.subscription.caughtUp(signal)]);

      expect(first.counts.applied + second.counts.applied).toBe(80);
      expect(await ledger.position()).toBe(80);
      expect((await ledger.libro()).length).toBe(41);
      expect(await ledger.historia()).toEqual(
        turns.slice(0, -1).map((turn) => `[2026,"1"] ${String(turn)}.1 ${String(turn)}.00`),
      );
    });

    test('a position that somebody moved on is followed, and what lies before it is left alone', async () => {
      const ledger = opened();
      await ledger.publish([pago('1', '10.00', [1, 1])]);
      let overtakes = true;
      const overtake = async (at: string): Promise<void> => {
        if (at !== 'aplicando' || !overtakes) return;
        overtakes = false;
        await ledger.load();
        await ledger.publish([pago('2', '20.00', [2, 1])]);
      };

      await using slow = await ledger.loader(overtake);
      await slow.subscription.caughtUp(signal);
      await slow.subscription.caughtUp(signal);

      expect(slow.counts).toEqual({ applied: 1, poisoned: 0 });
      expect(await ledger.libro()).toEqual(['[2026,"1"] 1.1 10.00', '[2026,"2"] 2.1 20.00']);
    });
  });
}
