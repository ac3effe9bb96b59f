import { expect, it } from 'vitest';
import { byVigencia } from '../../../connectors/scope.ts';
import type { Stream } from '../../../connectors/source.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

const windowed: Stream = { ...pagos, scope: byVigencia('VIGENCIA', { last: 2 }) };
const rows = ['2023', '2024', '2025', '2025', '2026', '2026'].map((vigencia, index) =>
  pagoWith({ numero: String(index + 1), vigencia, fecha: `${vigencia}-03-02` }),
);

describeOnEachDatabase('un flujo leído por vigencias', (open) => {
  it('se lee entero la primera vez y después solo su ventana, sin borrar lo que quedó fuera', async () => {
    const libro = open();
    using town = new Town(rows);

    const first = await libro.run(windowed, town.driver);
    const second = await libro.run(windowed, town.driver);
    const nextYear = await libro.run(windowed, town.driver, { today: '2027-01-02' });

    expect([first.extent, first.published]).toEqual(['completa', 6]);
    expect([second.extent, countsOf(second)]).toEqual([
      'ventana',
      { read: 4, published: 0, unchanged: 4, rejected: 0, deleted: 0 },
    ]);
    expect(countsOf(nextYear)).toEqual({ read: 2, published: 0, unchanged: 2, rejected: 0, deleted: 0 });
    expect((await libro.recaudos()).filter((line) => line.endsWith('eliminado'))).toEqual([]);
  });

  it('una fila que pasa a otra vigencia de la ventana se mueve con su ámbito', async () => {
    const libro = open();
    const byNumber: Stream = { ...windowed, key: ['numero'] };
    using town = new Town(rows);
    await libro.run(byNumber, town.driver);

    town.run("update PAGOS set VIGENCIA = '2026' where NUM_RECIBO = '3'");
    const run = await libro.run(byNumber, town.driver);

    expect(countsOf(run)).toEqual({ read: 4, published: 1, unchanged: 3, rejected: 0, deleted: 0 });
    expect(await libro.rows("select _ambito from libro.recaudo where numero = '3'")).toEqual([
      { _ambito: 'vigencia=2026' },
    ]);
  });

  it('una fila que sale de la ventana se vuelve a preguntar y se captura donde está, no se borra', async () => {
    const libro = open();
    const byNumber: Stream = { ...windowed, key: ['numero'] };
    using town = new Town(rows);
    await libro.run(byNumber, town.driver);

    town.run("update PAGOS set VIGENCIA = '2023' where NUM_RECIBO = '5'");
    const run = await libro.run(byNumber, town.driver);

    expect(run.error).toBe(null);
    expect(countsOf(run)).toEqual({ read: 4, published: 1, unchanged: 3, rejected: 0, deleted: 0 });
    expect(await libro.rows("select vigencia, _ambito from libro.recaudo where numero = '5'")).toEqual([
      { vigencia: 2023, _ambito: 'vigencia=2023' },
    ]);
  });

  it('una fila borrada dentro de la ventana se borra; una de fuera, solo cuando se lee entero', async () => {
    const libro = open();
    using town = new Town([...rows, ...['7', '8', '9'].map((numero) => pagoWith({ numero }))]);
    await libro.run(windowed, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO in ('1', '5')");
    const inside = await libro.run(windowed, town.driver);
    const all = await libro.run(windowed, town.driver, { full: true });

    expect([inside.deleted, all.deleted]).toEqual([1, 1]);
  });

  it('las vigencias que vienen están dentro: se leen, y lo que se borra en ellas se borra', async () => {
    const libro = open();
    const ahead = ['7', '8', '9'].map((numero) => pagoWith({ numero, vigencia: '2028' }));
    using town = new Town([...rows, ...ahead]);
    await libro.run(windowed, town.driver);

    town.run("delete from PAGOS where NUM_RECIBO = '9'");
    const run = await libro.run(windowed, town.driver);

    expect([run.extent, countsOf(run)]).toEqual([
      'ventana',
      { read: 6, published: 0, unchanged: 6, rejected: 0, deleted: 1 },
    ]);
  });

  it('una vigencia imposible se rechaza, no mueve la ventana y se lee siempre', async () => {
    const libro = open();
    using town = new Town([
      ...rows,
      pagoWith({ numero: '10', vigencia: '2205' }),
      pagoWith({ numero: '11', vigencia: '1890' }),
      pagoWith({ numero: '12', vigencia: null }),
    ]);

    const first = await libro.run(windowed, town.driver);
    const second = await libro.run(windowed, town.driver);

    expect(countsOf(first)).toEqual({ read: 9, published: 6, unchanged: 0, rejected: 3, deleted: 0 });
    expect(countsOf(second)).toEqual({ read: 7, published: 0, unchanged: 4, rejected: 3, deleted: 0 });
    expect(
      await libro.rows(
        'select a.ambito, count(*) as filas from corridas.cuarentena c join corridas.ambito a on a.id = c.ambito group by 1',
      ),
    ).toEqual([{ ambito: 'vigencia=?', filas: 3 }]);
  });
});
