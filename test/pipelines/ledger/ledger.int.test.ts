import { expect, it } from 'vitest';
import { LedgerUnderTest } from '../../contracts/ledger-subject.ts';
import { ledgerContract } from '../../contracts/ledger.contract.ts';
import { recaudoWith, upsertOf } from '../../builders/envelopes.ts';
import { databases, ownDatabase } from '../../support/databases.ts';
import { describeOnEachDatabase, describeOnEachServer } from '../../support/each-database.ts';

describeOnEachDatabase(
  'the ledger',
  (open) => {
    ledgerContract(() => new LedgerUnderTest(open().database));
  },
  [...databases, ownDatabase],
);

describeOnEachServer('a connection lost while a batch is applied', (open) => {
  it('is not taken for poison: the position stays, and the next loader applies everything', async () => {
    const ledger = new LedgerUnderTest(open().database);
    await ledger.publish(['1', '2'].map((numero, at) => upsertOf(recaudoWith({ numero }), [1, at + 1])));
    await ledger.execute(
      `create function libro.corta() returns trigger language plpgsql as
         $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
       create trigger corta before insert on libro.recaudo for each row execute function libro.corta()`,
    );

    await expect(ledger.load()).rejects.toMatchObject({ code: 'LEDGER_UNAVAILABLE', retry: true });
    const cut = [await ledger.position(), await ledger.rows('select * from corridas.veneno')];
    await ledger.execute('drop trigger corta on libro.recaudo');
    const mended = await ledger.load();

    expect(cut).toEqual([0, []]);
    expect(mended).toEqual({ applied: 2, poisoned: 0 });
  });
});
