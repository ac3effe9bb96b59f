import { expect, it } from 'vitest';
import { runStream } from '../../../pipelines/capture/run.ts';
import { describeOnEachDatabase, describeOnEachServer } from '../../support/each-database.ts';
import { Gate } from '../../support/gate.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';
import { sidesOf } from './sides.ts';

const five = ['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero, valor: '10.00' }));

describeOnEachDatabase('verify sobre una fuente viva', (open) => {
  it('lee otra vez si la fuente cambia, y a la tercera dice que se mueve', async () => {
    const libro = open();
    using town = new Town(five);
    town.run('pragma journal_mode = wal');
    await libro.run(pagos, town.driver);
    let [once, always] = [0, 0];

    const still = await libro.verify(
      libro.task(pagos, town.driver, {
        at: (point) => {
          if (point === 'leído' && (once += 1) === 1) town.add(pagoWith({ numero: '6', valor: '1.00' }));
          return Promise.resolve();
        },
      }),
    );
    const moving = await libro.verify(
      libro.task(pagos, town.driver, {
        at: (point) => {
          if (point === 'leído') town.add(pagoWith({ numero: `M${String((always += 1))}`, valor: '1.00' }));
          return Promise.resolve();
        },
      }),
    );

    expect([still.error, once, sidesOf(still)]).toEqual([
      null,
      2,
      { source: '6: 51.00', ledger: '5: 50.00', after: '1: 1.00' },
    ]);
    expect([moving.ok, always, moving.error]).toEqual([
      false,
      3,
      {
        code: 'SOURCE_BUSY',
        message:
          'hassql/recaudo: la fuente se mueve; cambió en 3 lecturas seguidas y no se puede sostener contra el libro. Repita cuando nadie la use.',
      },
    ]);
  });
});

describeOnEachServer('verify y una lectura del mismo flujo', (open, connect) => {
  it('no se cruzan: mientras una tiene el turno la otra dice que está ocupado', async () => {
    const libro = open();
    using town = new Town(five);
    await libro.run(pagos, town.driver);
    await using one = await connect('verificadora');
    await using two = await connect('lectora');
    const gate = new Gate('leído');

    const verifying = libro.verify(
      libro.task(pagos, town.driver, { database: one, holder: 'verificadora', at: gate.at }),
    );
    await gate.reached;
    const run = await runStream(libro.task(pagos, town.driver, { database: two, holder: 'lectora' }));
    gate.open();
    const report = await verifying;

    expect([run.error?.code, report.error]).toEqual(['SOURCE_BUSY', null]);
  });

  it('y si una lectura tiene el turno, no empieza', async () => {
    const libro = open();
    using town = new Town(five);
    await using one = await connect('lectora');
    const gate = new Gate('leído');

    const reading = runStream(libro.task(pagos, town.driver, { database: one, holder: 'lectora', at: gate.at }));
    await gate.reached;
    const report = await libro.verify(libro.task(pagos, town.driver));
    gate.open();
    await reading;

    expect([report.ok, report.error?.code, sidesOf(report)]).toEqual([false, 'SOURCE_BUSY', {}]);
  });
});
