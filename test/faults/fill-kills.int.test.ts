import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { entities } from '../../schemas/registry.ts';
import { rebuildLedger } from '../../pipelines/ledger/rebuild.ts';
import { openKafkaBus } from '../../pipelines/bus/kafka-bus.ts';
import { sync } from '../../pipelines/sync.ts';
import { kafkaOf } from '../../ops/bus.ts';
import { openLibro, quietRun, runTasks } from '../../ops/compose.ts';
import type { Libro } from '../../ops/compose.ts';
import { loadSite } from '../../ops/config/load.ts';
import { describeOnKafka } from '../support/kafka/describe-on-kafka.ts';
import { emptyLibro } from '../support/kafka/publishing.ts';
import { TestLibro } from '../support/libro.ts';
import { KillSite } from './kill-site.ts';

const CHILD = join(import.meta.dirname, 'walk', 'up.child.ts');
const POINT = 'relevo: llenando';
const { signal } = new AbortController();

// Each successor of a relay that died waits until what that had under way must be over.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

async function synced(folder: string): Promise<void> {
  await using libro = await openLibro(await loadSite(folder), {}, signal);
  const runs = runTasks(libro, quietRun, signal);
  const report = await sync({ runs, bus: libro.bus, entities, catchUpMs: 120_000, ended: () => undefined, signal });
  expect([report.error, ...report.runs.map(({ error }) => error)].filter((error) => error !== null)).toEqual([]);
}

/** A process that captures, relays and loads until it dies at the point; tells what it said and by which signal it ended. */
async function killedFilling(folder: string, occurrence: number): Promise<readonly unknown[]> {
  const child = spawn(process.execPath, [CHILD, folder, POINT, String(occurrence)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Where it does not come to the point it goes on for ever.
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let said = '';
  child.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  const [, by] = (await once(child, 'close')) as readonly unknown[];
  return [said, by];
}

async function rebuilt({ loaded }: Libro): Promise<TestLibro> {
  const kafka = kafkaOf(loaded, {});
  if (!kafka) throw new Error('this site has Kafka');
  const copy = await emptyLibro();
  await using bus = openKafkaBus({ database: copy.database, entities, relay: null, ...kafka });
  await rebuildLedger(copy.database, bus, entities, signal);
  return copy;
}

describeOnKafka('Kafka encendido en un libro con historia', {}, (broker) => {
  let site: KillSite;
  beforeAll(() => {
    site = new KillSite();
  });
  afterAll(() => {
    site[Symbol.dispose]();
  });

  it('muerto dos veces mientras llena los temas, los llena, y el libro rehecho es igual en cada columna', async () => {
    const before = site.siteFolder('sin-kafka', "{ embedded: './libro' }");
    await synced(before);
    site.move(1);
    await synced(before);
    const bus = `bus: { kafka: { brokers: ['${broker().bootstrap}'], prefijo: 'pueblo' } },`;
    const folder = site.siteFolder('con-kafka', "{ embedded: '../sin-kafka/libro' }", bus);

    const deaths = [await killedFilling(folder, 2), await killedFilling(folder, 1)];
    await synced(folder);

    await using libro = await openLibro(await loadSite(folder), {}, signal);
    const original = await TestLibro.open(libro.database);
    const copy = await rebuilt(libro);
    expect(deaths).toEqual([
      [`${POINT}\n`, 'SIGKILL'],
      [`${POINT}\n`, 'SIGKILL'],
    ]);
    for (const entity of ['recaudo', 'lote_recaudo']) {
      expect(await copy.everything(entity)).toEqual(await original.everything(entity));
    }
  });
});
