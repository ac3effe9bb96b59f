import { expect, it } from 'vitest';
import type { Stream } from '../../../connectors/source.ts';
import { recaudoBancario } from '../../../connectors/sources/recaudo-bancario.ts';
import { runStream } from '../../../pipelines/capture/run.ts';
import { streamStatus } from '../../../pipelines/status.ts';
import { DropFolder } from '../../support/bank-file.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';
import { sidesOf } from './sides.ts';

const [recaudo] = recaudoBancario.streams as readonly [Stream, Stream];
const five = ['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero, valor: '10.00' }));

describeOnEachDatabase('verify sostiene la fuente contra el libro', (open) => {
  it('también la de archivos que ya se aplicaron, y nota un centavo cambiado', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('lunes.txt', { day: '20260302', modifier: 'A', payments: [1000, 2500] });
    drop.put('martes.txt', { day: '20260303', modifier: 'A', payments: [30] });
    const task = libro.task(recaudo, drop.driver, { source: 'banco' });
    await libro.sync(task);

    const right = await libro.verify(task);
    await libro.rows('update libro.recaudo set valor = valor + 0.01 where valor = 30');
    const wrong = await libro.verify(task);

    expect([right.error, sidesOf(right)]).toEqual([null, { source: '3: 3530.00', ledger: '3: 3530.00' }]);
    expect([wrong.error?.code, sidesOf(wrong)]).toEqual([
      'RUN_UNBALANCED',
      { source: '3: 3530.00', ledger: '3: 3530.01', difference: '0: -0.01' },
    ]);
  });

  it('sin lo de un archivo que ya no está, y con el que falta por aplicar como pendiente', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('lunes.txt', { day: '20260302', modifier: 'A', payments: [1000, 2500] });
    drop.put('martes.txt', { day: '20260303', modifier: 'A', payments: [30] });
    const task = libro.task(recaudo, drop.driver, { source: 'banco' });
    await libro.sync(task);

    drop.remove('lunes.txt');
    drop.put('martes-b.txt', { day: '20260303', modifier: 'B', payments: [31] });
    drop.put('jueves.txt', { day: '20260305', modifier: 'A', payments: [7] });
    const report = await libro.verify(task);

    expect([report.error, sidesOf(report)]).toEqual([
      null,
      { source: '2: 38.00', ledger: '1: 30.00', apart: '2: 3500.00', after: '2: 38.00', before: '1: 30.00' },
    ]);
  });

  it('con todas las cifras, también las que un número binario no tiene', async () => {
    const libro = open();
    using town = new Town([
      pagoWith({ numero: '1', valor: '90071992547409.93' }),
      pagoWith({ numero: '2', valor: '12345678901234567.89' }),
    ]);
    await libro.run(pagos, town.driver);

    const right = await libro.verify(libro.task(pagos, town.driver));
    await libro.rows("update libro.recaudo set valor = valor - 0.01 where numero = '2'");
    const wrong = await libro.verify(libro.task(pagos, town.driver));

    const all = '2: 12435750893781977.82';
    expect([right.error, sidesOf(right)]).toEqual([null, { source: all, ledger: all }]);
    expect([wrong.ok, sidesOf(wrong)['difference']]).toEqual([false, '0: 0.01']);
  });

  it('y dice de un registro que está en un ámbito que nadie conoce', async () => {
    const libro = open();
    using town = new Town(five);
    await libro.run(pagos, town.driver);

    await libro.rows("update libro.recaudo set _ambito = 'otro' where numero = '5'");
    await libro.rows(
      `insert into libro.recaudo (fecha_recaudo, valor, origen, estado, _origen, _clave, _turno, _ordinal, _corrida, _ambito, _leido_en)
       values ('2026-03-02', 3, 'A', 'aplicado', 'hassql/recaudo', '[2026,"6"]', 1, 1, 1, 'nadie', now())`,
    );
    const report = await libro.verify(libro.task(pagos, town.driver));

    expect([report.ok, sidesOf(report)]).toEqual([
      false,
      { source: '5: 50.00', ledger: '6: 53.00', difference: '-1: -3.00' },
    ]);
  });

  it('con los borrados que una fila sin clave tiene suspendidos', async () => {
    const libro = open();
    using town = new Town([...five, pagoWith({ numero: null, valor: '4.00' })]);
    await libro.run(pagos, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO = '5'");
    const run = await libro.run(pagos, town.driver);
    const report = await libro.verify(libro.task(pagos, town.driver));

    expect(run.deletesSuspended).toBe(1);
    expect([report.error, sidesOf(report)]).toEqual([
      null,
      { source: '5: 44.00', quarantined: '1: 4.00', ledger: '5: 50.00', leaving: '1: 10.00' },
    ]);
  });

  it('con lo que se dañó, se corrigió o se repitió desde la última lectura', async () => {
    const libro = open();
    using town = new Town([...five, pagoWith({ numero: '6', valor: '6.00' })]);
    await libro.run(pagos, town.driver);
    town.run("update PAGOS set FEC_PAGO = 'mala' where NUM_RECIBO = '6'");
    await libro.run(pagos, town.driver);

    town.run("update PAGOS set FEC_PAGO = 'mala', VLR_PAGADO = '1.00' where NUM_RECIBO = '1'");
    town.run("update PAGOS set FEC_PAGO = '2026-03-04', VLR_PAGADO = '7.00' where NUM_RECIBO = '6'");
    town.add(pagoWith({ numero: '2', valor: '2.00' }));
    const report = await libro.verify(libro.task(pagos, town.driver));

    expect([report.error, sidesOf(report)]).toEqual([
      null,
      {
        source: '7: 50.00',
        quarantined: '3: 13.00',
        ledger: '6: 56.00',
        stale: '2: 20.00',
        after: '1: 7.00',
        before: '1: 6.00',
      },
    ]);
  });

  it('y no da por buena una fuente que perdió la mitad', async () => {
    const libro = open();
    using town = new Town(five);
    await libro.run(pagos, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO > '2'");
    const report = await libro.verify(libro.task(pagos, town.driver));

    expect([report.ok, report.error?.code]).toEqual([false, 'SOURCE_SHRANK']);
    expect(sidesOf(report)).toMatchObject({ source: '2: 20.00', ledger: '5: 50.00', leaving: '3: 30.00' });
  });

  it('después de aplicar lo que estaba capturado, y queda entre las corridas sin ser una lectura', async () => {
    const libro = open();
    using town = new Town(five);
    await runStream(libro.task(pagos, town.driver));

    const report = await libro.verify(libro.task(pagos, town.driver));
    const [status] = await streamStatus(libro.database, ['hassql/recaudo'], libro.signal);

    expect([report.error, sidesOf(report)]).toEqual([null, { source: '5: 50.00', ledger: '5: 50.00' }]);
    expect(await libro.rows('select numero, modo, estado from corridas.corrida order by numero')).toEqual([
      { numero: 1, modo: 'completa', estado: 'bien' },
      { numero: 2, modo: 'verificación', estado: 'bien' },
    ]);
    expect([status?.run, await libro.rows('select titular from corridas.flujo')]).toEqual([1, [{ titular: null }]]);
  });

  it('y si falta lo que la base no admitió, lo dice', async () => {
    const libro = open();
    using town = new Town(five);
    await libro.rows("alter table libro.recaudo add constraint no_cinco check (numero <> '5')");
    await libro.sync(libro.task(pagos, town.driver));
    const report = await libro.verify(libro.task(pagos, town.driver));

    expect([report.error, sidesOf(report)]).toEqual([
      {
        code: 'RUN_UNBALANCED',
        message:
          'El libro no dice lo mismo que hassql/recaudo. La base no admitió 1 de sus registros: libro quarantine list.',
      },
      { source: '5: 50.00', ledger: '4: 40.00', difference: '1: 10.00' },
    ]);
  });
});
