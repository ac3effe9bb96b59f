import { hash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import { topicOf } from '../../schemas/entity.ts';
import type { Envelope } from '../../schemas/envelope.ts';
import { recaudoWith, upsertOf } from '../builders/envelopes.ts';
import type { LedgerUnderTest } from './ledger-subject.ts';

const good = (numero: string, ordinal: number) => upsertOf(recaudoWith({ numero }), [1, ordinal]);

/** Records that the ledger's columns refuse, and how PostgreSQL says so. */
const poisons: readonly (readonly [what: string, record: Envelope['record'], sqlstate: string])[] = [
  ['a day that does not exist', recaudoWith({ numero: 'malo', fecha_recaudo: '2026-02-31' }), '22008'],
  ['an amount beyond its digits', recaudoWith({ numero: 'malo', valor: '100000000000000000.00' }), '22003'],
  ['an amount that is none', recaudoWith({ numero: 'malo', valor: 'N/A' }), '22P02'],
  ['a vigencia beyond its type', recaudoWith({ numero: 'malo', vigencia: 99_999 }), '22003'],
  ['a NUL', recaudoWith({ numero: 'malo', predio: 'a\0b' }), '22021'],
];

/** What the ledger refuses is set apart, and only that; part of `ledgerContract`. */
export function ledgerPoisonContract(opened: () => LedgerUnderTest): void {
  describe('a poison record', () => {
    test.each(poisons)('%s is set apart, and the rest of its batch is applied', async (_what, record, sqlstate) => {
      const ledger = opened();
      const poison = upsertOf(record, [1, 3], { key: [2026, 'malo'] });
      await ledger.publish([good('1', 1), good('2', 2), poison, good('4', 4), good('5', 5)], true);
      await ledger.publish([good('6', 6)]);

      const counts = await ledger.load();

      const apart = await ledger.rows<{ sobre: unknown }>(
        'select topico, posicion, sobre, sqlstate from corridas.veneno',
      );
      expect(counts).toEqual({ applied: 5, poisoned: 1 });
      expect(await ledger.position()).toBe(6);
      expect(await ledger.libro()).toEqual(['1', '2', '4', '5', '6'].map((n) => `[2026,"${n}"] 1.${n} 125000.00`));
      expect(apart.map((row) => ({ ...row, sobre: envelopeOf(row.sobre) }))).toEqual([
        { topico: topicOf(recaudo), posicion: 2, sobre: poison, sqlstate },
      ]);
    });

    test('a key longer than an index takes is set apart too', async () => {
      const ledger = opened();
      // Unlike a repeated character, it does not become short when PostgreSQL compresses it.
      const long = Array.from({ length: 100 }, (_, at) => hash('sha256', String(at), 'base64url')).join('');
      await ledger.publish([good('1', 1), upsertOf(recaudoWith({ numero: long }), [1, 2]), good('3', 3)], true);

      const counts = await ledger.load();

      expect(counts).toEqual({ applied: 2, poisoned: 1 });
      expect(await ledger.rows('select posicion, sqlstate from corridas.veneno')).toEqual([
        { posicion: 1, sqlstate: '54000' },
      ]);
      expect(await ledger.libro()).toEqual(['[2026,"1"] 1.1 125000.00', '[2026,"3"] 1.3 125000.00']);
    });

    test('several in one batch are each set apart, also the first and the last', async () => {
      const ledger = opened();
      const bad = (ordinal: number) =>
        upsertOf(recaudoWith({ numero: 'x', valor: 'x' }), [1, ordinal], { key: [ordinal] });
      await ledger.publish([bad(1), bad(2), good('3', 3), bad(4), good('5', 5), good('6', 6), bad(7)]);

      const counts = await ledger.load();
      const again = await ledger.load();

      expect([counts, again]).toEqual([
        { applied: 3, poisoned: 4 },
        { applied: 0, poisoned: 0 },
      ]);
      expect(await ledger.rows('select posicion from corridas.veneno order by 1')).toEqual(
        [0, 1, 3, 6].map((posicion) => ({ posicion })),
      );
      expect(await ledger.libro()).toHaveLength(3);
    });

    test('a later good state of its key is applied all the same', async () => {
      const ledger = opened();
      const bad = upsertOf(recaudoWith({ numero: '1', fecha_recaudo: '2026-13-01' }), [1, 1]);
      await ledger.publish([bad]);
      await ledger.publish([upsertOf(recaudoWith({ numero: '1' }), [2, 1])]);

      await ledger.load();

      expect(await ledger.libro()).toEqual(['[2026,"1"] 2.1 125000.00']);
    });
  });

  describe('poison that is tried again', () => {
    const refuse = 'alter table libro.recaudo add constraint prueba check (valor <> 5)';
    const admit = 'alter table libro.recaudo drop constraint prueba';
    const five = (edition: readonly [number, number]) => upsertOf(recaudoWith({ numero: '1', valor: '5.00' }), edition);

    test('goes in under its own edition once the ledger takes it, and only once', async () => {
      const ledger = opened();
      await ledger.execute(refuse);
      await ledger.publish([five([1, 1]), good('2', 2)]);
      await ledger.load();

      const refused = await ledger.retryPoison();
      const before = await ledger.libro();
      await ledger.execute(admit);
      const taken = await ledger.retryPoison();
      const again = await ledger.retryPoison();

      expect([refused, taken, again]).toEqual([0, 1, 0]);
      expect(before).toEqual(['[2026,"2"] 1.2 125000.00']);
      expect(await ledger.libro()).toEqual(['[2026,"1"] 1.1 5.00', '[2026,"2"] 1.2 125000.00']);
    });

    test('does not take the place of a later state of its key: it is history', async () => {
      const ledger = opened();
      await ledger.execute(refuse);
      await ledger.publish([five([1, 1])]);
      await ledger.publish([upsertOf(recaudoWith({ numero: '1', valor: '9.00' }), [2, 1])]);
      await ledger.load();
      await ledger.execute(admit);

      const taken = await ledger.retryPoison();

      expect(taken).toBe(1);
      expect(await ledger.libro()).toEqual(['[2026,"1"] 2.1 9.00']);
      expect(await ledger.historia()).toEqual(['[2026,"1"] 1.1 5.00']);
    });
  });

  describe('what is not the data is not taken for poison', () => {
    // A full disk, a server that shuts down, a conflict, a right that is lacking.
    test.each(['53100', '57P01', '40001', '42501'])(
      'SQLSTATE %s stops the loader, which goes on later',
      async (sqlstate) => {
        const ledger = opened();
        await ledger.publish([good('1', 1), good('2', 2)]);
        await ledger.execute(
          `create function libro.falla() returns trigger language plpgsql as
           $$ begin raise exception 'falla' using errcode = '${sqlstate}'; end $$;
         create trigger falla before insert on libro.recaudo for each row execute function libro.falla()`,
        );

        await expect(ledger.load()).rejects.toThrow();
        const stopped = [await ledger.position(), await ledger.rows('select * from corridas.veneno')];
        await ledger.execute('drop trigger falla on libro.recaudo');
        const mended = await ledger.load();

        expect(stopped).toEqual([0, []]);
        expect(mended).toEqual({ applied: 2, poisoned: 0 });
      },
    );
  });
}

/** What jsonb cannot hold is kept as a text. */
function envelopeOf(kept: unknown): unknown {
  return typeof kept === 'string' ? JSON.parse(kept) : kept;
}
