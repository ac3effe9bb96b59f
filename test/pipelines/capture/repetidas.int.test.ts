import { expect, it } from 'vitest';
import { byVigencia, whole } from '../../../connectors/scope.ts';
import type { Stream } from '../../../connectors/source.ts';
import { retryRejections } from '../../../pipelines/capture/retry.ts';
import { discardRejections } from '../../../pipelines/quarantine-desk.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

/** A number that should be one whatever its vigencia, read by a window of vigencias. */
const windowed: Stream = { ...pagos, scope: byVigencia('VIGENCIA', { last: 2 }), key: ['numero'] };
const five = ['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero, valor: '10.00' }));

describeOnEachDatabase('una clave repetida', (open) => {
  it('con una fila fuera de la ventana sigue apartada también cuando solo se lee la ventana', async () => {
    const libro = open();
    using town = new Town([...five, pagoWith({ numero: '5', vigencia: '2020', valor: '2.00' })]);

    const whole = await libro.run(windowed, town.driver);
    const window = await libro.run(windowed, town.driver);
    town.run("delete from PAGOS where VIGENCIA = '2020'");
    const unseen = await libro.run(windowed, town.driver);
    const seen = await libro.run(windowed, town.driver, { full: true });

    expect(countsOf(whole)).toEqual({ read: 6, published: 4, unchanged: 0, rejected: 2, deleted: 0 });
    expect(countsOf(window)).toEqual({ read: 5, published: 0, unchanged: 4, rejected: 1, deleted: 0 });
    expect(countsOf(unseen)).toEqual({ read: 5, published: 0, unchanged: 4, rejected: 1, deleted: 0 });
    expect(countsOf(seen)).toEqual({ read: 5, published: 1, unchanged: 4, rejected: 0, deleted: 0 });
  });

  it('no se reintenta sola: sus filas esperan a que la fuente se lea otra vez', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '1' }), pagoWith({ fecha: '2026-02-31' })]);
    await libro.run(pagos, town.driver);
    const { database, clock, signal } = libro;

    const task = { database, source: 'hassql', stream: pagos, ids: null, holder: 'prueba', clock, signal };
    const retried = await retryRejections(task);

    expect(retried).toEqual({ tried: 1, published: 0, stillRejected: 1, waiting: 2 });
  });

  it('deja de detener a la otra cuando una persona descarta la fila que está fuera', async () => {
    const libro = open();
    using town = new Town([...five, pagoWith({ numero: '5', vigencia: '2020', valor: '2.00' })]);
    await libro.run(windowed, town.driver);

    const [old] = await libro.rows<{ id: number }>(
      `select c.id from corridas.cuarentena c join corridas.ambito a on a.id = c.ambito where a.ambito = 'vigencia=2020'`,
    );
    await discardRejections(libro.database, [old?.id ?? 0], libro.signal);
    const window = await libro.run(windowed, town.driver);

    expect(countsOf(window)).toEqual({ read: 5, published: 1, unchanged: 4, rejected: 0, deleted: 0 });
  });

  it('que sale de la ventana y queda dos veces fuera no se borra ni detiene la corrida', async () => {
    const libro = open();
    using town = new Town(five);
    await libro.run(windowed, town.driver);

    town.run("update PAGOS set VIGENCIA = '2020' where NUM_RECIBO = '5'");
    town.add(pagoWith({ numero: '5', vigencia: '2019', valor: '2.00' }));
    const first = await libro.run(windowed, town.driver);
    const again = await libro.run(windowed, town.driver);

    expect([first.error, countsOf(first)]).toEqual([
      null,
      { read: 6, published: 0, unchanged: 4, rejected: 2, deleted: 0 },
    ]);
    expect(countsOf(again)).toEqual(countsOf(first));
    expect(await libro.rows('select count(*) as n from corridas.cuarentena')).toEqual([{ n: 2 }]);
    expect((await libro.recaudos()).at(-1)).toBe('2026 5 10.00 aplicado');
  });
});

describeOnEachDatabase('un flujo que cambia de ámbito', (open) => {
  it('de vigencias a entero sigue viendo lo que se borra', async () => {
    const libro = open();
    using town = new Town(five);
    await libro.run(windowed, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO = '5'");
    const run = await libro.run({ ...windowed, scope: whole() }, town.driver);

    expect(countsOf(run)).toEqual({ read: 4, published: 4, unchanged: 0, rejected: 0, deleted: 1 });
    expect((await libro.recaudos()).at(-1)).toBe('2026 5 10.00 aplicado eliminado');
  });

  it('de entero a vigencias no borra lo que queda fuera de la ventana', async () => {
    const libro = open();
    using town = new Town([...five, ...['6', '7'].map((numero) => pagoWith({ numero, vigencia: '2020' }))]);
    await libro.run({ ...windowed, scope: whole() }, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO = '5'");
    const run = await libro.run(windowed, town.driver);
    const next = await libro.run(windowed, town.driver);

    expect(countsOf(run)).toEqual({ read: 6, published: 6, unchanged: 0, rejected: 0, deleted: 1 });
    expect(countsOf(next)).toEqual({ read: 4, published: 0, unchanged: 4, rejected: 0, deleted: 0 });
  });
});
