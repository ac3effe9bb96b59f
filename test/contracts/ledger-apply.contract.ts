import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { keyText } from '../../schemas/envelope.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import { deleteOf, recaudoWith, upsertOf } from '../builders/envelopes.ts';
import { line } from './ledger-subject.ts';
import type { LedgerUnderTest, State } from './ledger-subject.ts';

const pago = (numero: string, valor: string, edition: readonly [number, number]) =>
  upsertOf(recaudoWith({ numero, valor }), edition);

/** How envelopes become states; part of `ledgerContract`. */
export function ledgerApplyContract(opened: () => LedgerUnderTest): void {
  describe('applying', () => {
    test('what was applied is there once, however often it comes again', async () => {
      const ledger = opened();
      const envelopes = [pago('1', '10.00', [1, 1]), pago('2', '20.00', [1, 2]), pago('1', '11.00', [2, 1])];

      await ledger.apply(envelopes);
      await ledger.apply(envelopes);
      await ledger.apply(envelopes.slice(0, 1));

      expect(await ledger.libro()).toEqual(['[2026,"1"] 2.1 11.00', '[2026,"2"] 1.2 20.00']);
      expect(await ledger.historia()).toEqual(['[2026,"1"] 1.1 10.00']);
    });

    test('a later state is never overwritten by an earlier one, which goes to the history', async () => {
      const ledger = opened();
      await ledger.apply([pago('1', '30.00', [3, 1])]);

      await ledger.apply([pago('1', '20.00', [2, 9]), pago('1', '29.00', [3, 0])]);

      expect(await ledger.libro()).toEqual(['[2026,"1"] 3.1 30.00']);
      expect(await ledger.historia()).toEqual(['[2026,"1"] 2.9 20.00', '[2026,"1"] 3.0 29.00']);
    });

    test('the turn counts before the ordinal, and both as numbers', async () => {
      const ledger = opened();

      await ledger.apply([pago('1', '1.00', [9, 900]), pago('1', '2.00', [10, 1]), pago('1', '3.00', [10, 2])]);
      await ledger.apply([pago('1', '4.00', [9, 1000])]);

      expect(await ledger.libro()).toEqual(['[2026,"1"] 10.2 3.00']);
    });

    test('a delete keeps the last values under its own edition, run and time', async () => {
      const ledger = opened();
      await ledger.apply([pago('1', '10.00', [1, 1])]);

      await ledger.apply([deleteOf([2026, '1'], [2, 1], { run: 7, readAt: '2026-12-01T00:00:00.000Z' })]);

      const rows = await ledger.rows(
        `select numero, valor, estado, _turno, _ordinal, _corrida, _ambito, _huella,
                _leido_en, _eliminado_en from libro.recaudo`,
      );
      expect(rows).toEqual([
        {
          numero: '1',
          valor: '10.00',
          estado: 'aplicado',
          _turno: 2,
          _ordinal: 1,
          _corrida: 7,
          _ambito: 'todo',
          _huella: pago('1', '10.00', [1, 1]).digest,
          _leido_en: '2026-12-01 00:00:00+00',
          _eliminado_en: '2026-12-01 00:00:00+00',
        },
      ]);
      expect(await ledger.historia()).toEqual(['[2026,"1"] 1.1 10.00']);
    });

    test('a delete older than the state that stands changes nothing', async () => {
      const ledger = opened();
      await ledger.apply([pago('1', '10.00', [5, 1])]);

      await ledger.apply([deleteOf([2026, '1'], [4, 1])]);

      expect(await ledger.libro()).toEqual(['[2026,"1"] 5.1 10.00']);
      expect(await ledger.historia()).toEqual([]);
    });

    test('a delete of what the ledger never had keeps the key, and a later state takes its place', async () => {
      const ledger = opened();

      await ledger.apply([deleteOf([2026, '1'], [2, 1])]);
      const gone = await ledger.libro();
      await ledger.apply([pago('1', '10.00', [3, 1])]);

      expect(gone).toEqual(['[2026,"1"] 2.1 nada eliminado']);
      expect(await ledger.libro()).toEqual(['[2026,"1"] 3.1 10.00']);
    });

    test('a record that comes back is alive again, and its absence is in the history', async () => {
      const ledger = opened();

      await ledger.apply([pago('1', '10.00', [1, 1]), deleteOf([2026, '1'], [2, 1]), pago('1', '10.00', [3, 1])]);

      expect(await ledger.libro()).toEqual(['[2026,"1"] 3.1 10.00']);
      expect(await ledger.historia()).toEqual(['[2026,"1"] 1.1 10.00', '[2026,"1"] 2.1 10.00 eliminado']);
    });

    test('the same key of two streams is two records', async () => {
      const ledger = opened();
      const other = { source: 'pct', stream: 'recibo' };

      await ledger.apply([pago('1', '10.00', [1, 1]), { ...pago('1', '99.00', [2, 1]), origin: other }]);

      expect(await ledger.libro()).toEqual(['[2026,"1"] 1.1 10.00']);
      expect(await ledger.libro('pct/recibo')).toEqual(['[2026,"1"] 2.1 99.00']);
    });

    test('keys that differ only in type, case or padding are different records', async () => {
      const ledger = opened();
      const keys = [[1], ['1'], ['01'], ['A'], ['a'], [null], ['null'], ['á'], ['a\u0301']];

      await ledger.apply(keys.map((key, at) => upsertOf(recaudoWith(), [1, at + 1], { key })));

      const rows = await ledger.rows<{ _clave: string }>('select _clave from libro.recaudo order by _ordinal');
      expect(rows.map(({ _clave }) => _clave)).toEqual(keys.map(keyText));
    });

    test('a batch that lies about being all new is caught: known keys, and keys twice in it', async () => {
      const ledger = opened();
      await ledger.apply([pago('1', '10.00', [2, 1])], true);

      await ledger.apply([pago('1', '9.00', [1, 1]), pago('2', '20.00', [1, 2]), pago('2', '21.00', [1, 3])], true);

      expect(await ledger.libro()).toEqual(['[2026,"1"] 2.1 10.00', '[2026,"2"] 1.3 21.00']);
      expect(await ledger.historia()).toEqual(['[2026,"1"] 1.1 9.00', '[2026,"2"] 1.2 20.00']);
    });

    test('nothing at all is no error', async () => {
      const ledger = opened();

      await ledger.apply([]);
      await ledger.apply([], true);

      expect(await ledger.libro()).toEqual([]);
    });

    test('any cut into batches and any replay of what came before gives the same ledger and the same history', async () => {
      const ledger = opened();
      let run = 0;
      const anyBatching = fc.asyncProperty(courses, deliveries, async (course, delivery) => {
        run += 1;
        const origin = { source: 'azar', stream: String(run) };
        const envelopes = course.map((envelope) => ({ ...envelope, origin }));

        for (const { from, to, allNew } of stretchesOf(delivery, envelopes.length)) {
          await ledger.apply(envelopes.slice(from, to), allNew);
        }

        const actual = { libro: await ledger.libro(`azar/${run}`), historia: await ledger.historia(`azar/${run}`) };
        expect(actual).toEqual(expectedOf(envelopes));
      });

      await fc.assert(anyBatching, { numRuns: 25 });
    });
  });
}

/** What happens to a few keys, in order: upserts, deletes of what is alive, and returns. */
const courses: fc.Arbitrary<readonly Envelope[]> = fc
  .array(
    fc.record({ key: fc.integer({ min: 1, max: 3 }), valor: fc.integer({ min: -9, max: 9 }), goes: fc.boolean() }),
    { minLength: 1, maxLength: 16 },
  )
  .map((steps) => {
    const alive = new Set<number>();
    return steps.map(({ key, valor, goes }, at): Envelope => {
      const edition = [1 + (at >> 2), at + 1] as const;
      if (goes && alive.delete(key)) return deleteOf([2026, String(key)], edition);
      alive.add(key);
      return pago(String(key), `${String(valor)}.50`, edition);
    });
  });

interface Delivery {
  readonly size: number;
  /** How far back the batch begins, and how much of that comes once more by itself afterwards. */
  readonly back: number;
  readonly again: number;
  readonly allNew: boolean;
}

const deliveries: fc.Arbitrary<readonly Delivery[]> = fc.array(
  fc.record({ size: fc.integer({ min: 1, max: 6 }), back: fc.nat(16), again: fc.nat(16), allNew: fc.boolean() }),
  { maxLength: 8 },
);

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly allNew: boolean;
}

/** Stretches that together cover everything; some say again what came before, with or without what is next. */
function stretchesOf(deliveries: readonly Delivery[], length: number): readonly Stretch[] {
  let reached = 0;
  const stretches = deliveries.flatMap(({ size, back, again, allNew }) => {
    const from = Math.max(0, reached - back);
    reached = Math.min(length, reached + size);
    return [
      { from, to: reached, allNew },
      { from, to: Math.min(reached, from + again), allNew },
    ];
  });
  return [...stretches, { from: reached, to: length, allNew: false }, { from: 0, to: length >> 1, allNew: false }];
}

/** The rule itself: the greatest edition stands, the others are history, and a delete has the values before it. */
function expectedOf(envelopes: readonly Envelope[]): {
  readonly libro: readonly string[];
  readonly historia: readonly string[];
} {
  const byKey = Map.groupBy(envelopes, ({ key }) => keyText(key));
  const histories = [...byKey.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([clave, states]) => statesOf(clave, states));
  return {
    libro: histories.flatMap((states) => states.slice(-1)).map(line),
    historia: histories.flatMap((states) => states.slice(0, -1)).map(line),
  };
}

function statesOf(clave: string, envelopes: readonly Envelope[]): readonly State[] {
  let valor: string | null = null;
  return envelopes.map(({ operation, edition, record }) => {
    if (operation === 'upsert') valor = String(record['valor']);
    const edicion = `${String(edition.turn)}.${String(edition.ordinal)}`;
    return { clave, edicion, valor, eliminado: operation === 'delete' };
  });
}
