import { expect, it } from 'vitest';
import { codigo, opcion, traducido, vigencia } from '../../../connectors/fields/index.ts';
import type { Stream } from '../../../connectors/source.ts';
import { retryRejections } from '../../../pipelines/capture/retry.ts';
import type { RetryReport, RetryTask } from '../../../pipelines/capture/retry.ts';
import { discardRejections } from '../../../pipelines/quarantine-desk.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import type { TestLibro } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

const mended: Stream = {
  ...pagos,
  fields: { ...pagos.fields, estado: opcion('ANULADO', { S: 'anulado', N: 'aplicado', X: 'devuelto' }) },
};
const nothing: RetryReport = { tried: 0, published: 0, stillRejected: 0, waiting: 0 };

function retry(libro: TestLibro, changes: Partial<RetryTask> = {}): Promise<RetryReport> {
  const { database, clock, signal } = libro;
  return retryRejections({
    database,
    source: 'hassql',
    stream: mended,
    ids: null,
    holder: 'prueba',
    clock,
    signal,
    ...changes,
  });
}

async function states(libro: TestLibro): Promise<readonly unknown[]> {
  const rows = await libro.rows<{ estado: string }>('select estado from corridas.cuarentena order by id');
  return rows.map(({ estado }) => estado);
}

describeOnEachDatabase('reintentar lo apartado', (open) => {
  it('lleva una fila que fue buena a su estado de hoy, con la edición de la lectura que la apartó', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2' })]);
    await libro.run(pagos, town.driver);
    town.run("update PAGOS set ANULADO = 'X' where NUM_RECIBO = '2'");
    const bad = await libro.run(pagos, town.driver);

    const report = await retry(libro);
    const next = await libro.run(mended, town.driver);

    expect(report).toEqual({ ...nothing, tried: 1, published: 1 });
    expect(countsOf(next)).toEqual({ read: 2, published: 0, unchanged: 2, rejected: 0, deleted: 0 });
    expect(await libro.recaudos()).toEqual(['2026 1 125000.00 aplicado', '2026 2 125000.00 devuelto']);
    expect(await libro.history()).toEqual(['2026 2 125000.00 aplicado']);
    expect(await libro.rows("select _turno, _corrida from libro.recaudo where numero = '2'")).toEqual([
      { _turno: bad.turn, _corrida: bad.run },
    ]);
  });

  it('no deja huella de la fila: leída otra vez con el lector de antes, se aparta de nuevo', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2', anulado: 'X' })]);
    await libro.run(pagos, town.driver);

    await retry(libro);
    const back = await libro.run(pagos, town.driver);

    expect(countsOf(back)).toEqual({ read: 2, published: 0, unchanged: 1, rejected: 1, deleted: 0 });
    expect(await states(libro)).toEqual(['cerrada', 'abierta']);
    expect(await libro.recaudos()).toEqual(['2026 1 125000.00 aplicado', '2026 2 125000.00 devuelto']);
  });

  it('deja esperando la fila cuya clave, ahora legible, es la de otra que está en el libro', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '1', vigencia: '2O26', valor: '9.00' })]);
    await libro.run(pagos, town.driver);
    const legible = traducido('VIGENCIA', { '2O26': '2026', 2026: '2026' }, vigencia);

    const report = await retry(libro, { stream: { ...pagos, fields: { ...pagos.fields, vigencia: legible } } });
    await libro.sync(libro.task(pagos, new Town().driver, { source: 'nada' }));

    expect(report).toEqual({ ...nothing, tried: 1, waiting: 1 });
    expect(await states(libro)).toEqual(['abierta']);
    expect([await libro.recaudos(), await libro.history()]).toEqual([['2026 1 125000.00 aplicado'], []]);
  });

  it('no prueba lo que una persona descartó, ni lo que no se le pide', async () => {
    const libro = open();
    using town = new Town(['1', '2', '3'].map((numero) => pagoWith({ numero, anulado: 'X' })));
    await libro.run(pagos, town.driver);
    const [first, second] = await libro.rows<{ id: number }>('select id from corridas.cuarentena order by id');
    if (!first || !second) throw new Error('three rows were to be set apart');

    await discardRejections(libro.database, [first.id], libro.signal);
    const discarded = await retry(libro, { ids: [first.id] });
    const asked = await retry(libro, { ids: [second.id] });

    expect([discarded, asked]).toEqual([nothing, { ...nothing, tried: 1, published: 1 }]);
    expect(await states(libro)).toEqual(['descartada', 'cerrada', 'abierta']);
  });

  it('dice que la fila se cerró por el reintento, tenga o no clave legible', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1', anulado: 'X' }), pagoWith({ numero: 'dos' })]);
    const numbered: Stream = {
      ...pagos,
      fields: { ...pagos.fields, numero: traducido('NUM_RECIBO', { 1: '1' }, codigo) },
    };
    await libro.run(numbered, town.driver);

    const report = await retry(libro);

    expect(report).toEqual({ ...nothing, tried: 2, published: 2 });
    expect(await libro.rows('select clave, cierre from corridas.cuarentena order by id')).toEqual([
      { clave: '[2026,"1"]', cierre: 'se reintentó y entró al libro' },
      { clave: null, cierre: 'se reintentó y entró al libro' },
    ]);
  });

  it('no prueba filas que repiten su clave: esperan a la fuente', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '1', valor: '2.00' })]);
    await libro.run(pagos, town.driver);

    expect(await retry(libro)).toEqual({ ...nothing, waiting: 2 });
    expect(await states(libro)).toEqual(['abierta', 'abierta']);
  });

  it('deja esperando la fila guardada sin una columna que ahora se declara', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1', anulado: 'X' })]);
    await libro.run(pagos, town.driver);
    const other: Stream = { ...mended, fields: { ...mended.fields, estado: opcion('ESTADO', { X: 'devuelto' }) } };

    expect(await retry(libro, { stream: other })).toEqual({ ...nothing, tried: 1, waiting: 1 });
    expect(await states(libro)).toEqual(['abierta']);
  });

  it('si falla devuelve el turno y queda como corrida fallida', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1', anulado: 'X' })]);
    await libro.run(pagos, town.driver);

    const failing = retry(libro, { stream: { ...mended, fields: {} } });
    await expect(failing).rejects.toThrow('does not declare the field');

    expect(await libro.rows('select modo, estado from corridas.corrida order by numero desc limit 1')).toEqual([
      { modo: 'reintento', estado: 'falló' },
    ]);
    expect(await libro.rows('select titular from corridas.flujo')).toEqual([{ titular: null }]);
  });
});
