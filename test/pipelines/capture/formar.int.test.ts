import { expect, it } from 'vitest';
import type { JudgedRow, RowShape } from '../../../connectors/rows/row-shape.ts';
import type { Stream } from '../../../connectors/source.ts';
import { retryRejections } from '../../../pipelines/capture/retry.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

/** A shape that cannot read rows of which the number is `roto`. */
const refusing: RowShape = {
  shape: 'refusing',
  options: {},
  needs: ['NUM_RECIBO'],
  provides: [],
  open(columns) {
    const at = columns.indexOf('NUM_RECIBO');
    const push = (row: JudgedRow['row']): readonly JudgedRow[] =>
      row[at] === 'roto'
        ? [{ row, result: { outcome: 'rejected', column: 'NUM_RECIBO', expected: 'una fila entera' } }]
        : [{ row, result: { outcome: 'shaped', rows: [row] } }];
    return { columns, push, end: () => [] };
  },
};
const shaped: Stream = { ...pagos, rows: [refusing] };
const five = ['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero, valor: '10.00' }));

describeOnEachDatabase('una fila que no se puede formar', (open) => {
  it('se aparta una vez, con su columna y su fila, y cuenta en filas y en pesos', async () => {
    const libro = open();
    using town = new Town([...five, pagoWith({ numero: 'roto', valor: '2.50' })]);

    const first = await libro.run(shaped, town.driver);
    const again = await libro.run(shaped, town.driver);

    expect([first.error, countsOf(first)]).toEqual([
      null,
      { read: 6, published: 5, unchanged: 0, rejected: 1, deleted: 0 },
    ]);
    expect(countsOf(again)).toEqual({ read: 6, published: 0, unchanged: 5, rejected: 1, deleted: 0 });
    for (const { equations } of [first, again]) {
      expect(equations[0]?.right['rechazadas al formar']).toEqual({
        rows: 1,
        amounts: { valor: { total: '2.50', unreadable: 0 } },
      });
    }
    expect(
      await libro.rows(
        "select clave, columna, valor, se_espera, reintentable, estado, fila ->> 'VLR_PAGADO' as pagado from corridas.cuarentena",
      ),
    ).toEqual([
      {
        clave: null,
        columna: 'NUM_RECIBO',
        valor: 'roto',
        se_espera: 'una fila entera',
        reintentable: false,
        estado: 'abierta',
        pagado: '2.50',
      },
    ]);
  });

  it('suspende los borrados, no se reintenta, y se cierra cuando ya no está', async () => {
    const libro = open();
    using town = new Town([...five, pagoWith({ numero: 'roto' })]);
    await libro.run(shaped, town.driver);
    town.run("delete from PAGOS where NUM_RECIBO = '5'");
    const { database, clock, signal } = libro;

    const held = await libro.run(shaped, town.driver);
    const retried = await retryRejections({
      ...{ database, source: 'hassql', stream: shaped, ids: null, holder: 'prueba', clock, signal },
    });
    town.run("delete from PAGOS where NUM_RECIBO = 'roto'");
    const freed = await libro.run(shaped, town.driver);

    expect([held.deleted, held.deletesSuspended, retried.tried, freed.deleted]).toEqual([0, 1, 0, 1]);
    expect(await libro.rows('select estado, cierre from corridas.cuarentena')).toEqual([
      { estado: 'cerrada', cierre: 'la fila ya no está en la fuente' },
    ]);
  });
});
