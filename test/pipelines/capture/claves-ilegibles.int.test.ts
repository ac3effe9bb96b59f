import { hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { byVigencia } from '../../../connectors/scope.ts';
import type { Stream } from '../../../connectors/source.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

const byYear: Stream = { ...pagos, scope: byVigencia('VIGENCIA', { last: 2 }) };

describeOnEachDatabase('una fila cuya clave no se puede leer', (open) => {
  for (const full of [true, false]) {
    it(`porque se le dañó la vigencia sigue en el libro, ${full ? 'leída la fuente entera' : 'leída la ventana'}`, async () => {
      const libro = open();
      using town = new Town(['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero })));
      await libro.run(byYear, town.driver);

      town.run("update PAGOS set VIGENCIA = '20Z6' where NUM_RECIBO = '3'");
      const damaged = await libro.run(byYear, town.driver, { full });
      const during = await libro.recaudos();
      town.run("update PAGOS set VIGENCIA = '2026' where NUM_RECIBO = '3'");
      const mended = await libro.run(byYear, town.driver, { full });

      expect([countsOf(damaged), damaged.deletesSuspended]).toEqual([
        { read: 5, published: 0, unchanged: 4, rejected: 1, deleted: 0 },
        1,
      ]);
      expect(during[2]).toBe('2026 3 125000.00 aplicado');
      expect(countsOf(mended)).toEqual({ read: 5, published: 0, unchanged: 5, rejected: 0, deleted: 0 });
      expect(await libro.history()).toEqual([]);
    });
  }

  it('deja borrar lo demás cuando una persona la descarta', async () => {
    const libro = open();
    using town = new Town(['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero })));
    await libro.run(byYear, town.driver);
    town.run("update PAGOS set VIGENCIA = '20Z6' where NUM_RECIBO = '3'");
    await libro.run(byYear, town.driver);
    await libro.database.execute("update corridas.cuarentena set estado = 'descartada'", libro.signal);

    const run = await libro.run(byYear, town.driver);

    expect(countsOf(run)).toEqual({ read: 5, published: 0, unchanged: 4, rejected: 1, deleted: 1 });
  });

  it('porque es más larga de lo que un índice admite se aparta por su nombre, y las demás entran', async () => {
    const libro = open();
    // A repeated character would be short once PostgreSQL compresses it.
    const long = Array.from({ length: 80 }, (_, at) => hash('sha256', String(at), 'base64url')).join('');
    using town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: long }), pagoWith({ numero: '2' })]);

    const run = await libro.run(pagos, town.driver);

    expect([run.error, countsOf(run)]).toEqual([
      null,
      { read: 3, published: 2, unchanged: 0, rejected: 1, deleted: 0 },
    ]);
    expect(await libro.rows('select clave, columna, se_espera, reintentable from corridas.cuarentena')).toEqual([
      { clave: null, columna: 'VIGENCIA, NUM_RECIBO', se_espera: 'una clave de hasta 2000 bytes', reintentable: true },
    ]);
  });

  it('si está en el límite entra hasta el libro', async () => {
    const libro = open();
    const long = Array.from({ length: 80 }, (_, at) => hash('sha256', String(at), 'base64url'))
      .join('')
      .slice(0, 1990);
    using town = new Town([pagoWith({ numero: long })]);

    const run = await libro.run(pagos, town.driver);

    expect(countsOf(run)).toEqual({ read: 1, published: 1, unchanged: 0, rejected: 0, deleted: 0 });
    expect(await libro.recaudos()).toEqual([`2026 ${long} 125000.00 aplicado`]);
  });
});
