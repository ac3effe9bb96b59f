import { expect, it } from 'vitest';
import type { Connection, Driver } from '../../../connectors/driver.ts';
import type { Stream } from '../../../connectors/source.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

const polled: Stream = { ...pagos, mode: { kind: 'cursor', column: 'CAMBIO', lagSeconds: 60 } };

/** The town's driver with a clock that the test sets. */
function at(driver: Driver, clock: string): Driver {
  const withClock = (connection: Connection): Connection =>
    new Proxy(connection, {
      get: (target, name) => {
        if (name === 'clock') return () => Promise.resolve(clock);
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
  return {
    ...driver,
    capabilities: { ...driver.capabilities, clock: true },
    connect: async (signal) => withClock(await driver.connect(signal)),
  };
}

function townWithStamps(): Town {
  const town = new Town(
    ['1', '2', '3', '4'].map((numero) => pagoWith({ numero })),
    true,
  );
  town.run("alter table PAGOS add column CAMBIO text; update PAGOS set CAMBIO = '2026-03-01 08:00:00'");
  return town;
}

describeOnEachDatabase('un flujo leído por novedades', (open) => {
  it('la primera lectura es entera; después solo se lee lo que cambió hasta el reloj menos el margen', async () => {
    const libro = open();
    using town = townWithStamps();
    await libro.run(polled, at(town.driver, '2026-03-01 09:00:00'));

    const nothing = await libro.run(polled, at(town.driver, '2026-03-01 10:00:00'));
    town.run("update PAGOS set VLR_PAGADO = '5.00', CAMBIO = '2026-03-01 10:10:00' where NUM_RECIBO = '2'");
    const tooYoung = await libro.run(polled, at(town.driver, '2026-03-01 10:10:30'));
    const edited = await libro.run(polled, at(town.driver, '2026-03-01 10:12:00'));

    expect([nothing.extent, nothing.read]).toEqual(['novedades', 0]);
    expect(tooYoung.read).toBe(0);
    expect(countsOf(edited)).toEqual({ read: 1, published: 1, unchanged: 0, rejected: 0, deleted: 0 });
    expect(await libro.rows('select posicion from corridas.flujo')).toEqual([{ posicion: '2026-03-01 10:11:00.000' }]);
  });

  it('no ve los borrados; la lectura entera sí', async () => {
    const libro = open();
    using town = townWithStamps();
    await libro.run(polled, at(town.driver, '2026-03-01 09:00:00'));
    town.run("delete from PAGOS where NUM_RECIBO = '3'");

    const poll = await libro.run(polled, at(town.driver, '2026-03-01 10:00:00'));
    const whole = await libro.run(polled, at(town.driver, '2026-03-01 11:00:00'), { full: true });

    expect([poll.deleted, whole.deleted]).toEqual([0, 1]);
  });
});
