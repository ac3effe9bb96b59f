import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';
import { wrapped } from '../../support/wrapped-driver.ts';

const none = { read: 0, published: 0, unchanged: 0, rejected: 0, deleted: 0 };
const five = ['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero }));

describeOnEachDatabase('una fuente que no es lo que se declaró', (open) => {
  const changes: readonly (readonly [string, string, string, RegExp])[] = [
    [
      'le falta una columna',
      'alter table PAGOS drop column ANULADO',
      'SOURCE_DRIFTED',
      /falta la columna ANULADO, que hassql\/recaudo declara\. Hay: NUM_RECIBO, /,
    ],
    [
      'una columna cambió de tipo',
      'alter table PAGOS drop column VLR_PAGADO; alter table PAGOS add column VLR_PAGADO real',
      'SOURCE_DRIFTED',
      /^La columna VLR_PAGADO de dbo\.PAGOS es REAL y hassql\/recaudo la lee como dinero \(campo valor\), que admite /,
    ],
    ['la tabla no está', 'drop table PAGOS', 'NOT_FOUND', /La tabla dbo\.PAGOS no está/],
  ];
  for (const [what, change, code, message] of changes) {
    it(`${what}: la corrida se detiene antes de leer una fila y no borra nada`, async () => {
      const libro = open();
      using town = new Town(five);
      await libro.run(pagos, town.driver);

      town.run(change);
      const run = await libro.run(pagos, town.driver);

      expect([run.outcome, run.error?.code, countsOf(run)]).toEqual(['falló', code, none]);
      expect(run.error?.message).toMatch(message);
      expect((await libro.recaudos()).filter((line) => line.endsWith('aplicado')).length).toBe(5);
      expect(await libro.rows('select estado from corridas.corrida order by numero')).toEqual([
        { estado: 'bien' },
        { estado: 'falló' },
      ]);
    });
  }

  it('no es una base, o no está: la corrida lo dice y lo del libro queda', async () => {
    const libro = open();
    using town = new Town(five);
    await libro.run(pagos, town.driver);
    const other = join(town.folder, 'otra.db');
    writeFileSync(other, 'esto no es una base de datos'.repeat(200));

    const noBase = await libro.run(pagos, sqlite({ file: other, schema: 'dbo' }));
    const noFile = await libro.run(pagos, sqlite({ file: join(town.folder, 'no-hay.db'), schema: 'dbo' }));

    expect([noBase.error?.code, noFile.error?.code]).toEqual(['SOURCE_REFUSED', 'SOURCE_UNREACHABLE']);
    expect(await libro.rows('select count(*) as n from libro.recaudo where _eliminado_en is null')).toEqual([{ n: 5 }]);
  });
});

describeOnEachDatabase('una fuente que se mueve mientras se lee', (open) => {
  it('y pierde filas: se lee como estaba, se anota, y lo que falta se borra la vez siguiente', async () => {
    const libro = open();
    using town = new Town(five);
    town.run('pragma journal_mode = wal');
    await libro.run(pagos, town.driver);

    const at = (point: string): Promise<void> => {
      if (point === 'leído') town.run("delete from PAGOS where NUM_RECIBO = '5'");
      return Promise.resolve();
    };
    const moving = await libro.run(pagos, town.driver, { at });
    const next = await libro.run(pagos, town.driver);

    expect([moving.error, countsOf(moving)]).toEqual([null, { ...none, read: 5, unchanged: 5 }]);
    expect(moving.notes).toEqual(['la fuente cambió mientras se leía dbo.PAGOS']);
    expect(countsOf(next)).toEqual({ ...none, read: 4, unchanged: 4, deleted: 1 });
  });

  it('o entrega menos filas de las que cuenta: la corrida falla y no borra nada', async () => {
    const libro = open();
    using town = new Town(five);
    await libro.run(pagos, town.driver);
    const cutting = wrapped(town.driver, {
      read: (read) =>
        async function* (request, signal) {
          for await (const rows of read(request, signal)) yield rows.slice(0, 4);
        },
    });

    const run = await libro.run(pagos, cutting);

    expect(run.error).toEqual({
      code: 'SOURCE_SHRANK',
      message: 'hassql/recaudo cuenta 5 filas y entregó 4. No se borró nada; revise la fuente y repita la corrida.',
    });
    expect((await libro.recaudos()).filter((line) => line.endsWith('eliminado'))).toEqual([]);
  });

  it('o pierde la mitad de lo suyo: lo que siempre estuvo apartado no cuenta al medir cuánto falta', async () => {
    const libro = open();
    using town = new Town([
      ...five.slice(0, 4),
      ...['a', 'b', 'c', 'd'].map((numero) => pagoWith({ numero, fecha: 'ayer' })),
    ]);
    await libro.run(pagos, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO < '3'");
    const run = await libro.run(pagos, town.driver);

    expect([run.error?.code, run.deleted]).toEqual(['SOURCE_SHRANK', 0]);
    expect(run.error?.message).toContain('desaparecieron 2 de 4 registros');
  });

  it('o cambia de clave casi la mitad de lo suyo: lo nuevo no cuenta al medir cuánto falta', async () => {
    const libro = open();
    using town = new Town(five);
    await libro.run(pagos, town.driver);

    town.run("update PAGOS set NUM_RECIBO = 'R' || NUM_RECIBO where NUM_RECIBO < '3'");
    const run = await libro.run(pagos, town.driver);
    const accepted = await libro.run(pagos, town.driver, { acceptDeletes: 2 });

    expect([run.error?.code, run.error?.message.slice(0, 74)]).toEqual([
      'SOURCE_SHRANK',
      'En hassql/recaudo desaparecieron 2 de 5 registros y el flujo admite hasta ',
    ]);
    expect([accepted.error, accepted.deleted]).toEqual([null, 2]);
  });

  it('o repite una clave que no repetía: la corrida falla antes de borrar', async () => {
    const libro = open();
    using town = new Town(five);
    await libro.run(pagos, town.driver);
    town.run("delete from PAGOS where NUM_RECIBO = '5'");
    let counted = 0;
    const repeating = wrapped(town.driver, {
      count:
        (count) =>
        async (...asked) => {
          counted += 1;
          // The first count comes after the search for repeated keys and before the reading.
          if (counted === 1) town.add(pagoWith({ numero: '1', valor: '3.00' }));
          return count(...asked);
        },
    });

    const run = await libro.run(pagos, repeating);
    const settled = await libro.run(pagos, town.driver);

    expect(run.error).toEqual({
      code: 'KEY_REPEATED',
      message:
        'hassql/recaudo trajo la misma clave dos veces en una lectura (la fuente cambió mientras se leía). ' +
        'No se borró nada; repita la corrida.',
    });
    expect(run.deleted).toBe(0);
    expect(countsOf(settled)).toEqual({ ...none, read: 5, unchanged: 3, rejected: 2, deleted: 1 });
  });

  it('y la búsqueda de claves repetidas, que puede durar, renueva el turno', async () => {
    const libro = open();
    using town = new Town(Array.from({ length: 4500 }, (_, index) => pagoWith({ numero: String(index) })));
    const leases: string[] = [];
    const watching = wrapped(town.driver, {
      read: (read) =>
        async function* (request, signal) {
          for await (const rows of read(request, signal)) {
            const [stream] = await libro.rows<{ vence: string }>('select vence::text from corridas.flujo');
            leases.push(stream?.vence ?? '');
            yield rows;
          }
        },
    });

    const run = await libro.run(pagos, watching, { clock: jumping(60_000) });

    // Three batches of keys come before the three of rows.
    expect(run.error).toBe(null);
    expect(new Set(leases.slice(0, 3)).size).toBe(3);
  });
});

/** A clock that is this much later each time that it is asked. */
function jumping(milliseconds: number): () => number {
  let now = Date.parse('2026-11-20T12:00:00.000Z');
  return () => (now += milliseconds);
}
