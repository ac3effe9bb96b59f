import { expect, it, vi } from 'vitest';
import { keepDuty, releaseDuty } from '../../../pipelines/duty.ts';
import { beTheOnlyOne } from '../../../ops/scheduler/only-one.ts';
import { describeOnEachDatabase, describeOnEachServer } from '../../support/each-database.ts';

const [HERE, THERE] = ['libro sopo-1 4321 abc', 'libro sopo-2 77 def'] as const;

describeOnEachServer('la guardia de un libro', (open, connect) => {
  it('es de uno solo; el otro sabe de quién, y la toma cuando la dejan', async () => {
    const { signal } = open();
    await using here = await connect(HERE);
    await using there = await connect(THERE);
    await here.query('select 1', [], signal);
    const duty = await beTheOnlyOne(here, HERE, signal);

    const refused = await beTheOnlyOne(there, THERE, signal).catch((error: unknown) => error);
    const kept = await keepDuty(here, duty, signal);
    await releaseDuty(here, duty, signal);
    const taken = await beTheOnlyOne(there, THERE, signal);

    expect(refused).toMatchObject({
      code: 'LEDGER_LOCKED',
      message: expect.stringContaining('el proceso 4321 del equipo sopo-1') as string,
    });
    expect([kept, taken.turn]).toEqual([true, duty.turn + 1]);
  });

  it('de un proceso muerto es libre de una vez, y quien se creía de guardia sabe que ya no', async () => {
    const { signal } = open();
    await using there = await connect(THERE);
    const lost = await (async () => {
      await using here = await connect(HERE);
      return await beTheOnlyOne(here, HERE, signal);
    })();
    // The server takes a moment to see that a connection is gone; the duty itself would last much longer.
    await vi.waitFor(() => beTheOnlyOne(there, THERE, signal), { timeout: 10_000, interval: 20 });

    const late = await keepDuty(there, lost, signal);
    await releaseDuty(there, lost, signal);

    expect(late).toBe(false);
    expect(await open().rows('select titular from corridas.guardia')).toEqual([{ titular: THERE }]);
  });
});

describeOnEachDatabase('la guardia de un libro que se abre después de una caída', (open) => {
  it('se toma sin esperar', async () => {
    const { database, signal } = open();
    const first = await beTheOnlyOne(database, HERE, signal);

    const second = await beTheOnlyOne(database, THERE, signal);

    expect(second.turn).toBe(first.turn + 1);
  });
});
