import { expect, it } from 'vitest';
import { delAmbito, fecha } from '../../../connectors/fields/index.ts';
import { photograph } from '../../../connectors/scope.ts';
import type { Stream } from '../../../connectors/source.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import type { TestLibro } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

const monthly: Stream = {
  ...pagos,
  scope: photograph({ every: 'month' }),
  fields: { ...pagos.fields, fecha_abono: delAmbito('corte', fecha) },
  key: ['fecha_abono', 'numero'],
};
const three = ['1', '2', '3'].map((numero) => pagoWith({ numero, valor: '10.00' }));
const change = "update PAGOS set VLR_PAGADO = '11.00' where NUM_RECIBO = '1'; delete from PAGOS where NUM_RECIBO = '3'";
const nothing = { read: 0, published: 0, unchanged: 0, rejected: 0, deleted: 0 };

/** The live records of each cut. */
async function cuts(libro: TestLibro): Promise<readonly string[]> {
  const rows = await libro.rows<{ line: string }>(
    `select concat(fecha_abono, ': ', string_agg(concat(numero, '=', valor), ' ' order by numero)) as line
       from libro.recaudo where _eliminado_en is null group by fecha_abono order by fecha_abono`,
  );
  return rows.map(({ line }) => line);
}

describeOnEachDatabase('una fotografía mensual', (open) => {
  it('tiene un corte por mes, y los anteriores no se tocan', async () => {
    const libro = open();
    using town = new Town(three);

    const october = await libro.run(monthly, town.driver, { today: '2026-10-30' });
    town.run(change);
    const november = await libro.run(monthly, town.driver, { today: '2026-11-02' });

    expect(countsOf(october)).toEqual({ ...nothing, read: 3, published: 3 });
    expect(countsOf(november)).toEqual({ ...nothing, read: 2, published: 2 });
    expect(await cuts(libro)).toEqual(['2026-10-30: 1=10.00 2=10.00 3=10.00', '2026-11-02: 1=11.00 2=10.00']);
    expect(await libro.history()).toEqual([]);
  });

  it('dicha otra vez en el mismo mes no se toma, y se dice', async () => {
    const libro = open();
    using town = new Town(three);
    await libro.run(monthly, town.driver, { today: '2026-11-02' });
    const [before] = await libro.rows('select leido_entero_en from corridas.flujo');
    town.run(change);

    const again = await libro.run(monthly, town.driver, { today: '2026-11-25' });

    expect([again.error, countsOf(again), again.notes]).toEqual([
      null,
      nothing,
      ['la fotografía de 2026-11 ya se tomó el 2026-11-02; para tomar otra, pida la lectura entera'],
    ]);
    expect(await cuts(libro)).toEqual(['2026-11-02: 1=10.00 2=10.00 3=10.00']);
    expect(await libro.rows('select leido_entero_en from corridas.flujo')).toEqual([before]);
  });

  it('pedida entera toma otra: con otra fecha al lado, con la misma en su lugar', async () => {
    const libro = open();
    using town = new Town([...three, pagoWith({ numero: '4', valor: '10.00' })]);
    await libro.run(monthly, town.driver, { today: '2026-11-02' });
    town.run(change);

    const same = await libro.run(monthly, town.driver, { today: '2026-11-02', full: true });
    const other = await libro.run(monthly, town.driver, { today: '2026-11-25', full: true });

    expect(countsOf(same)).toEqual({ read: 3, published: 1, unchanged: 2, rejected: 0, deleted: 1 });
    expect(countsOf(other)).toEqual({ ...nothing, read: 3, published: 3 });
    expect(await cuts(libro)).toEqual(['2026-11-02: 1=11.00 2=10.00 4=10.00', '2026-11-25: 1=11.00 2=10.00 4=10.00']);
  });

  it('interrumpida se termina con su fecha: no queda media', async () => {
    const libro = open();
    using town = new Town(three);
    const at = (point: string): Promise<void> =>
      point === 'cerrando ámbitos' ? Promise.reject(new Error('se fue la luz')) : Promise.resolve();
    const cut = await libro.run(monthly, town.driver, { today: '2026-11-02', at });

    town.run("update PAGOS set VLR_PAGADO = '11.00' where NUM_RECIBO = '1'");
    const finished = await libro.run(monthly, town.driver, { today: '2026-11-03' });
    const after = await libro.run(monthly, town.driver, { today: '2026-11-04' });

    expect(cut.outcome).toBe('falló');
    expect([finished.error, finished.published, after.read]).toEqual([null, 1, 0]);
    expect(await cuts(libro)).toEqual(['2026-11-02: 1=11.00 2=10.00 3=10.00']);
  });

  it('se rechaza si su clave no lleva el corte, porque borraría la anterior', async () => {
    const libro = open();
    using town = new Town(three);

    const run = await libro.run({ ...monthly, key: ['vigencia', 'numero'] }, town.driver);

    expect(run.error).toEqual({
      code: 'CONFIG_INVALID',
      message:
        'hassql/recaudo es una fotografía y su clave (vigencia, numero) no lleva el corte: cada una borraría la anterior. ' +
        "Declare en la clave un campo delAmbito('corte', fecha).",
    });
    expect(await cuts(libro)).toEqual([]);
  });

  it('se verifica sin contar los cortes anteriores', async () => {
    const libro = open();
    using town = new Town(three);
    await libro.run(monthly, town.driver, { today: '2026-10-30' });
    town.run(change);

    const report = await libro.verify(libro.task(monthly, town.driver, { today: '2026-11-20' }));

    const rows = { apart: report.apart.rows, pending: report.pending.after.rows, ledger: report.ledger.rows };
    expect([report.error, rows]).toEqual([null, { apart: 3, pending: 2, ledger: 0 }]);
  });
});
