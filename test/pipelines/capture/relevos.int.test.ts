import { expect, it } from 'vitest';
import { runStream } from '../../../pipelines/capture/run.ts';
import { describeOnEachDatabase, describeOnEachServer } from '../../support/each-database.ts';
import { Gate } from '../../support/gate.ts';
import { countsOf } from '../../support/libro.ts';
import type { TestLibro } from '../../support/libro.ts';
import { losing } from '../../support/lost-answers.ts';
import type { Loss } from '../../support/lost-answers.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

const five = ['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero }));

/** Everything that a capture writes; the runs' own list apart, and the bare names of scopes, which say nothing yet. */
async function written(libro: TestLibro): Promise<unknown> {
  return {
    segments: await libro.rows('select * from log.segmento order by topico, primer_offset'),
    known: await libro.rows('select * from corridas.conocido_1 order by clave'),
    quarantine: await libro.rows('select * from corridas.cuarentena order by id'),
    scopes: await libro.rows('select * from corridas.ambito where num_nonnulls(declaracion, leido_en) > 0 order by id'),
    stream: await libro.rows('select turno, lote, posicion, leido_entero_en from corridas.flujo'),
  };
}

describeOnEachServer('dos corridas de un mismo flujo', (open, connect) => {
  it('no se cruzan: la segunda dice hasta cuándo está ocupado y la primera termina', async () => {
    const libro = open();
    using town = new Town(five);
    await using one = await connect('corrida una');
    await using two = await connect('corrida dos');
    const gate = new Gate('leído');

    const first = runStream(libro.task(pagos, town.driver, { database: one, holder: 'corrida una', at: gate.at }));
    await gate.reached;
    const second = await runStream(libro.task(pagos, town.driver, { database: two, holder: 'corrida dos' }));
    gate.open();
    const ended = await first;

    expect(second.error?.code).toBe('SOURCE_BUSY');
    expect(second.error?.message).toMatch(
      /^Otra corrida está leyendo hassql\/recaudo y tiene el turno hasta las \d\d:\d\d:\d\d\./,
    );
    expect(countsOf(second)).toEqual({ read: 0, published: 0, unchanged: 0, rejected: 0, deleted: 0 });
    expect([ended.outcome, ended.published]).toEqual(['bien', 5]);
  });

  for (const point of ['leído', 'lote: abierto', 'borrando', 'cerrando ámbitos']) {
    it(`la que perdió el turno se detiene sin escribir más, parada en «${point}»`, async () => {
      const libro = open();
      using town = new Town(five);
      // So that the source can be written while somebody reads it.
      town.run('pragma journal_mode = wal');
      await libro.run(pagos, town.driver);
      town.run("update PAGOS set VLR_PAGADO = '1.00' where NUM_RECIBO = '1'; delete from PAGOS where NUM_RECIBO = '5'");
      await using slow = await connect('lenta');
      const gate = new Gate(point);

      const overtaken = runStream(libro.task(pagos, town.driver, { database: slow, holder: 'lenta', at: gate.at }));
      await gate.reached;
      town.run("update PAGOS set VLR_PAGADO = '2.00' where NUM_RECIBO = '1'");
      await libro.rows("update corridas.flujo set vence = clock_timestamp() - interval '1 second'");
      const successor = await libro.run(pagos, town.driver);
      const before = await written(libro);
      gate.open();
      const ended = await overtaken;

      expect(successor.error).toBe(null);
      expect(ended.error).toEqual({
        code: 'RUN_OVERTAKEN',
        message: `Otra corrida tomó el turno de hassql/recaudo; la número ${String(ended.run)} se detiene sin escribir más.`,
      });
      expect(await written(libro)).toEqual(before);
      expect(await libro.recaudos()).toEqual([
        '2026 1 2.00 aplicado',
        ...['2', '3', '4'].map((numero) => `2026 ${numero} 125000.00 aplicado`),
        '2026 5 125000.00 aplicado eliminado',
      ]);
    });
  }

  it('la que perdió el turno tampoco escribe mientras la otra sigue, por el mismo lote que vaya', async () => {
    const libro = open();
    using town = new Town(five);
    await using slow = await connect('lenta');
    await using quick = await connect('rápida');
    const gates = [new Gate('leído'), new Gate('leído')] as const;

    // With its clock stopped it never renews its lease: what holds it back is the commit itself.
    const stopped = { holder: 'lenta', at: gates[0].at, clock: () => 0 };
    const overtaken = runStream(libro.task(pagos, town.driver, { database: slow, ...stopped }));
    await gates[0].reached;
    await libro.rows("update corridas.flujo set vence = clock_timestamp() - interval '1 second'");
    const task = libro.task(pagos, town.driver, { database: quick, holder: 'rápida', at: gates[1].at });
    const successor = runStream(task);
    await gates[1].reached;
    const before = await written(libro);
    gates[0].open();
    const ended = await overtaken;
    const after = await written(libro);
    gates[1].open();
    const finished = await successor;

    expect([ended.error?.code, ended.published, after]).toEqual(['RUN_OVERTAKEN', 0, before]);
    expect([finished.outcome, finished.published]).toEqual(['bien', 5]);
  });

  it('la que perdió el turno lo nota al renovarlo, aunque no tenga nada que escribir, y no sigue leyendo', async () => {
    const libro = open();
    using town = new Town(Array.from({ length: 4500 }, (_, index) => pagoWith({ numero: String(index) })));
    await libro.run(pagos, town.driver);
    await using slow = await connect('lenta');
    const gate = new Gate('leído');
    let now = libro.clock();
    const clock = (): number => (now += 60_000);

    const overtaken = runStream(
      libro.task(pagos, town.driver, { database: slow, holder: 'lenta', at: gate.at, clock }),
    );
    await gate.reached;
    await libro.rows("update corridas.flujo set vence = clock_timestamp() - interval '1 second'");
    await libro.run(pagos, town.driver);
    gate.open();
    const ended = await overtaken;

    expect([ended.error?.code, ended.read]).toEqual(['RUN_OVERTAKEN', 2000]);
  });

  it('un turno cuyo proceso murió se toma sin esperar a que venza', async () => {
    const libro = open();
    using town = new Town(five);
    const dead = await connect('muerta');
    const gate = new Gate('leído');
    const killed = runStream(libro.task(pagos, town.driver, { database: dead, holder: 'muerta', at: gate.at }));
    await gate.reached;
    await dead[Symbol.asyncDispose]();

    const next = await libro.run(pagos, town.driver);
    const states = await libro.rows('select numero, estado from corridas.corrida order by numero');
    gate.open();
    const late = await killed;

    expect([next.outcome, next.published]).toEqual(['bien', 5]);
    expect(states).toEqual([
      { numero: 1, estado: 'interrumpida' },
      { numero: 2, estado: 'bien' },
    ]);
    expect(late.outcome).toBe('falló');
  });
});

describeOnEachDatabase('una confirmación de la que no se supo', (open) => {
  const losses: readonly (readonly [Loss, string])[] = [
    ['answer', 'se reconoce como hecha y no se repite'],
    ['work', 'se hace de nuevo, una vez'],
  ];
  for (const [loss, outcome] of losses) {
    it(`${outcome}, cualquiera que sea`, async () => {
      const libro = open();
      const seen: unknown[] = [];

      // The first two register the stream and take its turn: nothing is captured yet.
      for (let which = 3, asked = 3; which <= asked; which += 1) {
        const source = `hassql${String(which)}`;
        using town = new Town(five);
        await libro.run(pagos, town.driver, { source });
        town.run(
          "delete from PAGOS where NUM_RECIBO = '5'; update PAGOS set VLR_PAGADO = '7.00' where NUM_RECIBO < '4'",
        );
        const lossy = losing(libro.database, loss, which);
        const run = await runStream(libro.task(pagos, town.driver, { source, database: lossy.database }));
        const again = await libro.run(pagos, town.driver, { source });
        asked = lossy.asked();
        seen.push([run.outcome, run.published, run.deleted, again.published, again.deleted]);
      }

      expect(seen).toEqual(seen.map(() => ['bien', 3, 1, 0, 0]));
      expect(seen.length).toBeGreaterThan(3);
      const count = seen.length;
      expect(await libro.rows('select count(*) as n from libro.recaudo')).toEqual([{ n: 5 * count }]);
      expect(await libro.rows('select sum(cuantos)::int as n from log.segmento')).toEqual([{ n: (5 + 3 + 1) * count }]);
    });
  }

  it('al tomar el turno hace fallar la corrida, y la siguiente captura todo', async () => {
    const libro = open();
    using town = new Town(five);

    const { database } = losing(libro.database, 'answer', 2);
    const lost = await runStream(libro.task(pagos, town.driver, { database }));
    const next = await libro.run(pagos, town.driver);

    expect([lost.error?.code, lost.read]).toEqual(['LEDGER_UNAVAILABLE', 0]);
    expect([next.outcome, next.published]).toEqual(['bien', 5]);
  });
});
