import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { commandLine } from '../support/command-line.ts';
import type { Going } from '../support/command-line.ts';

/** Processes that read a whole town, on two cores that do other things too. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });
const PATIENCE = { timeout: 60_000, interval: 50 };

const root = mkdtempSync(join(tmpdir(), 'en marcha (ñ) '));
const folder = join(root, 'd');
const site = commandLine(folder);

const OPTIONS = 'http: { puerto: 0 }, horario: { sondeo: { sellosMs: 100 } },';

beforeAll(async () => {
  const made = await commandLine(root).libro('demo', '--carpeta', 'd', '--predios', '100');
  expect([made.code, made.err]).toEqual([0, '']);
  const path = join(folder, 'libro.config.ts');
  writeFileSync(path, readFileSync(path, 'utf8').replace('sources: [', `${OPTIONS}\n    sources: [`));
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const begun: Going[] = [];
// A test that fails leaves nobody at work.
afterEach(async () => {
  for (const going of begun.splice(0)) {
    going.kill();
    await going.ended;
  }
});

const health = z.object({
  state: z.string(),
  troubles: z.array(z.object({ kind: z.string(), what: z.string() })),
  streams: z.array(
    z.object({ origin: z.string(), run: z.int(), lag: z.int(), freshSeconds: z.number().nullable(), error: z.null() }),
  ),
});

/** `libro up` when all of it is running, and the address where it answers. */
async function up(): Promise<{ readonly going: Going; readonly url: string }> {
  const going = site.start('up');
  begun.push(going);
  const line = z.object({ url: z.string() }).parse(JSON.parse(await going.line('process.started')));
  return { going, url: line.url };
}

async function healthAt(url: string): Promise<z.output<typeof health>> {
  const response = await fetch(`${url}/salud`);
  return health.parse(await response.json());
}

/** A photograph is taken once a month: nothing of it is news before the next. */
const PHOTOGRAPHS = ['hassql/saldo-cartera'];

/** The run of hassql/recaudo, when everything that was asked for is read and applied. */
async function quiet(url: string): Promise<number> {
  return vi.waitFor(async () => {
    const { streams } = await healthAt(url);
    const late = streams.filter(({ origin, freshSeconds, lag }) => {
      const patience = PHOTOGRAPHS.includes(origin) ? Infinity : 3;
      return freshSeconds === null || freshSeconds >= patience || lag > 0;
    });
    expect(late.map(({ origin }) => origin)).toEqual([]);
    return streams.find(({ origin }) => origin === 'hassql/recaudo')?.run ?? 0;
  }, PATIENCE);
}

function write(sql: string): void {
  using source = new DatabaseSync(join(folder, 'hassql.db'));
  source.exec(sql);
}

/** Gives one payment of this year, which nobody planted a defect in, another amount. */
function pay(valor: string): void {
  write(`update PAGOS set VLR_PAGADO = '${valor}' where VIGENCIA = 2026 and NUM_RECIBO = '000003'`);
}

async function paid(): Promise<string> {
  const where = `_origen = 'hassql/recaudo' and vigencia = 2026 and numero = '000003'`;
  const { out } = await site.libro(
    'query',
    `select valor from libro.recaudo where ${where}`,
    '--format',
    'csv',
    '--rol',
    'hacienda',
  );
  return out;
}

it('lee lo que cambió, dice cómo va, no deja que otro entre, y con Ctrl-C termina bien', async () => {
  const { going, url } = await up();
  const before = await quiet(url);
  pay('4321.00');
  await vi.waitFor(async () => {
    expect(await quiet(url)).toBeGreaterThan(before);
  }, PATIENCE);
  const metrics = await (await fetch(`${url}/metricas`)).text();
  const [second, status, nowhere] = [await site.libro('up'), await site.libro('status'), await fetch(`${url}/otra`)];
  going.interrupt();
  const ended = await going.ended;

  expect(metrics).toContain('libro_rows_total{stream="hassql/recaudo",outcome="published"} 1\n');
  expect(metrics).toContain('libro_pesos_total{stream="hassql/recaudo",field="valor",outcome="published"} 4321.00\n');
  expect(metrics).toMatch(/^libro_task_working\{task="cargador"\} 1$/m);
  expect([second.code, status.code, nowhere.status]).toEqual([75, 75, 404]);
  expect(status.err).toMatch(
    /^LEDGER_LOCKED: El libro lo tiene «libro up» \(proceso \d+\), .+ Cómo va se ve en http:\/\/127\.0\.0\.1:\d+\/salud\./,
  );
  expect([ended.code, existsSync(join(folder, 'libro.up.json'))]).toEqual([0, false]);
  expect(await paid()).toBe('valor\r\n4321.00\r\n');
});

it('con SIGTERM termina bien, y lo que dijo quedó en la bitácora como JSON', async () => {
  const { going, url } = await up();
  await quiet(url);
  going.terminate();
  const ended = await going.ended;

  const lines = readFileSync(join(folder, 'bitacora', 'libro.log'), 'utf8')
    .trimEnd()
    .split('\n');
  const events = lines.map((line) => (JSON.parse(line) as { event: string }).event);
  expect(ended.code).toBe(0);
  expect(events.slice(-2)).toEqual(['process.stopping', 'process.ended']);
});

it('la segunda señal sale ya, sin esperar a nadie', async () => {
  const { going } = await up();
  going.interruptTwice();
  const ended = await going.ended;

  expect(ended.code).toBe(130);
});

it('muerto sin aviso en medio de una noche, otro empieza de una vez y el libro queda como debe', async () => {
  write(`update PAGOS set VLR_PAGADO = '55.00' where VIGENCIA = 2026 and rowid % 2 = 0`);
  pay('1234.00');
  const first = await up();
  await first.going.line('"run.ended"');
  first.going.kill();
  await first.going.ended;

  const { going, url } = await up();
  await quiet(url);
  going.interrupt();
  await going.ended;
  const verify = await site.libro('verify', 'hassql');

  expect([verify.code, verify.err]).toEqual([0, '']);
  expect(await paid()).toBe('valor\r\n1234.00\r\n');
});
