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
      error: null,
      failingSince: null,
      deletesSuspendedSince: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d$/) as string,
      attention: [],
    });
  });

  it('dice con qué falla y desde cuándo, y lo olvida cuando vuelve a leerse bien', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' })]);
    await libro.run(pagos, town.driver);
    town.run('alter table PAGOS rename column VLR_PAGADO to VALOR');
    const first = await libro.run(pagos, town.driver);
    await libro.run(pagos, town.driver);
    await libro.rows(
      `update corridas.corrida set iniciada_en = iniciada_en - interval '1 day' where numero = ${String(first.run)}`,
    );

    const [failing] = await streamStatus(libro.database, ['hassql/recaudo'], libro.signal);
    town.run('alter table PAGOS rename column VALOR to VLR_PAGADO');
    await libro.run(pagos, town.driver);
    const [good] = await streamStatus(libro.database, ['hassql/recaudo'], libro.signal);

    const [since] = await libro.rows(
      `select to_char(iniciada_en at time zone 'America/Bogota', 'YYYY-MM-DD HH24:MI') as desde
         from corridas.corrida where numero = ${String(first.run)}`,
    );
    expect(failing).toMatchObject({ state: 'falló', error: first.error, failingSince: since?.['desde'] });
    expect(good).toMatchObject({ state: 'bien', error: null, failingSince: null, attention: [] });
  });

  it('avisa de un reloj que anduvo adelantado', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' })]);
    await libro.run(pagos, town.driver);
    await libro.rows(`update corridas.flujo set leido_entero_en = clock_timestamp() + interval '3 years'`);

    const [status] = await streamStatus(libro.database, ['hassql/recaudo'], libro.signal);

    expect(status?.attention).toEqual([
      'la última lectura tiene fecha posterior a la de ahora: revise el reloj de esta máquina',
    ]);
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
        error: null,
        failingSince: null,
        deletesSuspendedSince: null,
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
