import { expect, it } from 'vitest';
import { opcion, opcional, texto } from '../../../connectors/fields/index.ts';
import { byVigencia } from '../../../connectors/scope.ts';
import type { Stream } from '../../../connectors/source.ts';
import { retryRejections } from '../../../pipelines/capture/retry.ts';
import { discardRejections } from '../../../pipelines/quarantine-desk.ts';
import { verifyStream } from '../../../pipelines/verify.ts';
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

    const right = await verifyStream(libro.task(pagos, town.driver));
    await libro.rows("update libro.recaudo set valor = valor + 1 where numero = '00004'");
    const wrong = await verifyStream(libro.task(pagos, town.driver));

    const sum = (rows: number, valor: string): unknown => ({ rows, amounts: { valor } });
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
