import { expect, it } from 'vitest';
import { opcion, opcional, texto } from '../../../connectors/fields/index.ts';
import { byVigencia } from '../../../connectors/scope.ts';
import type { Stream } from '../../../connectors/source.ts';
import { retryRejections } from '../../../pipelines/capture/retry.ts';
import { discardRejections } from '../../../pipelines/quarantine-desk.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import type { TestLibro } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

const mended: Stream = {
  ...pagos,
  fields: { ...pagos.fields, estado: opcion('ANULADO', { S: 'anulado', N: 'aplicado', X: 'devuelto' }) },
};

function numbered(count: number): readonly ReturnType<typeof pagoWith>[] {
  return Array.from({ length: count }, (_, index) => pagoWith({ numero: String(index + 1).padStart(5, '0') }));
}

async function catchUp(libro: TestLibro): Promise<void> {
  await libro.sync(libro.task(pagos, new Town().driver, { source: 'nada' }));
}

describeOnEachDatabase('lo que cambia en la fuente, y nada más, se publica', (open) => {
  it('una celda de las últimas filas, con la fecha del archivo repuesta', async () => {
    const libro = open();
    using town = new Town(numbered(5000), true);
    await libro.run(pagos, town.driver);

    town.run("update PAGOS set VLR_PAGADO = '125000.01' where NUM_RECIBO = '04999'");
    const run = await libro.run(pagos, town.driver);

    expect(countsOf(run)).toEqual({ read: 5000, published: 1, unchanged: 4999, rejected: 0, deleted: 0 });
    expect(await libro.history()).toEqual(['2026 04999 125000.00 aplicado']);
  });

  it('filas metidas y sacadas en medio de muchas otras', async () => {
    const libro = open();
    using town = new Town(numbered(6000), true);
    await libro.run(pagos, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO between '00100' and '00900'");
    for (let id = 0; id < 50; id += 1) town.add(pagoWith({ numero: `N${String(id)}` }));
    const run = await libro.run(pagos, town.driver);

    expect(countsOf(run)).toEqual({ read: 5249, published: 50, unchanged: 5199, rejected: 0, deleted: 801 });
  });

  it('un mapa de códigos corregido republica solo lo que había rechazado', async () => {
    const libro = open();
    using town = new Town([...numbered(3), pagoWith({ numero: 'X-1', anulado: 'X' })]);
    await libro.run(pagos, town.driver);

    const run = await libro.run(mended, town.driver);

    expect(countsOf(run)).toEqual({ read: 4, published: 1, unchanged: 3, rejected: 0, deleted: 0 });
    expect(await libro.rows('select estado from corridas.cuarentena')).toEqual([{ estado: 'cerrada' }]);
  });

  it('un mapa corregido se ve primero en la ventana y después en la lectura entera', async () => {
    const libro = open();
    const scope = byVigencia('VIGENCIA', { last: 1 });
    using town = new Town([
      ...numbered(2),
      pagoWith({ numero: 'X-1', anulado: 'X' }),
      pagoWith({ numero: 'X-0', anulado: 'X', vigencia: '2020' }),
    ]);
    await libro.run({ ...pagos, scope }, town.driver);

    const inWindow = await libro.run({ ...mended, scope }, town.driver);
    const whole = await libro.run({ ...mended, scope }, town.driver, { full: true });

    expect(countsOf(inWindow)).toEqual({ read: 3, published: 1, unchanged: 2, rejected: 0, deleted: 0 });
    expect(countsOf(whole)).toEqual({ read: 4, published: 1, unchanged: 3, rejected: 0, deleted: 0 });
  });

  it('un campo que se empieza a leer publica las filas que lo traen', async () => {
    const libro = open();
    using town = new Town([...numbered(3), pagoWith({ numero: 'sin', predio: null })]);
    await libro.run(pagos, town.driver);
    const reading: Stream = { ...pagos, fields: { ...pagos.fields, referencia: opcional(texto('CEDULA_CATASTRAL')) } };

    const run = await libro.run(reading, town.driver);
    const again = await libro.run(reading, town.driver);

    expect(countsOf(run)).toEqual({ read: 4, published: 3, unchanged: 1, rejected: 0, deleted: 0 });
    expect(countsOf(again)).toEqual({ read: 4, published: 0, unchanged: 4, rejected: 0, deleted: 0 });
  });

  it('una declaración cambiada relee todo en cada ámbito, y en el de fuera de la ventana cuando se lee entero', async () => {
    const libro = open();
    const scope = byVigencia('VIGENCIA', { last: 1 });
    using town = new Town([...numbered(3), pagoWith({ numero: 'viejo', vigencia: '2020' })]);
    await libro.run({ ...pagos, scope }, town.driver);
    const reading: Stream = { ...pagos, scope, fields: { ...pagos.fields, referencia: opcional(texto('ANULADO')) } };
    const current = async (): Promise<unknown> =>
      (await libro.rows('select count(distinct declaracion) as n from corridas.ambito'))[0];

    const inWindow = await libro.run(reading, town.driver);
    const two = await current();
    const whole = await libro.run(reading, town.driver, { full: true });

    expect([inWindow.published, two]).toEqual([3, { n: 2 }]);
    expect(countsOf(whole)).toEqual({ read: 4, published: 1, unchanged: 3, rejected: 0, deleted: 0 });
    expect(await current()).toEqual({ n: 1 });
  });

  it('una corrida interrumpida bajo otra declaración no deja nada sin releer, se siga con ella o con la anterior', async () => {
    const libro = open();
    // More than a batch, so that the run is cut with one batch committed and another not.
    using town = new Town(numbered(4500));
    // The same columns in the same order: the raw rows are alike under both.
    const estado = opcion('ANULADO', { S: 'anulado', N: 'devuelto' });
    const reading: Stream = { ...pagos, fields: { ...pagos.fields, estado } };
    await libro.run(pagos, town.driver);
    let batches = 0;
    const at = (point: string): Promise<void> => {
      if (point === 'lote: abierto') batches += 1;
      return point === 'lote: abierto' && batches === 2
        ? Promise.reject(new Error('se fue la luz'))
        : Promise.resolve();
    };

    const cut = await libro.run(reading, town.driver, { at });
    const back = await libro.run(pagos, town.driver);
    batches = 0;
    const again = await libro.run(reading, town.driver, { at });
    const rest = await libro.run(reading, town.driver);
    const last = await libro.run(reading, town.driver);

    expect([cut.outcome, cut.published, again.outcome, again.published]).toEqual(['falló', 2000, 'falló', 2000]);
    expect(countsOf(back)).toEqual({ read: 4500, published: 2000, unchanged: 2500, rejected: 0, deleted: 0 });
    expect(countsOf(rest)).toEqual({ read: 4500, published: 2500, unchanged: 2000, rejected: 0, deleted: 0 });
    expect(countsOf(last)).toEqual({ read: 4500, published: 0, unchanged: 4500, rejected: 0, deleted: 0 });
    expect(await libro.rows("select count(*) as n from libro.recaudo where estado = 'devuelto'")).toEqual([
      { n: 4500 },
    ]);
  });

  it('una fila que el lector pasa a rechazar conserva su estado, y al volver a admitirla nada se republica', async () => {
    const libro = open();
    using town = new Town([...numbered(2), pagoWith({ numero: 'X-1', anulado: 'X' })]);
    await libro.run(mended, town.driver);

    const narrowed = await libro.run(pagos, town.driver);
    const standing = await libro.recaudos();
    const widened = await libro.run(mended, town.driver);

    expect(countsOf(narrowed)).toEqual({ read: 3, published: 0, unchanged: 2, rejected: 1, deleted: 0 });
    expect(standing.at(-1)).toBe('2026 X-1 125000.00 devuelto');
    expect(countsOf(widened)).toEqual({ read: 3, published: 0, unchanged: 3, rejected: 0, deleted: 0 });
    expect(await libro.rows('select estado from corridas.cuarentena')).toEqual([{ estado: 'cerrada' }]);
    expect(await libro.history()).toEqual([]);
  });

  it('una fila mala que desaparece deja de estar apartada, y si fue buena queda eliminada', async () => {
    const libro = open();
    using town = new Town([...numbered(5), pagoWith({ numero: 'X-1', anulado: 'X' })]);
    await libro.run(pagos, town.driver);
    town.run("update PAGOS set FEC_PAGO = 'mala' where NUM_RECIBO = '00005'");
    await libro.run(pagos, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO in ('00005', 'X-1')");
    const run = await libro.run(pagos, town.driver);

    expect(countsOf(run)).toEqual({ read: 4, published: 0, unchanged: 4, rejected: 0, deleted: 1 });
    expect((await libro.recaudos()).at(-1)).toBe('2026 00005 125000.00 aplicado eliminado');
    expect(await libro.rows('select estado, cierre from corridas.cuarentena')).toEqual(
      [1, 2].map(() => ({ estado: 'cerrada', cierre: 'la fila ya no está en la fuente' })),
    );
  });

  it('una fila que va y vuelve tiene tres estados', async () => {
    const libro = open();
    using town = new Town(numbered(1));
    await libro.run(pagos, town.driver);
    for (const valor of ['2.00', '125000.00']) {
      town.run(`update PAGOS set VLR_PAGADO = '${valor}'`);
      await libro.run(pagos, town.driver);
    }

    expect(await libro.recaudos()).toEqual(['2026 00001 125000.00 aplicado']);
    expect(await libro.history()).toEqual(['2026 00001 125000.00 aplicado', '2026 00001 2.00 aplicado']);
  });

  it('reintentar una fila apartada la publica con la edición de su lectura, y la siguiente lectura no la repite', async () => {
    const libro = open();
    using town = new Town([...numbered(2), pagoWith({ numero: 'X-1', anulado: 'X' })]);
    const first = await libro.run(pagos, town.driver);
    const { database, clock, signal } = libro;

    const task = { database, source: 'hassql', ids: null, holder: 'prueba', clock, signal };
    const stillBad = await retryRejections({ ...task, stream: pagos });
    const good = await retryRejections({ ...task, stream: mended });
    await catchUp(libro);
    const next = await libro.run(mended, town.driver);

    expect(stillBad).toEqual({ tried: 1, published: 0, stillRejected: 1, waiting: 0 });
    expect(good).toEqual({ tried: 1, published: 1, stillRejected: 0, waiting: 0 });
    expect(await libro.rows("select _turno, estado from libro.recaudo where numero = 'X-1'")).toEqual([
      { _turno: first.turn, estado: 'devuelto' },
    ]);
    expect(countsOf(next)).toEqual({ read: 3, published: 0, unchanged: 3, rejected: 0, deleted: 0 });
  });

  it('una fila sin clave que una persona descarta ya no detiene los borrados', async () => {
    const libro = open();
    using town = new Town([...numbered(5), pagoWith({ numero: null })]);
    await libro.run(pagos, town.driver);
    town.run("delete from PAGOS where NUM_RECIBO = '00005'");

    const held = await libro.run(pagos, town.driver);
    const [apart] = await libro.rows<{ id: number }>('select id from corridas.cuarentena');
    await discardRejections(libro.database, [apart?.id ?? 0], libro.signal);
    const freed = await libro.run(pagos, town.driver);

    expect([held.deleted, held.deletesSuspended, freed.deleted, freed.rejected]).toEqual([0, 1, 1, 1]);
  });

  it('verify cuadra con rechazos, rezagados y pendientes, y nota un peso cambiado en el libro', async () => {
    const libro = open();
    using town = new Town([...numbered(4), pagoWith({ numero: 'X-1', anulado: 'X' })]);
    await libro.run(pagos, town.driver);
    town.run("update PAGOS set FEC_PAGO = '31/02' where NUM_RECIBO = '00001'");
    await libro.run(pagos, town.driver);
    town.run("update PAGOS set VLR_PAGADO = '1.00' where NUM_RECIBO = '00002'");
    town.run("delete from PAGOS where NUM_RECIBO = '00003'");

    const right = await libro.verify(libro.task(pagos, town.driver));
    await libro.rows("update libro.recaudo set valor = valor + 1 where numero = '00004'");
    const wrong = await libro.verify(libro.task(pagos, town.driver));

    const sum = (rows: number, valor: string): unknown => ({
      rows,
      amounts: { valor: { total: valor, unreadable: 0 } },
    });
    expect(right).toMatchObject({
      source: sum(4, '375001.00'),
      quarantined: sum(2, '250000.00'),
      ledger: sum(4, '500000.00'),
      stale: sum(1, '125000.00'),
      leaving: sum(1, '125000.00'),
      pending: { after: sum(1, '1.00'), before: sum(1, '125000.00') },
      difference: sum(0, '0.00'),
      ok: true,
    });
    expect([wrong.ok, wrong.difference, wrong.error?.code]).toEqual([false, sum(0, '-1.00'), 'RUN_UNBALANCED']);
  });
});
