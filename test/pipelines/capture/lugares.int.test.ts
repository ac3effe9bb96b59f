import { expect, it } from 'vitest';
import type { Driver } from '../../../connectors/driver.ts';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import { delAmbito } from '../../../connectors/fields/index.ts';
import type { Stream } from '../../../connectors/source.ts';
import type { Place } from '../../../pipelines/capture/part.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

/** The vigencia is the database's: its column says nothing. */
const perYear: Stream = { ...pagos, fields: { ...pagos.fields, vigencia: delAmbito('vigencia') } };
const byNumber: Stream = { ...perYear, key: ['numero'] };

function townOf(...numeros: string[]): Town {
  return new Town(numeros.map((numero) => pagoWith({ numero, valor: '10.00' })));
}

function placesOf(...towns: readonly (readonly [number, Driver])[]): readonly Place[] {
  return towns.map(([year, driver]) => ({ driver, values: { vigencia: year } }));
}

const outOfReach = sqlite({ file: '/no/hay/tal/base.db' });

describeOnEachDatabase('un flujo que se lee en varios lugares', (open) => {
  it('toma la vigencia de cada lugar, y el mismo número en dos son dos registros', async () => {
    const libro = open();
    using old = townOf('1', '2');
    using current = townOf('1', '2', '3');
    const places = placesOf([2025, old.driver], [2026, current.driver]);

    const first = await libro.run(perYear, places);
    const again = await libro.run(perYear, places);

    expect(countsOf(first)).toEqual({ read: 5, published: 5, unchanged: 0, rejected: 0, deleted: 0 });
    expect(countsOf(again)).toEqual({ read: 5, published: 0, unchanged: 5, rejected: 0, deleted: 0 });
    expect(await libro.rows('select concat(_ambito, $$ $$, _clave) as line from libro.recaudo order by 1')).toEqual(
      [
        'lugar:vigencia=2025;todo [2025,"1"]',
        'lugar:vigencia=2025;todo [2025,"2"]',
        'lugar:vigencia=2026;todo [2026,"1"]',
        'lugar:vigencia=2026;todo [2026,"2"]',
        'lugar:vigencia=2026;todo [2026,"3"]',
      ].map((line) => ({ line })),
    );
  });

  it('borra dentro de cada lugar, y un lugar que ya no se declara no borra nada', async () => {
    const libro = open();
    using old = townOf('1', '2', '3', '4');
    using current = townOf('1', '2', '3', '4');
    const places = placesOf([2025, old.driver], [2026, current.driver]);
    await libro.run(perYear, places);

    old.run("delete from PAGOS where NUM_RECIBO = '4'");
    const one = await libro.run(perYear, places);
    const without = await libro.run(perYear, places.slice(1), { full: true });

    expect([one.deleted, without.error, without.deleted]).toEqual([1, null, 0]);
    expect(await libro.rows('select _clave from libro.recaudo where _eliminado_en is not null')).toEqual([
      { _clave: '[2025,"4"]' },
    ]);
  });

  it('si uno no se alcanza la corrida falla y no borra nada en los otros', async () => {
    const libro = open();
    using old = townOf('1', '2', '3', '4');
    using current = townOf('1', '2');
    await libro.run(perYear, placesOf([2025, old.driver], [2026, current.driver]));

    old.run("delete from PAGOS where NUM_RECIBO = '4'");
    const run = await libro.run(perYear, placesOf([2025, old.driver], [2026, outOfReach]));

    expect([run.error?.code, run.deleted]).toEqual(['SOURCE_UNREACHABLE', 0]);
    expect((await libro.recaudos()).length).toBe(6);
    expect(await libro.rows('select * from libro.recaudo where _eliminado_en is not null')).toEqual([]);
  });

  it('una fila que pasa de un lugar a otro se mueve, sin borrarse, sea cual sea el que se lee antes', async () => {
    const libro = open();
    using old = townOf('1', '2', '3', '4');
    using current = townOf('5', '6', '7', '8');
    const places = placesOf([2025, old.driver], [2026, current.driver]);
    await libro.run(byNumber, places);

    old.run("delete from PAGOS where NUM_RECIBO = '4'");
    current.add(pagoWith({ numero: '4', valor: '10.00' }));
    const forth = await libro.run(byNumber, places);
    current.run("delete from PAGOS where NUM_RECIBO = '4'");
    old.add(pagoWith({ numero: '4', valor: '10.00' }));
    const back = await libro.run(byNumber, places);

    expect([forth.published, forth.deleted, back.published, back.deleted]).toEqual([1, 0, 1, 0]);
    expect(await libro.history()).toEqual(['2025 4 10.00 aplicado', '2026 4 10.00 aplicado']);
  });

  it('una clave que está en dos lugares se aparta en los dos', async () => {
    const libro = open();
    using old = townOf('1', '2');
    using current = townOf('2', '5');
    // Each base proves that it has no key twice, and can prove no more than that.
    for (const town of [old, current]) town.run('create unique index UQ_RECIBO on PAGOS (NUM_RECIBO)');

    const run = await libro.run(byNumber, placesOf([2025, old.driver], [2026, current.driver]));

    expect([run.error, countsOf(run)]).toEqual([
      null,
      { read: 4, published: 2, unchanged: 0, rejected: 2, deleted: 0 },
    ]);
    expect(
      await libro.rows(
        'select c.clave, c.codigo, a.ambito from corridas.cuarentena c join corridas.ambito a on a.id = c.ambito order by 3',
      ),
    ).toEqual(
      ['2025', '2026'].map((year) => ({
        clave: '["2"]',
        codigo: 'KEY_REPEATED',
        ambito: `lugar:vigencia=${year};todo`,
      })),
    );
  });
});
