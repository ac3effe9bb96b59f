import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { openLibro } from '../../ops/compose.ts';
import type { Libro } from '../../ops/compose.ts';
import { loadSite } from '../../ops/config/load.ts';
import { encodeMessage } from '../../pipelines/bus/message.ts';
import { decodeSegment } from '../../pipelines/log/segment.ts';
import { sensitivityOf } from '../../schemas/entity.ts';
import { entities } from '../../schemas/registry.ts';
import { Jackcess, missingJackcess } from '../support/access/jackcess.ts';
import { commandLine } from '../support/command-line.ts';
import { need } from '../support/need.ts';
import { isIn, isRound, isTelling, searchable } from './reservados/finder.ts';
import type { Searchable } from './reservados/finder.ts';
import { openSources } from './reservados/sources.ts';
import { collectValues } from './reservados/values.ts';
import type { Collected } from './reservados/values.ts';

/** A town read twice by processes of their own, on cores that do other things too. */
vi.setConfig({ testTimeout: 600_000, hookTimeout: 900_000 });

const missing = missingJackcess();
const { signal } = new AbortController();

/**
 * Every value behind a reserved field, collected from the sources' own files, is looked for wherever anybody but its office
 * may look. Left out are values of less than seven characters, days, zeros, and what a source also keeps behind an open or internal
 * field: an owner's document is one in a tercero, an amount that was paid is one in a recaudo; where sums are shown also
 * amounts in whole hundreds, which are met there by chance.
 */
need(
  'Jackcess',
  missing === null,
  missing ?? '',
)('lo reservado', () => {
  const root = mkdtempSync(join(tmpdir(), 'reservados-'));
  const folder = join(root, 'd');
  const site = commandLine(folder);
  const seen = new Map<string, Searchable>();
  let collected: Collected;

  beforeAll(async () => {
    const demo = await commandLine(root).libro('demo', '--carpeta', 'd', '--predios', '100');
    expect([demo.code, demo.err]).toEqual([0, '']);
    seen.set('demo', searchable(demo.out));
    provokeFailures(folder);
    collected = await collect(folder);
    seen.set('libro up', searchable(await runUp(folder)));
    for (const words of COMMANDS) {
      const { out, err } = await site.libro(...words);
      seen.set(words.join(' '), searchable(`${out}\n${err}`));
    }
    await using libro = await openLibro(await loadSite(folder), process.env, signal);
    seen.set('tópicos abiertos e internos', searchable(await openTopics(libro)));
    seen.set('vistas de bi', searchable(await biViews(libro)));
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  it('no está en tópicos abiertos, en bi, en la bitácora, en las métricas, en los errores ni en los informes', () => {
    const open = searchable(collected.open.join('\n'));

    const found = [...collected.reserved].flatMap(([field, values]) => {
      const telling = [...new Set(values)].filter((value) => isTelling(value) && !isIn(value, open));
      return [...seen].flatMap(([place, text]) => {
        const there = telling.filter((value) => isIn(value, text) && !(SUMS.has(place) && isRound(value)));
        return there.length === 0 ? [] : [`${field} in ${place}: ${String(there.length)}, such as ${there[0] ?? ''}`];
      });
    });

    expect(found).toEqual([]);
  });

  it('lo que se dañó se nombra, y quien lo arregla ve la fila en la cuarentena y solo ahí', async () => {
    const { out } = await site.libro('quarantine', 'list');
    const shown = searchable(out);

    const said = seen.get('sync --full')?.text ?? '';
    for (const name of ['Necesidades.mdb', '9420240101.txt', 'dispersion_202401_ADM_1.csv'])
      expect(said).toContain(name);
    const employees = collected.reserved.get('soporte-logico/nomina empleado') ?? [];

    expect(employees.filter((value) => isIn(value, shown)).length).toBeGreaterThan(0);
  });

  it('se buscó: cada oficina tiene valores que buscar, y en lo suyo se hallan', async () => {
    const told = (field: string): number => new Set(collected.reserved.get(field)?.filter(isTelling)).size;
    await using libro = await openLibro(await loadSite(folder), process.env, signal);
    const reserved = searchable(await messagesOf(libro, (sensitivity) => sensitivity.startsWith('reservado')));

    const documents = ['necesidades/documento-perdido documento', 'control-ingresos/visita documento'];
    const searched = [...documents, 'sisben/solicitud documento', 'seudónimos'].map((field) => [
      field,
      told(field) > 20,
      collected.reserved.get(field)?.filter((value) => isIn(value.replaceAll('.', ''), reserved)).length ?? 0,
    ]);

    expect(searched.map(([field, many, found]) => [field, many, Number(found) > 20])).toEqual(
      searched.map(([field]) => [field, true, true]),
    );
    expect(told('pila/linea valor') + told('soporte-logico/nomina valor')).toBeGreaterThan(1000);
  });
});

/** Where sums of many are shown: an amount in whole hundreds is met there by chance. */
const SUMS = new Set(['vistas de bi', 'demo', 'libro up', 'verify', 'sync --full']);

const COMMANDS: readonly (readonly string[])[] = [
  ['sync', '--full'],
  ['check'],
  ['status'],
  ['runs'],
  ['verify'],
  ['topics'],
  ['reconcile', 'banco-predial', '--todas'],
  ['reconcile', 'saldos-ejecucion', '--todas'],
];

/** Cells that cannot be read in reserved columns and beside them, a key that comes twice, files cut short and mixed up. */
function provokeFailures(folder: string): void {
  using nomina = new DatabaseSync(join(folder, 'soporte-logico.db'));
  nomina.exec(`update NOMINA_LIQUIDACION set CLASE = 'Z' where COD_CONCEPTO = '207' and MES = 9;
    update NOMINA_LIQUIDACION set VALOR = 'son ' || VALOR where COD_CONCEPTO = '206' and MES = 8;
    update NOMINA_LIQUIDACION set CEDULA = '=' || CEDULA where COD_CONCEPTO = '208' and MES = 7;
    update NOMINA_GIROS set FEC_GIRO = '2026-02-31 ' || CTA_DESTINO where MES = 6 and ANIO = 2026`);
  using hassql = new DatabaseSync(join(folder, 'hassql.db'));
  hassql.exec(`update PREDIOS_PROPIETARIOS set DOCUMENTO = DOCUMENTO || ' (dos)' where rowid % 9 = 0`);
  const [paid = '', other = ''] = readdirSync(join(folder, 'pila')).map((name) => join(folder, 'pila', name));
  writeFileSync(paid, readFileSync(paid, 'latin1').replace(/(\r\n02.{400}).{100}/, '$1'), 'latin1');
  writeFileSync(other, readFileSync(other, 'latin1').replace(/0\.16000\d{5}/g, '0.16000ABCDE'), 'latin1');
  const [answered = ''] = readdirSync(join(folder, 'nomina')).map((name) => join(folder, 'nomina', name));
  writeFileSync(answered, readFileSync(answered, 'latin1').replace('EXITOSO', 'TAL VEZ;"'), 'latin1');
  truncateSync(join(folder, 'Necesidades.mdb'), 60_000);
}

async function collect(folder: string): Promise<Collected> {
  const demo = join(folder, '..', 'intacta');
  const { generateDemo } = await import('../../ops/demo/generate-demo.ts');
  generateDemo(demo, { seed: 1, predios: 100 });
  await using jackcess = await Jackcess.start();
  const { site } = await loadSite(demo);
  const { reserved, open } = collectValues(site, await openSources(demo, jackcess));
  const key = readFileSync(join(folder, '.libro-seudonimos.clave'), 'utf8').trim();
  const people = new Set(reserved.get('soporte-logico/pago empleado'));
  const pseudonyms = [...people].map((document) =>
    createHmac('sha256', key).update(document).digest('hex').slice(0, 32),
  );
  return { open, reserved: new Map([...reserved, ['seudónimos', pseudonyms]]) };
}

/** Streams of which a file was damaged. */
const DAMAGED = ['pila/linea', 'necesidades/documento-perdido', 'dispersion-nomina/pago'];

const health = z.object({
  streams: z.array(z.object({ origin: z.string(), error: z.unknown(), pollError: z.unknown() })),
});

/** What `libro up` says, keeps in its log and answers while it reads everything anew. */
async function runUp(folder: string): Promise<string> {
  const path = join(folder, 'libro.config.ts');
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(
      'sources: [',
      'http: { puerto: 0 }, horario: { sondeo: { sellosMs: 500 } },\n    sources: [',
    ),
  );
  const going = commandLine(folder).start('up');
  const { url } = z.object({ url: z.string() }).parse(JSON.parse(await going.line('process.started')));
  const answers = async (): Promise<string> => {
    const pages = await Promise.all(['salud', 'metricas'].map((page) => fetch(`${url}/${page}`)));
    return (await Promise.all(pages.map((page) => page.text()))).join('\n');
  };
  await vi.waitFor(
    async () => {
      const { streams } = health.parse(await (await fetch(`${url}/salud`)).json());
      const failing = streams
        .filter(({ error, pollError }) => error !== null || pollError !== null)
        .map(({ origin }) => origin);
      for (const origin of DAMAGED) expect(failing).toContain(origin);
    },
    { timeout: 400_000, interval: 500 },
  );
  const said = await answers();
  going.interrupt();
  const { out, err } = await going.ended;
  const logs = readdirSync(join(folder, 'bitacora')).map((name) =>
    readFileSync(join(folder, 'bitacora', name), 'utf8'),
  );
  return [said, out, err, ...logs].join('\n');
}

function openTopics(libro: Libro): Promise<string> {
  return messagesOf(libro, (sensitivity) => !sensitivity.startsWith('reservado'));
}

/** The messages of the topics of such sensitivity as a subscriber gets them: key, headers and value. */
async function messagesOf({ database }: Libro, suits: (sensitivity: string) => boolean): Promise<string> {
  const chosen = new Set(entities.filter((entity) => suits(sensitivityOf(entity))).map(({ name }) => name));
  const segments = await database.query<{ contenido: Uint8Array }>('select contenido from log.segmento', [], signal);
  const place = { incarnation: '', offset: 0, allNew: false };
  return segments
    .flatMap(({ contenido }) => decodeSegment(contenido).envelopes)
    .filter(({ entity }) => chosen.has(entity))
    .map((envelope) => encodeMessage(envelope, place))
    .map(({ value, headers }) => `${JSON.stringify(headers)}${new TextDecoder().decode(value)}`)
    .join('\n');
}

async function biViews({ database }: Libro): Promise<string> {
  const views = await database.query<{ name: string }>(
    `select viewname as name from pg_views where schemaname = 'bi' order by 1`,
    [],
    signal,
  );
  expect(views.length).toBeGreaterThan(5);
  const texts: string[] = [];
  for (const { name } of views) {
    const rows = await database.query<{ line: string }>(`select v::text as line from bi."${name}" as v`, [], signal);
    texts.push(...rows.map(({ line }) => line));
  }
  return texts.join('\n');
}
