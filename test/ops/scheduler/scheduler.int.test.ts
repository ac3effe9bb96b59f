import { renameSync, rmSync, utimesSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { ColumnType, Driver } from '../../../connectors/driver.ts';
import type { Stream } from '../../../connectors/source.ts';
import { IntegrationError } from '../../../schemas/errors.ts';
import { centavosDe, dineroDe } from '../../../schemas/scalars/dinero.ts';
import type { Database } from '../../../pipelines/database/database.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import { HandClock, HOUR, MINUTE, NightWatch, plannedWith } from '../../support/night-watch.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';
import { wrapped } from '../../support/wrapped-driver.ts';

const byCursor: Stream = { ...pagos, mode: { kind: 'cursor', column: 'CAMBIO', lagSeconds: 0 } };

function townWithStamps(): Town {
  const town = new Town([pagoWith({ numero: '1' }), pagoWith({ numero: '2' })], true);
  town.run("alter table PAGOS add column CAMBIO text; update PAGOS set CAMBIO = '2026-11-20 08:00:00'");
  return town;
}

/** A statement on the source at a moment, which its file's stamp shows. */
function write(town: Town, sql: string, { now }: HandClock): void {
  town.run(sql);
  utimesSync(town.file, now / 1000, now / 1000);
}

/** The town's source with a clock that goes by the test's. */
function onClock(town: Town, time: HandClock): Driver {
  const now = (): Promise<string> => Promise.resolve(new Date(time.now).toISOString().slice(0, 23).replace('T', ' '));
  return wrapped(town.driver, { clock: () => now });
}

/** The town's source as one that has no mark and sums in the engine, where its amounts are decimal. */
function summing(town: Town, amounts: ColumnType = 'decimal'): Driver {
  const { driver } = town;
  const summed = wrapped(driver, {
    changeMark: () => undefined,
    columns: (original) => async (table, signal) => {
      const columns = await original(table, signal);
      return columns.map((column) => (column.name === 'VLR_PAGADO' ? { ...column, type: amounts } : column));
    },
    sum: () => async (table, columns, where, signal) => {
      if (amounts !== 'decimal') throw new IntegrationError('SOURCE_REFUSED', 'no se suma exacto');
      await using connection = await driver.connect(signal);
      const totals = columns.map(() => 0n);
      const request = { table, columns, where, orderBy: [], batchSize: 100 };
      for await (const rows of connection.read(request, signal)) {
        for (const row of rows)
          row.forEach((cell, index) => (totals[index] = (totals[index] ?? 0n) + centavosDe(String(cell))));
      }
      return totals.map(dineroDe);
    },
  });
  return { ...summed, capabilities: { ...driver.capabilities, marks: false, sums: true } };
}

/** The ledger, counting what is asked of it. */
function counting(database: Database): Database & { asked: number } {
  const counted = { asked: 0 };
  return new Proxy(Object.assign(Object.create(database), counted) as Database & { asked: number }, {
    get: (_target, name): unknown => {
      if (name === 'asked') return counted.asked;
      const member: unknown = Reflect.get(database, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]) => {
        counted.asked += 1;
        return (member as (...all: unknown[]) => unknown).apply(database, given);
      };
    },
  });
}

const kinds: readonly [string, Stream, (town: Town, time: HandClock) => Driver][] = [
  ['por su cursor', byCursor, onClock],
  ['por el sello del archivo', pagos, (town) => town.driver],
  ['por cuenta y sumas', pagos, (town) => summing(town)],
];

describeOnEachDatabase('un flujo que se sondea', (open) => {
  for (const [name, stream, driverOf] of kinds) {
    it(`${name}: sin novedades no se le pregunta nada al libro; con una, hay una corrida`, async () => {
      const time = new HandClock('2026-11-20T22:00:00');
      using town = townWithStamps();
      const database = counting(open().database);
      await using watch = new NightWatch(database, [plannedWith('hassql', stream, driverOf(town, time))], time);
      await watch.work();
      const before = database.asked;
      for (let count = 0; count < 20; count += 1) {
        time.pass(MINUTE);
        await watch.work();
      }
      const idle = database.asked;

      const change = "update PAGOS set VLR_PAGADO = '7.00', CAMBIO = '2026-11-21 03:20:30' where NUM_RECIBO = '2'";
      write(town, change, time);
      time.pass(MINUTE);
      await watch.work();
      time.pass(MINUTE);
      await watch.work();

      expect(idle).toBe(before);
      expect(watch.polls).toEqual([
        ...Array<string>(21).fill('hassql/recaudo nada'),
        'hassql/recaudo novedades',
        'hassql/recaudo nada',
      ]);
      expect(watch.runs.map(({ extent, published, error }) => [extent, published, error])).toEqual([
        ['completa', 2, null],
        [stream.mode ? 'novedades' : 'completa', 1, null],
      ]);
      expect(await open().rows('select count(*) as corridas from corridas.corrida')).toEqual([{ corridas: 2 }]);
    });
  }

  it('con montos que la fuente no suma exactos se sondea por cuenta, y no se deja de sondear', async () => {
    const time = new HandClock('2026-11-20T22:00:00');
    using town = new Town([pagoWith()]);
    await using watch = new NightWatch(open().database, [plannedWith('hassql', pagos, summing(town, 'text'))], time);
    await watch.work();
    time.pass(MINUTE);
    await watch.work();
    town.add(pagoWith({ numero: '2' }));
    time.pass(MINUTE);
    await watch.work();

    expect(watch.polls).toEqual(['hassql/recaudo nada', 'hassql/recaudo nada', 'hassql/recaudo novedades']);
    expect(watch.runs.map(({ published }) => published)).toEqual([1, 1]);
  });

  it('otro proceso que empieza sabe lo que vio el anterior, y no lee de nuevo lo que no cambió', async () => {
    const time = new HandClock('2026-11-20T22:00:00');
    using town = new Town([pagoWith()]);
    const planned = [plannedWith('hassql', pagos, town.driver)];
    {
      await using first = new NightWatch(open().database, planned, time);
      await first.work();
    }
    time.pass(HOUR);

    await using second = new NightWatch(open().database, planned, time);
    await second.work();

    expect([second.runs, second.polls]).toEqual([[], ['hassql/recaudo nada']]);
  });

  it('un archivo puesto en lugar de otro se nota aunque la conexión siga abierta', async () => {
    const time = new HandClock('2026-11-20T22:00:00');
    using town = townWithStamps();
    using other = townWithStamps();
    other.run("update PAGOS set VLR_PAGADO = '9.00', CAMBIO = '2026-11-21 03:01:00'");
    await using watch = new NightWatch(open().database, [plannedWith('hassql', byCursor, onClock(town, time))], time);
    await watch.work();
    time.pass(2 * MINUTE);

    rmSync(town.file);
    renameSync(other.file, town.file);
    await watch.work();

    expect(watch.runs.map(({ published }) => published)).toEqual([2, 2]);
  });
});

describeOnEachDatabase('una fuente que falla', (open) => {
  it('no detiene a las demás, se reintenta con espera y, cuando vuelve, queda al día', async () => {
    const time = new HandClock('2026-11-20T22:00:00');
    using lost = new Town([pagoWith()]);
    using good = new Town([pagoWith()]);
    const away = `${lost.file}.fuera`;
    renameSync(lost.file, away);
    const streams = [plannedWith('hassql', pagos, lost.driver), plannedWith('pct', pagos, good.driver)];
    await using watch = new NightWatch(open().database, streams, time);

    await watch.work();
    time.pass(9_999);
    await watch.work();
    time.pass(1);
    await watch.work();
    renameSync(away, lost.file);
    time.pass(20_000);
    await watch.work();

    expect(watch.runs.map(({ origin, error }) => `${origin} ${error?.code ?? 'bien'}`)).toEqual([
      'hassql/recaudo SOURCE_UNREACHABLE',
      'pct/recaudo bien',
      'hassql/recaudo SOURCE_UNREACHABLE',
      'hassql/recaudo bien',
    ]);
  });

  it('leída ya esa noche, si se va y vuelve como era, se lee otra vez: no queda dicho que falta', async () => {
    const time = new HandClock('2026-11-20T22:00:00');
    using town = new Town([pagoWith()]);
    let isAway = false;
    const coming = wrapped(town.driver, {
      changeMark: (original) => (table, signal) => (isAway ? Promise.resolve('otra') : original(table, signal)),
      columns: (original) => (table, signal) => {
        if (isAway) throw new IntegrationError('SOURCE_UNREACHABLE', 'no está');
        return original(table, signal);
      },
    });
    await using watch = new NightWatch(open().database, [plannedWith('hassql', pagos, coming)], time);
    await watch.work();
    isAway = true;
    time.pass(HOUR);
    await watch.work();

    isAway = false;
    for (let count = 0; count < 2; count += 1) {
      time.pass(HOUR);
      await watch.work();
    }

    expect(watch.runs.map(({ error }) => error?.code ?? 'bien')).toEqual(['bien', 'SOURCE_UNREACHABLE', 'bien']);
  });

  it('para siempre, se lee otra vez cuando alguien la arregla y no antes', async () => {
    const time = new HandClock('2026-11-20T22:00:00');
    using town = new Town([pagoWith()]);
    town.run('alter table PAGOS rename column VLR_PAGADO to VALOR');
    await using watch = new NightWatch(open().database, [plannedWith('hassql', pagos, town.driver)], time);
    await watch.work();
    for (let count = 0; count < 5; count += 1) {
      time.pass(HOUR);
      await watch.work();
    }

    write(town, 'alter table PAGOS rename column VALOR to VLR_PAGADO', time);
    time.pass(HOUR);
    await watch.work();

    expect(watch.runs.map(({ error }) => error?.code ?? 'bien')).toEqual(['SOURCE_DRIFTED', 'bien']);
  });

  it('si el libro no contesta, se espera como tras cualquier fallo', async () => {
    const time = new HandClock('2026-11-20T22:00:00');
    using town = new Town([pagoWith()]);
    const { database } = open();
    let down = false;
    const shaky = new Proxy(database, {
      get: (target, name): unknown => {
        if (name === 'query' && down) return () => Promise.reject(new Error('no hay nadie'));
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      },
    });
    await using watch = new NightWatch(shaky, [plannedWith('hassql', pagos, town.driver)], time);
    await watch.scheduler;
    down = true;
    await watch.work();
    down = false;
    time.pass(24 * HOUR);
    await watch.work();

    expect([watch.failures, watch.runs.map(({ outcome }) => outcome)]).toEqual([
      ['hassql/recaudo UNEXPECTED'],
      ['bien'],
    ]);
  });
});
