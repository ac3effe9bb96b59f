import { expect, it } from 'vitest';
import type { Stream } from '../../../connectors/source.ts';
import { recaudoBancario } from '../../../connectors/sources/recaudo-bancario.ts';
import { verifyStream } from '../../../pipelines/verify.ts';
import type { VerifyReport } from '../../../pipelines/verify.ts';
import { DropFolder } from '../../support/bank-file.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

const [recaudo] = recaudoBancario.streams as readonly [Stream, Stream];
const five = ['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero, valor: '10.00' }));

/** Rows and pesos of every side that is not empty. */
function sidesOf(report: VerifyReport): Readonly<Record<string, string>> {
  const { source, quarantined, ledger, apart, stale, leaving, pending, difference } = report;
  const sides = { source, quarantined, ledger, apart, stale, leaving, ...pending, difference };
  return Object.fromEntries(
    Object.entries(sides)
      .filter(([, { rows, amounts }]) => rows !== 0 || amounts['valor'] !== '0.00')
      .map(([name, { rows, amounts }]) => [name, `${String(rows)}: ${amounts['valor'] ?? ''}`]),
  );
}

describeOnEachDatabase('verify sostiene la fuente contra el libro', (open) => {
  it('también la de archivos que ya se aplicaron, y nota un centavo cambiado', async () => {
    const libro = open();
    using drop = new DropFolder();
    drop.put('lunes.txt', { day: '20260302', modifier: 'A', payments: [1000, 2500] });
    drop.put('martes.txt', { day: '20260303', modifier: 'A', payments: [30] });
    const task = libro.task(recaudo, drop.driver, { source: 'banco' });
    await libro.sync(task);

    const right = await verifyStream(task);
    await libro.rows('update libro.recaudo set valor = valor + 0.01 where valor = 30');
    const wrong = await verifyStream(task);

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
    const report = await verifyStream(task);

    expect([report.error, sidesOf(report)]).toEqual([
      null,
      { source: '2: 38.00', ledger: '1: 30.00', apart: '2: 3500.00', after: '2: 38.00', before: '1: 30.00' },
    ]);
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
    const report = await verifyStream(libro.task(pagos, town.driver));

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
    const report = await verifyStream(libro.task(pagos, town.driver));

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
    const report = await verifyStream(libro.task(pagos, town.driver));

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
    const report = await verifyStream(libro.task(pagos, town.driver));

    expect([report.ok, report.error?.code]).toEqual([false, 'SOURCE_SHRANK']);
    expect(sidesOf(report)).toMatchObject({ source: '2: 20.00', ledger: '5: 50.00', leaving: '3: 30.00' });
  });
});
