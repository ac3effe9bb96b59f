import { expect, it } from 'vitest';
import { IntegrationError } from '../../../schemas/errors.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import type { Database } from '../../../pipelines/database/database.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { countsOf } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

const rows = ['1', '2', '3'].map((numero) => pagoWith({ numero }));

/** The database, whose first commit after `loses` is asked is done and its answer lost. */
function losingAnAnswer(database: Database): Database {
  let lost = false;
  return new Proxy(database, {
    get: (target, name) => {
      if (name === 'transaction') {
        const transaction: Database['transaction'] = async (work, signal) => {
          let captured = false;
          const result = await target.transaction(async (inside) => {
            const done = await work(inside);
            const [segments] = await inside.query<{ n: number }>('select count(*) as n from log.segmento', [], signal);
            captured = (segments?.n ?? 0) > 0;
            return done;
          }, signal);
          if (captured && !lost) {
            lost = true;
            throw new IntegrationError('LEDGER_UNAVAILABLE', 'se perdió la respuesta');
          }
          return result;
        };
        return transaction;
      }
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
}

describeOnEachDatabase('el turno de un flujo', (open) => {
  it('lo tiene una sola corrida a la vez mientras su proceso vive', async () => {
    const libro = open();
    if (!libro.database.capabilities.shared) return expect(libro.database.capabilities.shared).toBe(false);
    using town = new Town(rows);
    const seconds: RunReport[] = [];
    const at = async (point: string): Promise<void> => {
      if (point === 'leído') seconds.push(await libro.run(pagos, town.driver, { holder: 'libro' }));
    };

    const first = await libro.run(pagos, town.driver, { holder: 'libro', at });

    expect(first.error).toBe(null);
    expect(seconds.map(({ error }) => error?.code)).toEqual(['SOURCE_BUSY']);
  });

  it('pasa a otra corrida si su proceso murió, y la primera ya no escribe', async () => {
    const libro = open();
    using town = new Town(rows);
    let second: RunReport | null = null;
    const at = async (point: string): Promise<void> => {
      if (point === 'leído' && second === null) second = await libro.run(pagos, town.driver, { holder: 'otro' });
    };

    const first = await libro.run(pagos, town.driver, { holder: 'un proceso que ya no está', at });

    expect(first.error?.code).toBe('RUN_OVERTAKEN');
    expect(countsOf(second ?? first)).toEqual({ read: 3, published: 3, unchanged: 0, rejected: 0, deleted: 0 });
    expect(await libro.rows('select sum(cuantos)::int as n from log.segmento')).toEqual([{ n: 3 }]);
  });

  it('crece aunque el reloj vaya hacia atrás', async () => {
    const libro = open();
    using town = new Town(rows);
    const first = await libro.run(pagos, town.driver);

    const second = await libro.run(pagos, town.driver, { clock: () => 1000 });

    expect(second.turn).toBe(first.turn + 1);
  });

  it('reconoce una confirmación cuya respuesta se perdió y no la hace dos veces', async () => {
    const libro = open();
    using town = new Town(rows);

    const run = await libro.run(pagos, town.driver, { database: losingAnAnswer(libro.database) });

    expect([run.error, run.published]).toEqual([null, 3]);
    expect(await libro.rows('select sum(cuantos)::int as n from log.segmento')).toEqual([{ n: 3 }]);
    expect((await libro.recaudos()).length).toBe(3);
  });
});
