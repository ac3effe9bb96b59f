import { expect, it } from 'vitest';
import { streamStatus } from '../../pipelines/status.ts';
import { describeOnEachDatabase } from '../support/each-database.ts';
import { Town, pagoWith, pagos } from '../support/town.ts';

describeOnEachDatabase('el estado de un flujo', (open) => {
  it('dice desde cuándo y por cuánto hay filas en cuarentena, y borrados suspendidos', async () => {
    const libro = open();
    using town = new Town([
      pagoWith({ numero: '1' }),
      pagoWith({ numero: '2', fecha: 'mala', valor: '10.50' }),
      pagoWith({ numero: null, valor: '4.25' }),
      pagoWith({ numero: '4', valor: 'N/A' }),
    ]);
    await libro.run(pagos, town.driver);

    const [status] = await streamStatus(libro.database, ['hassql/recaudo'], libro.signal);

    expect(status).toMatchObject({
      state: 'bien',
      records: 1,
      quarantined: 3,
      quarantinedSince: '2026-11-20 07:00',
      quarantinedAmounts: { valor: '14.75' },
      attention: [expect.stringMatching(/^borrados suspendidos desde \d{4}-\d\d-\d\d \d\d:\d\d$/)],
    });
  });

  it('de uno que nunca se leyó no dice nada que no sepa', async () => {
    const libro = open();

    const statuses = await streamStatus(libro.database, ['hassql/nada'], libro.signal);

    expect(statuses).toEqual([
      {
        origin: 'hassql/nada',
        run: null,
        state: null,
        endedAt: null,
        readWholeAt: null,
        records: 0,
        quarantined: 0,
        quarantinedSince: null,
        quarantinedAmounts: {},
        attention: [],
      },
    ]);
  });

  it('sigue diciendo de los registros que la base no admitió hasta que entran', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2' })]);
    await libro.rows("alter table libro.recaudo add constraint no_dos check (numero <> '2')");
    await libro.sync(libro.task(pagos, town.driver));
    await libro.sync(libro.task(pagos, town.driver));

    const [status] = await streamStatus(libro.database, ['hassql/recaudo'], libro.signal);

    expect(status?.attention).toEqual(['registros ya leídos que la base no admitió: 1 (libro quarantine list)']);
  });
});
