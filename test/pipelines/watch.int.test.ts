import { expect, it } from 'vitest';
import type { Envelope } from '../../schemas/envelope.ts';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import { watchStream } from '../../pipelines/watch.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { Town, pagoWith, pagos } from '../support/town.ts';

describeOnEachDatabase('quien mira un flujo', (open) => {
  it('ve lo que cambia desde que mira, en orden, sólo de ese flujo, y no deja rastro', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2' })]);
    await libro.run(pagos, town.driver);
    const stop = new AbortController();
    const seen: string[] = [];
    const second = Promise.withResolvers<undefined>();
    const show = ({ operation, key }: Envelope): Promise<void> => {
      seen.push(`${operation} ${String(key[1])}`);
      if (seen.length === 2) second.resolve(undefined);
      return Promise.resolve();
    };
    const watching = watchStream(libro.database, recaudo, 'hassql/recaudo', show, stop.signal);
    // From now on: the first look at the log comes before what is captured next.
    await libro.rows('select 1');
    await libro.run(pagos, town.driver, { source: 'otra' });

    town.run("update PAGOS set VLR_PAGADO = '7.00' where NUM_RECIBO = '1'; delete from PAGOS where NUM_RECIBO = '2'");
    await libro.run(pagos, town.driver, { acceptDeletes: 1 });
    await second.promise;
    stop.abort();
    await watching.catch(() => undefined);

    expect(seen).toEqual(['upsert 1', 'delete 2']);
    expect(await libro.rows('select distinct grupo from corridas.posicion')).toEqual([{ grupo: 'libro' }]);
  });
});
