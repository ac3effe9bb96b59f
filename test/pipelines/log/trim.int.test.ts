import { expect, it } from 'vitest';
import { recaudo } from '../../../schemas/entities/recaudo.ts';
import { topicOf } from '../../../schemas/entity.ts';
import { openLogBus } from '../../../pipelines/bus/log-bus.ts';
import { LOADER } from '../../../pipelines/ledger/loader.ts';
import { LOG, setPositions } from '../../../pipelines/log/positions.ts';
import { trimLog } from '../../../pipelines/log/trim.ts';
import { Reading } from '../../contracts/bus-subject.ts';
import { describeOnEachDatabase } from '../../support/each-database.ts';
import type { TestLibro } from '../../support/libro.ts';
import { Town, pagoWith, pagos } from '../../support/town.ts';

const { signal } = new AbortController();
const topic = topicOf(recaudo);
const task = { retentionDays: 30, idleDays: 30, permanent: [LOADER] };
const OLD = "update log.segmento set confirmado_en = clock_timestamp() - interval '31 days'";

/** Two segments, a month old, that the ledger has. */
async function withTwoSegments(libro: TestLibro): Promise<void> {
  using town = new Town([pagoWith()]);
  await libro.run(pagos, town.driver);
  town.run("update PAGOS set VLR_PAGADO = '5.00'");
  await libro.run(pagos, town.driver);
  await libro.database.execute(OLD, signal);
}

function kept(libro: TestLibro): Promise<readonly unknown[]> {
  return libro.rows(`select primer_offset from log.segmento where topico = '${topic}' order by 1`);
}

const at = (group: string, position: number, libro: TestLibro): Promise<void> =>
  setPositions(libro.database, LOG, group, [{ topic, partition: 0, position }], signal);

describeOnEachDatabase('lo que guarda el registro', (open) => {
  it('se suelta lo que todos leyeron y ya cumplió su tiempo', async () => {
    const libro = open();
    await withTwoSegments(libro);

    const trimmed = await trimLog(libro.database, task, signal);

    expect([trimmed.segments, trimmed.bytes > 0, trimmed.expired]).toEqual([2, true, []]);
    expect(await kept(libro)).toEqual([]);
  });

  it('lo reciente se queda, aunque todos lo hayan leído', async () => {
    const libro = open();
    await withTwoSegments(libro);
    await libro.database.execute('update log.segmento set confirmado_en = clock_timestamp()', signal);

    await trimLog(libro.database, task, signal);

    expect(await kept(libro)).toEqual([{ primer_offset: 0 }, { primer_offset: 1 }]);
  });

  it('quien va atrás retiene lo que le falta, y el que siempre se espera retiene todo mientras no ha leído', async () => {
    const libro = open();
    await withTwoSegments(libro);
    await at('atrasado', 1, libro);

    await trimLog(libro.database, { ...task, permanent: [LOADER, 'relevo'] }, signal);
    const whole = await kept(libro);
    await trimLog(libro.database, task, signal);

    expect(whole).toHaveLength(2);
    expect(await kept(libro)).toEqual([{ primer_offset: 1 }]);
  });

  it('a quien dejó de moverse no se le espera más, salvo al que siempre se espera', async () => {
    const libro = open();
    await withTwoSegments(libro);
    await at('atrasado', 1, libro);
    await at(LOADER, 1, libro);
    await libro.database.execute(
      "update corridas.posicion set movida_en = clock_timestamp() - interval '31 days'",
      signal,
    );

    const trimmed = await trimLog(libro.database, task, signal);

    expect(trimmed.expired).toEqual(['atrasado']);
    expect(await kept(libro)).toEqual([{ primer_offset: 1 }]);
  });

  it('a quien llega después de soltado todo se le dice, y nada se salta', async () => {
    const libro = open();
    await withTwoSegments(libro);
    await trimLog(libro.database, task, signal);
    const never = () => Promise.reject(new Error('nothing can be handed out'));

    await using subscription = await openLogBus(libro.database).subscribe(
      [topic],
      new Reading(new Map(), never),
      signal,
    );

    await expect(subscription.caughtUp(signal)).rejects.toMatchObject({
      code: 'POSITION_TRIMMED',
      message: expect.stringContaining('ya no guarda desde la posición 0: ya no guarda nada') as string,
    });
  });
});
