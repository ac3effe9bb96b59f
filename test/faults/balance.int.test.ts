import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centavosDe, dineroDe } from '../../schemas/scalars/dinero.ts';
import { decodeSegment, encodeSegment } from '../../pipelines/log/segment.ts';
import { recaudo } from '../../schemas/entities/recaudo.ts';
import type { RawRow } from '../../connectors/driver.ts';
import { byVigencia } from '../../connectors/scope.ts';
import type { Stream } from '../../connectors/source.ts';
import type { BatchWrite } from '../../pipelines/capture/commit.ts';
import type { CaptureSteps } from '../../pipelines/capture/steps.ts';
import type { Database } from '../../pipelines/database/database.ts';
import { openEmbedded } from '../../pipelines/database/embedded.ts';
import { TestLibro } from '../support/libro.ts';
import { Town, pagoWith, pagos } from '../support/town.ts';

type Tamper = <Item>(items: readonly Item[], alter: (item: Item) => Item) => readonly Item[];

/** What can happen to one record on its way, without anybody throwing. */
const tampers: Readonly<Record<string, Tamper>> = {
  perderlo: (items) => items.slice(1),
  duplicarlo: (items) => [...items.slice(0, 1), ...items],
  'cambiarle un centavo': (items, alter) => items.map((item, index) => (index === 0 ? alter(item) : item)),
};

/** Where it can happen: after the driver, after normalise, after diff, inside the commit. */
const places: Readonly<Record<string, (steps: CaptureSteps, tamper: Tamper) => Partial<CaptureSteps>>> = {
  'después del driver': (steps, tamper) => ({
    read: (rows) => steps.read(each(rows, (batch) => tamper(batch, addCentavoToRow))),
  }),
  'después de normalizar': (steps, tamper) => ({
    normalise: (compared) =>
      tamper(steps.normalise(compared), (item) =>
        item.kind === 'normalised' && 'record' in item.result
          ? { ...item, result: { ...item.result, record: addCentavo(item.result.record) } }
          : item,
      ),
  }),
  'después de comparar': (steps, tamper) => ({
    diff: (normals) =>
      tamper(steps.diff(normals), (outcome) =>
        outcome.kind === 'published' ? { ...outcome, record: addCentavo(outcome.record) } : outcome,
      ),
  }),
  'dentro de la confirmación': (steps, tamper) => ({ commit: (write) => steps.commit(inSegment(write, tamper)) }),
};

describe('una corrida que pierde, duplica o altera un registro no cuadra', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openEmbedded(null, new AbortController().signal);
  });
  afterAll(() => database[Symbol.asyncDispose]());

  for (const [place, wrapOf] of Object.entries(places)) {
    for (const [what, tamper] of Object.entries(tampers)) {
      it(`${what} ${place} termina en RUN_UNBALANCED, y no se borra nada`, async () => {
        const libro = await TestLibro.openEmpty(database);
        using town = new Town(['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero, valor: '1.00' })));
        await libro.run(pagos, town.driver);
        // Two records to publish, the first on their way, and one that is gone: fewer than the stream admits.
        town.run("update PAGOS set VLR_PAGADO = '125000.00' where NUM_RECIBO in ('1', '2')");
        town.run("delete from PAGOS where NUM_RECIBO = '5'");

        const run = await libro.run(pagos, town.driver, { wrap: (steps) => ({ ...steps, ...wrapOf(steps, tamper) }) });

        expect([run.error?.code, run.deleted]).toEqual(['RUN_UNBALANCED', 0]);
        expect((await libro.recaudos()).filter((line) => line.endsWith('eliminado'))).toEqual([]);
      });
    }
  }

  it('lo que la fuente dice sin cambio y lo conocido recuerda de otro modo tampoco', async () => {
    const libro = await TestLibro.openEmpty(database);
    using town = new Town(['1', '2', '3'].map((numero) => pagoWith({ numero })));
    await libro.run(pagos, town.driver);
    await libro.rows("update corridas.conocido_1 set montos = '12500001' where clave = '[2026,\"2\"]'");

    const run = await libro.run(pagos, town.driver);

    expect(run.error?.code).toBe('RUN_UNBALANCED');
    expect(run.error?.message).toContain('valor suma 375000.00 a un lado y 375000.01 al otro');
  });

  it('perderlo al preguntar de nuevo por lo que salió de la ventana no lo borra', async () => {
    const libro = await TestLibro.openEmpty(database);
    const windowed: Stream = { ...pagos, scope: byVigencia('VIGENCIA', { last: 1 }), key: ['numero'] };
    using town = new Town(['1', '2', '3', '4', '5'].map((numero) => pagoWith({ numero })));
    await libro.run(windowed, town.driver);
    town.run("update PAGOS set VIGENCIA = '2020' where NUM_RECIBO = '5'");
    let readings = 0;
    const losing = (steps: CaptureSteps): CaptureSteps => ({
      ...steps,
      read: (rows) => {
        readings += 1;
        return readings === 2 ? each(steps.read(rows), (batch) => batch.slice(1)) : steps.read(rows);
      },
    });

    const run = await libro.run(windowed, town.driver, { wrap: losing });
    const healed = await libro.run(windowed, town.driver);

    expect([run.error?.code, run.deleted]).toEqual(['RUN_UNBALANCED', 0]);
    expect([healed.error, healed.published, healed.deleted]).toEqual([null, 1, 0]);
  });

  it('y la siguiente corrida sin daño deja el libro como debe ser', async () => {
    const libro = await TestLibro.openEmpty(database);
    using town = new Town(['1', '2', '3'].map((numero) => pagoWith({ numero })));
    const wrapOf = places['después del driver'];
    const tamper = tampers['cambiarle un centavo'];
    if (!wrapOf || !tamper) throw new Error('the table of faults has changed');
    await libro.run(pagos, town.driver, { wrap: (steps) => ({ ...steps, ...wrapOf(steps, tamper) }) });

    const healed = await libro.run(pagos, town.driver);

    expect(healed.error).toBe(null);
    expect(await libro.recaudos()).toEqual(['1', '2', '3'].map((numero) => `2026 ${numero} 125000.00 aplicado`));
  });
});

async function* each<Item>(
  batches: AsyncIterable<readonly Item[]>,
  change: (batch: readonly Item[]) => readonly Item[],
): AsyncGenerator<readonly Item[]> {
  for await (const batch of batches) yield change(batch);
}

function addCentavo<Rec extends Readonly<Record<string, unknown>>>(record: Rec): Rec {
  return { ...record, valor: dineroDe(centavosDe(String(record['valor'])) + 1n) };
}

function addCentavoToRow(row: RawRow): RawRow {
  return row.map((cell) => (cell === '125000.00' ? '125000.01' : cell));
}

function inSegment(write: BatchWrite, tamper: Tamper): BatchWrite {
  if (!write.segment) return write;
  const { envelopes, allNew } = decodeSegment(write.segment.content);
  const changed = tamper(envelopes, (envelope) => ({ ...envelope, record: addCentavo(envelope.record) }));
  return { ...write, segment: { content: encodeSegment(recaudo, changed, allNew), count: changed.length } };
}
