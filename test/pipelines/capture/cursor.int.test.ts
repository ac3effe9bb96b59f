import { expect, it } from 'vitest';
import type { Driver, RawRow } from '../../../connectors/driver.ts';
import { opcional, texto } from '../../../connectors/fields/index.ts';
import type { Stream } from '../../../connectors/source.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';
import { wrapped } from '../../support/wrapped-driver.ts';

const polled: Stream = { ...pagos, mode: { kind: 'cursor', column: 'CAMBIO', lagSeconds: 60 } };

/** The town's driver with a clock that the test sets. */
function at(driver: Driver, clock: string): Driver {
  return wrapped(driver, { clock: () => () => Promise.resolve(clock) });
}

function townWithStamps(): Town {
  const town = new Town(
    ['1', '2', '3', '4'].map((numero) => pagoWith({ numero })),
    true,
  );
  town.run("alter table PAGOS add column CAMBIO text; update PAGOS set CAMBIO = '2026-03-01 08:00:00'");
  return town;
}

async function* withoutFirst(batches: AsyncIterable<readonly RawRow[]>): AsyncGenerator<readonly RawRow[]> {
  for await (const rows of batches) yield rows.slice(1);
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

  it('sin novedades no escribe ningún segmento, y la posición avanza al confirmar', async () => {
    const libro = open();
    using town = townWithStamps();
    await libro.run(polled, at(town.driver, '2026-03-01 09:00:00'));
    const before = await libro.rows('select * from log.segmento');
    town.run("update PAGOS set VLR_PAGADO = '5.00', CAMBIO = '2026-03-01 09:30:00' where NUM_RECIBO = '2'");

    const cut = await libro.run(polled, at(town.driver, '2026-03-01 10:00:00'), {
      at: (point) => (point === 'lote: escrito' ? Promise.reject(new Error('se fue la luz')) : Promise.resolve()),
    });
    const unmoved = await libro.rows('select posicion from corridas.flujo');
    const edited = await libro.run(polled, at(town.driver, '2026-03-01 10:00:00'));
    const after = await libro.rows('select * from log.segmento');
    const nothing = await libro.run(polled, at(town.driver, '2026-03-01 10:05:00'));

    expect([cut.outcome, unmoved]).toEqual(['falló', [{ posicion: '2026-03-01 08:59:00.000' }]]);
    expect([edited.published, after.length]).toEqual([1, before.length + 1]);
    expect([nothing.error, nothing.read]).toEqual([null, 0]);
    expect(await libro.rows('select * from log.segmento')).toEqual(after);
    expect(await libro.rows('select posicion from corridas.flujo')).toEqual([{ posicion: '2026-03-01 10:04:00.000' }]);
  });

  it('preguntar sin que haya novedades no cuenta la tabla ni la recorre: pide dos veces lo que cambió', async () => {
    const libro = open();
    using town = townWithStamps();
    await libro.run(polled, at(town.driver, '2026-03-01 09:00:00'));
    const asked: string[] = [];
    const watched = wrapped(at(town.driver, '2026-03-01 10:00:00'), {
      read: (read) => (request, signal) => {
        asked.push(`read ${request.where.map(({ kind }) => kind).join(' ')}`);
        return read(request, signal);
      },
      count: (count) => (table, where, signal) => {
        asked.push('count');
        return count(table, where, signal);
      },
      uniqueOn: (uniqueOn) => (table, columns, signal) => {
        asked.push('uniqueOn');
        return uniqueOn(table, columns, signal);
      },
    });

    const nothing = await libro.run(polled, watched);

    expect([nothing.extent, nothing.error, nothing.read]).toEqual(['novedades', null, 0]);
    expect(asked).toEqual(['read range', 'read range']);
  });

  it('lo que se escribe durante la primera lectura se ve en la siguiente', async () => {
    const libro = open();
    using town = townWithStamps();
    town.run('pragma journal_mode = wal');
    let now = '2026-03-01 09:00:00';
    const moving = wrapped(town.driver, { clock: () => () => Promise.resolve(now) });

    await libro.run(polled, moving, {
      at: (point) => {
        if (point === 'leído') {
          now = '2026-03-01 09:30:00';
          town.run("update PAGOS set VLR_PAGADO = '5.00', CAMBIO = '2026-03-01 09:10:00' where NUM_RECIBO = '2'");
        }
        return Promise.resolve();
      },
    });
    const next = await libro.run(polled, moving);

    expect([next.extent, countsOf(next)]).toEqual([
      'novedades',
      { read: 1, published: 1, unchanged: 0, rejected: 0, deleted: 0 },
    ]);
  });

  it('una fila que aparece tarde, dentro del margen, se ve la vez siguiente', async () => {
    const libro = open();
    using town = townWithStamps();
    await libro.run(polled, at(town.driver, '2026-03-01 09:00:00'));

    await libro.run(polled, at(town.driver, '2026-03-01 10:00:00'));
    town.add(pagoWith({ numero: '5' }));
    town.run("update PAGOS set CAMBIO = '2026-03-01 09:59:30' where NUM_RECIBO = '5'");
    const late = await libro.run(polled, at(town.driver, '2026-03-01 10:05:00'));
    town.add(pagoWith({ numero: '6' }));
    town.run("update PAGOS set CAMBIO = '2026-03-01 09:58:59' where NUM_RECIBO = '6'");
    const tooLate = await libro.run(polled, at(town.driver, '2026-03-01 10:10:00'));
    const whole = await libro.run(polled, at(town.driver, '2026-03-01 10:15:00'), { full: true });

    expect(countsOf(late)).toEqual({ read: 1, published: 1, unchanged: 0, rejected: 0, deleted: 0 });
    expect([tooLate.read, whole.published]).toEqual([0, 1]);
  });

  it('bajo otra declaración sigue leyendo novedades, y la lectura entera publica lo que difiere', async () => {
    const libro = open();
    using town = townWithStamps();
    await libro.run(polled, at(town.driver, '2026-03-01 09:00:00'));
    const other: Stream = { ...polled, fields: { ...polled.fields, referencia: opcional(texto('CEDULA_CATASTRAL')) } };
    town.run("update PAGOS set CAMBIO = '2026-03-01 09:30:00' where NUM_RECIBO = '2'");

    const poll = await libro.run(other, at(town.driver, '2026-03-01 10:00:00'));
    const whole = await libro.run(other, at(town.driver, '2026-03-01 11:00:00'), { full: true });

    expect(countsOf(poll)).toEqual({ read: 1, published: 1, unchanged: 0, rejected: 0, deleted: 0 });
    expect(countsOf(whole)).toEqual({ read: 4, published: 3, unchanged: 1, rejected: 0, deleted: 0 });
  });

  it('si el reloj de la fuente volvió atrás, se lee entera y la posición vuelve con él', async () => {
    const libro = open();
    using town = townWithStamps();
    await libro.run(polled, at(town.driver, '2026-03-01 10:00:00'));
    town.run("update PAGOS set VLR_PAGADO = '5.00', CAMBIO = '2026-03-01 08:30:00' where NUM_RECIBO = '2'");

    const restored = await libro.run(polled, at(town.driver, '2026-03-01 09:00:00'));
    const next = await libro.run(polled, at(town.driver, '2026-03-01 09:10:00'));

    expect([restored.extent, restored.read, restored.published]).toEqual(['completa', 4, 1]);
    expect(restored.notes).toEqual([expect.stringContaining('volvió atrás')]);
    expect([next.extent, next.read]).toEqual(['novedades', 0]);
  });

  it('si se pierde una fila en el camino no cuadra y la posición no avanza: la vez siguiente se lee', async () => {
    const libro = open();
    using town = townWithStamps();
    await libro.run(polled, at(town.driver, '2026-03-01 09:00:00'));
    town.run("update PAGOS set VLR_PAGADO = '5.00', CAMBIO = '2026-03-01 09:30:00' where NUM_RECIBO < '3'");

    const losing = await libro.run(polled, at(town.driver, '2026-03-01 10:00:00'), {
      wrap: (steps) => ({ ...steps, read: (rows) => steps.read(withoutFirst(rows)) }),
    });
    const unmoved = await libro.rows('select posicion from corridas.flujo');
    const again = await libro.run(polled, at(town.driver, '2026-03-01 10:00:00'));

    expect([losing.error?.code, unmoved]).toEqual(['RUN_UNBALANCED', [{ posicion: '2026-03-01 08:59:00.000' }]]);
    expect(countsOf(again)).toEqual({ read: 2, published: 1, unchanged: 1, rejected: 0, deleted: 0 });
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
