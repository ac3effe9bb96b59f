import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { entities } from '../../schemas/registry.ts';
import { asIntegrationError } from '../../schemas/errors.ts';
import type { Extent } from '../../pipelines/bus/kafka/transport.ts';
import { plannedTopics } from '../../pipelines/bus/topic-plan.ts';
import { sync } from '../../pipelines/sync.ts';
import type { SyncReport } from '../../pipelines/sync.ts';
import { kafkaOf } from '../../ops/bus.ts';
import { openLibro, quietRun, runTasks } from '../../ops/compose.ts';
import type { Libro } from '../../ops/compose.ts';
import { loadSite } from '../../ops/config/load.ts';
import { hassql } from '../../connectors/sources/hassql.ts';
import { generateDemo } from '../../ops/demo/generate-demo.ts';
import { restoreLibro } from '../../ops/restore.ts';
import { capturing } from '../../ops/stamp.ts';
import { describeOnKafka } from '../support/kafka/describe-on-kafka.ts';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

const { signal } = new AbortController();

/** A town's site with the whole of a ledger's life in it: opened anew for each thing that is asked of it. */
class SiteUnderTest {
  readonly folder = mkdtempSync(join(tmpdir(), 'atrás (ñ) '));
  readonly #config: string;

  constructor(broker: string) {
    generateDemo(this.folder, { seed: 11, predios: 100 });
    const read = ['tercero', 'predio', 'recaudo', 'recaudo-concepto', 'lote'];
    const left = hassql.streams.filter(({ id }) => !read.includes(id));
    const streams = left.map(({ id }) => `'${id}': false`).join(', ');
    this.#config = join(this.folder, 'libro.config.ts');
    writeFileSync(
      this.#config,
      `export default ({ site, use, sources, drivers }) => site({ nombre: 'Pueblo', entidad: '219925999', espera: 120,
        ledger: { embedded: './libro' }, bus: { kafka: { brokers: ['${broker}'], prefijo: 'pueblo' } },
        sources: [use(sources.hassql, { driver: drivers.sqlite({ file: './hassql.db', schema: 'dbo' }), streams: { ${streams} } })] });`,
    );
  }

  async open<Result>(work: (libro: Libro) => Promise<Result>): Promise<Result> {
    await using libro = await openLibro(await loadSite(this.folder), {}, signal);
    return await work(libro);
  }

  sync(full = false): Promise<SyncReport> {
    const away = (): void => undefined;
    return this.open((libro) =>
      capturing(libro, { environment: {}, signal, away }, () => this.syncUnasked(libro, full)),
    );
  }

  /** Without asking first whether the ledger is behind. */
  syncUnasked(libro: Libro, full = false): Promise<SyncReport> {
    const runs = runTasks(libro, { ...quietRun, full }, signal);
    return sync({ runs, bus: libro.bus, entities, catchUpMs: 120_000, ended: () => undefined, signal });
  }

  /** Every column of `libro` and `historia`. */
  everything(): Promise<unknown> {
    return this.open(async ({ database }) => {
      const tables: Record<string, unknown> = {};
      for (const { name } of entities) {
        for (const schema of ['libro', 'historia']) {
          const text = `select * from ${schema}.${name} order by _clave, _origen, _turno, _ordinal`;
          tables[`${schema}.${name}`] = await database.query(text, [], signal);
        }
      }
      return tables;
    });
  }

  /** Where each partition of the topics ends. */
  async published(): Promise<readonly Extent[]> {
    const kafka = kafkaOf(await loadSite(this.folder), {});
    if (!kafka) throw new Error('this site has Kafka');
    await using connection = await kafka.connect(signal);
    const topics = plannedTopics(kafka.plan, entities).map(({ kafkaTopic }) => kafkaTopic);
    return await connection.extents(topics, signal);
  }

  runs(): Promise<number> {
    return this.open(async ({ database }) => {
      const [row] = await database.query<{ count: number }>('select count(*) from corridas.corrida', [], signal);
      return row?.count ?? 0;
    });
  }

  inSource(...statements: readonly string[]): void {
    using source = new DatabaseSync(join(this.folder, 'hassql.db'));
    for (const statement of statements) source.exec(statement);
  }

  copyLedger(from: string, to: string): void {
    rmSync(join(this.folder, to), { recursive: true, force: true });
    cpSync(join(this.folder, from), join(this.folder, to), { recursive: true });
  }

  withoutStamp(): void {
    rmSync(join(this.folder, '.libro-sello.json'));
  }

  get hasStamp(): boolean {
    return existsSync(join(this.folder, '.libro-sello.json'));
  }
}

function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'went on',
    (thrown: unknown) => asIntegrationError(thrown).code,
  );
}

// One after the other on one ledger: each test starts from what the one before left.
describeOnKafka('una base devuelta a una copia anterior sin avisar', {}, (broker) => {
  let town: SiteUnderTest;
  let never: unknown;

  beforeAll(async () => {
    town = new SiteUnderTest(broker().bootstrap);
    const first = await town.sync();
    town.copyLedger('libro', 'copia');
    town.inSource(
      `update PAGOS set VLR_PAGADO = '77.00' where VIGENCIA = 2026 and rowid % 3 = 0`,
      `delete from PAGOS where VIGENCIA = 2026 and rowid % 7 = 0`,
    );
    const second = await town.sync();
    town.inSource(`update PAGOS set VLR_PAGADO = '78.00' where VIGENCIA = 2026 and rowid % 6 = 0`);
    const third = await town.sync();
    expect([first.error, second.error, third.error]).toEqual([null, null, null]);
    expect([second.captured > 5, third.captured > 5]).toEqual([true, true]);
    never = await town.everything();
    town.copyLedger('libro', 'adelante');
    town.copyLedger('copia', 'libro');
  });
  afterAll(() => {
    rmSync(town.folder, { recursive: true });
  });

  it('se nota por el sello, antes de leer nada', async () => {
    const before = await town.runs();

    const code = await codeOf(town.sync());

    expect([code, await town.runs()]).toEqual(['LEDGER_BEHIND', before]);
  });

  it('sin sello se nota por los temas, antes de leer nada, y el sello no se escribe', async () => {
    const before = await town.runs();
    town.withoutStamp();

    const code = await codeOf(town.sync());

    expect([code, await town.runs(), town.hasStamp]).toEqual(['LEDGER_BEHIND', before, false]);
  });

  it('y si nadie preguntó, no publica nada: el relevo también mira', async () => {
    town.copyLedger('libro', 'a-un-lado');

    const before = await town.published();

    const report = await town.open((libro) => town.syncUnasked(libro));

    town.copyLedger('a-un-lado', 'libro');
    expect([report.captured > 5, report.error?.code]).toEqual([true, 'LEDGER_BEHIND']);
    expect(await town.published()).toEqual(before);
  });

  it('después de ponerla al día y leer todo es igual, en cada columna, a la que nunca se devolvió', async () => {
    const restored = await town.open((libro) => restoreLibro(libro, {}, signal));
    const full = await town.sync(true);

    expect(restored?.applied).toBeGreaterThan(10);
    expect([full.error, full.captured]).toEqual([null, 0]);
    expect(await town.everything()).toEqual(never);
  });

  it('lo que cambia después sigue a lo que había, con ediciones y corridas mayores que todas', async () => {
    const numbers = `select max(_turno) as turno, max(_corrida) as corrida from libro.recaudo`;
    const last = (): Promise<{ readonly turno: number; readonly corrida: number } | undefined> =>
      town.open(async ({ database }) => {
        const [row] = await database.query<{ turno: number; corrida: number }>(numbers, [], signal);
        return row;
      });
    const before = await last();
    town.inSource(`update PAGOS set VLR_PAGADO = '79.00' where VIGENCIA = 2026 and rowid % 6 = 0`);

    const report = await town.sync();

    const after = await last();
    expect([report.error, report.captured > 5, report.applied === report.captured]).toEqual([null, true, true]);
    expect(after?.turno).toBeGreaterThan(before?.turno ?? 0);
    expect(after?.corrida).toBeGreaterThan(before?.corrida ?? 0);
  });

  it('a una que no está atrasada no le hace nada', async () => {
    const before = await town.everything();

    const restored = await town.open((libro) => restoreLibro(libro, {}, signal));

    expect([restored, await town.everything()]).toEqual([null, before]);
  });

  it('una copia de antes de haberse puesto al día también se nota por el sello', async () => {
    town.copyLedger('libro', 'a-un-lado');
    town.copyLedger('copia', 'libro');
    const [runs, ends] = [await town.runs(), await town.published()];

    const code = await codeOf(town.sync());

    expect([code, await town.runs(), await town.published()]).toEqual(['LEDGER_BEHIND', runs, ends]);
  });

  it('y otra vez puesta al día es igual a la que siguió', async () => {
    const restored = await town.open((libro) => restoreLibro(libro, {}, signal));
    const full = await town.sync(true);
    const again = await town.everything();
    town.copyLedger('a-un-lado', 'libro');

    expect([restored !== null, full.error, full.captured]).toEqual([true, null, 0]);
    expect(again).toEqual(await town.everything());
  });
});
