import { expect, it } from 'vitest';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

describeOnEachDatabase('de los pagos de Hassql al libro', (open) => {
  it('la primera lectura publica todo y la segunda no escribe nada', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2', valor: '99.5', anulado: 'S' })]);

    const first = await libro.run(pagos, town.driver);
    const segments = await libro.rows('select * from log.segmento');
    const second = await libro.run(pagos, town.driver);

    expect(first.error).toBe(null);
    expect(countsOf(first)).toEqual({ read: 2, published: 2, unchanged: 0, rejected: 0, deleted: 0 });
    expect(countsOf(second)).toEqual({ read: 2, published: 0, unchanged: 2, rejected: 0, deleted: 0 });
    expect(await libro.recaudos()).toEqual(['2026 1 125000.00 aplicado', '2026 2 99.50 anulado']);
    expect(await libro.rows('select * from log.segmento')).toEqual(segments);
  });

  it('una fila editada en su sitio se publica y su estado anterior queda en la historia', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2' })]);
    await libro.run(pagos, town.driver);

    town.run("update PAGOS set VLR_PAGADO = '0', ANULADO = 'S' where NUM_RECIBO = '2'");
    const run = await libro.run(pagos, town.driver);

    expect(countsOf(run)).toEqual({ read: 2, published: 1, unchanged: 1, rejected: 0, deleted: 0 });
    expect(await libro.recaudos()).toEqual(['2026 1 125000.00 aplicado', '2026 2 0.00 anulado']);
    expect(await libro.history()).toEqual(['2026 2 125000.00 aplicado']);
  });

  it('una fila borrada conserva sus valores y, si reaparece, vuelve a estar viva', async () => {
    const libro = open();
    const rows = ['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero }));
    using town = new Town(rows);
    await libro.run(pagos, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO = '3'");
    const gone = await libro.run(pagos, town.driver);
    const afterGone = await libro.recaudos();
    town.add(pagoWith({ numero: '3', valor: '7.00' }));
    const back = await libro.run(pagos, town.driver);

    expect(countsOf(gone)).toEqual({ read: 4, published: 0, unchanged: 4, rejected: 0, deleted: 1 });
    expect(afterGone[2]).toBe('2026 3 125000.00 aplicado eliminado');
    expect(countsOf(back)).toEqual({ read: 5, published: 1, unchanged: 4, rejected: 0, deleted: 0 });
    expect((await libro.recaudos())[2]).toBe('2026 3 7.00 aplicado');
    expect(await libro.history()).toEqual(['2026 3 125000.00 aplicado', '2026 3 125000.00 aplicado eliminado']);
  });

  it('una fila borrada se borra una vez, y si reaparece tal como era vuelve a estar viva', async () => {
    const libro = open();
    using town = new Town(['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero })));
    await libro.run(pagos, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO = '3'");
    const gone = await libro.run(pagos, town.driver);
    const still = await libro.run(pagos, town.driver);
    town.add(pagoWith({ numero: '3' }));
    const back = await libro.run(pagos, town.driver);

    expect([gone.deleted, still.deleted]).toEqual([1, 0]);
    expect(countsOf(back)).toEqual({ read: 5, published: 1, unchanged: 4, rejected: 0, deleted: 0 });
    expect((await libro.recaudos())[2]).toBe('2026 3 125000.00 aplicado');
  });

  it('una fila ilegible queda en cuarentena, no se escribe dos veces, y al corregirla se publica y se cierra', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2', fecha: '2026-02-31' })]);

    const first = await libro.run(pagos, town.driver);
    const again = await libro.run(pagos, town.driver);
    const apart = await libro.rows('select clave, columna, valor, estado, montos from corridas.cuarentena');
    town.run("update PAGOS set FEC_PAGO = '2026-02-28' where NUM_RECIBO = '2'");
    const mended = await libro.run(pagos, town.driver);

    expect(countsOf(first)).toEqual({ read: 2, published: 1, unchanged: 0, rejected: 1, deleted: 0 });
    expect(countsOf(again)).toEqual({ read: 2, published: 0, unchanged: 1, rejected: 1, deleted: 0 });
    expect(apart).toEqual([
      {
        clave: '[2026,"2"]',
        columna: 'FEC_PAGO',
        valor: '2026-02-31',
        estado: 'abierta',
        montos: { valor: '125000.00' },
      },
    ]);
    expect(countsOf(mended)).toEqual({ read: 2, published: 1, unchanged: 1, rejected: 0, deleted: 0 });
    expect(await libro.rows('select estado from corridas.cuarentena')).toEqual([{ estado: 'cerrada' }]);
  });

  it('una fila ilegible que pasa a serlo por otra razón tiene abierta solo la última', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2', fecha: '2026-02-31' })]);
    await libro.run(pagos, town.driver);

    town.run("update PAGOS set FEC_PAGO = '2026-02-28', VLR_PAGADO = 'N/A' where NUM_RECIBO = '2'");
    const run = await libro.run(pagos, town.driver);

    expect(countsOf(run)).toEqual({ read: 2, published: 0, unchanged: 1, rejected: 1, deleted: 0 });
    expect(await libro.rows('select columna, estado from corridas.cuarentena order by id')).toEqual([
      { columna: 'FEC_PAGO', estado: 'cerrada' },
      { columna: 'VLR_PAGADO', estado: 'abierta' },
    ]);
  });

  it('una fila buena que se daña conserva en el libro su último estado bueno', async () => {
    const libro = open();
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2' })]);
    await libro.run(pagos, town.driver);

    town.run("update PAGOS set VLR_PAGADO = 'N/A' where NUM_RECIBO = '2'");
    const damaged = await libro.run(pagos, town.driver);
    town.run("update PAGOS set VLR_PAGADO = '125000.00' where NUM_RECIBO = '2'");
    const restored = await libro.run(pagos, town.driver);

    expect(countsOf(damaged)).toEqual({ read: 2, published: 0, unchanged: 1, rejected: 1, deleted: 0 });
    expect(countsOf(restored)).toEqual({ read: 2, published: 0, unchanged: 2, rejected: 0, deleted: 0 });
    expect(await libro.recaudos()).toEqual(['2026 1 125000.00 aplicado', '2026 2 125000.00 aplicado']);
    expect(await libro.rows('select estado from corridas.cuarentena')).toEqual([{ estado: 'cerrada' }]);
  });

  for (const indexed of [false, true]) {
    const where = indexed ? ', también donde un índice único las tiene por distintas' : '';
    it(`dos filas con la misma clave se apartan las dos, y la que era única sigue en el libro${where}`, async () => {
      const libro = open();
      using town = new Town([pagoWith({ numero: 'A-1' }), pagoWith({ numero: 'B-1' })], indexed);
      await libro.run(pagos, town.driver);

      town.add(pagoWith({ numero: 'A-1\u00a0', valor: '1.00' }));
      const repeated = await libro.run(pagos, town.driver);
      const again = await libro.run(pagos, town.driver);
      town.run("delete from PAGOS where VLR_PAGADO = '1.00'");
      const healed = await libro.run(pagos, town.driver);

      expect(repeated.error).toBe(null);
      expect(countsOf(repeated)).toEqual({ read: 3, published: 0, unchanged: 1, rejected: 2, deleted: 0 });
      expect(countsOf(again)).toEqual({ read: 3, published: 0, unchanged: 1, rejected: 2, deleted: 0 });
      expect(await libro.rows('select count(*) as n from corridas.cuarentena')).toEqual([{ n: 2 }]);
      expect(countsOf(healed)).toEqual({ read: 2, published: 0, unchanged: 2, rejected: 0, deleted: 0 });
      expect(await libro.rows("select count(*) as n from corridas.cuarentena where estado = 'abierta'")).toEqual([
        { n: 0 },
      ]);
      expect(await libro.recaudos()).toEqual(['2026 A-1 125000.00 aplicado', '2026 B-1 125000.00 aplicado']);
    });
  }

  it('si falta media fuente no se borra nada y se dice cuánto falta', async () => {
    const libro = open();
    using town = new Town(['1', '2', '3', '4'].map((numero) => pagoWith({ numero })));
    await libro.run(pagos, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO in ('1', '2')");
    const shrunk = await libro.run(pagos, town.driver);
    const fewer = await libro.run(pagos, town.driver, { acceptDeletes: 1 });
    const more = await libro.run(pagos, town.driver, { acceptDeletes: 3 });
    const accepted = await libro.run(pagos, town.driver, { acceptDeletes: 2 });

    expect(shrunk.error).toEqual({
      code: 'SOURCE_SHRANK',
      message:
        'En hassql/recaudo desaparecieron 2 de 4 registros y el flujo admite hasta el 30 %. ' +
        'No se borró ninguno. Revise la fuente; si es cierto, repita con --accept-deletes 2.',
    });
    expect([fewer.error?.code, more.error?.code]).toEqual(['SOURCE_SHRANK', 'SOURCE_SHRANK']);
    expect(countsOf(accepted)).toEqual({ read: 2, published: 0, unchanged: 2, rejected: 0, deleted: 2 });
  });

  it('una fila sin clave legible suspende los borrados hasta que desaparece', async () => {
    const libro = open();
    using town = new Town(['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero })));
    await libro.run(pagos, town.driver);

    town.add(pagoWith({ numero: null }));
    town.run("delete from PAGOS where NUM_RECIBO = '5'");
    const suspended = await libro.run(pagos, town.driver);
    const again = await libro.run(pagos, town.driver);
    town.run('delete from PAGOS where NUM_RECIBO is null');
    const free = await libro.run(pagos, town.driver);

    expect([countsOf(suspended), suspended.deletesSuspended]).toEqual([
      { read: 5, published: 0, unchanged: 4, rejected: 1, deleted: 0 },
      1,
    ]);
    expect([countsOf(again), again.deletesSuspended]).toEqual([
      { read: 5, published: 0, unchanged: 4, rejected: 1, deleted: 0 },
      1,
    ]);
    expect(countsOf(free)).toEqual({ read: 4, published: 0, unchanged: 4, rejected: 0, deleted: 1 });
  });

  it('un ensayo dice lo mismo y no escribe nada', async () => {
    const libro = open();
    using town = new Town(['1', '2', '3', '4'].map((numero) => pagoWith({ numero })));

    const dry = await libro.run(pagos, town.driver, { dryRun: true });

    expect(countsOf(dry)).toEqual({ read: 4, published: 4, unchanged: 0, rejected: 0, deleted: 0 });
    expect(await libro.recaudos()).toEqual([]);
    expect(await libro.rows('select count(*) as n from log.segmento')).toEqual([{ n: 0 }]);
  });
});
