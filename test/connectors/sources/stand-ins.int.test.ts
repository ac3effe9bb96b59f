import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, RawRow } from '../../../connectors/driver.ts';
import { folder } from '../../../connectors/drivers/file/index.ts';
import { sqlite } from '../../../connectors/drivers/sqlite/index.ts';
import { columnsOf } from '../../../connectors/source.ts';
import type { Stream } from '../../../connectors/source.ts';
import { hassql } from '../../../connectors/sources/hassql.ts';
import { pct } from '../../../connectors/sources/pct.ts';
import { recaudoBancario } from '../../../connectors/sources/recaudo-bancario.ts';
import { soporteLogico } from '../../../connectors/sources/soporte-logico.ts';
import { demandColumns } from '../../../pipelines/capture/declaration.ts';
import { compileReader } from '../../../pipelines/capture/reader.ts';
import { generateDemo } from '../../../ops/demo/generate-demo.ts';
import type { Demo } from '../../../ops/demo/generate-demo.ts';
import { keyedStream } from '../../support/pseudonym.ts';

const { signal } = new AbortController();

let site: string;
let demo: Demo;

beforeAll(() => {
  site = mkdtempSync(join(tmpdir(), 'sources-'));
  demo = generateDemo(site, { seed: 3, predios: 150 });
});

afterAll(() => {
  rmSync(site, { recursive: true });
});

const tables = [
  ...hassql.streams.map((stream) => [`hassql/${stream.id}`, stream, 'hassql.db'] as const),
  ...pct.streams.map((stream) => [`pct/${stream.id}`, stream, 'pct.db'] as const),
  ...soporteLogico.streams.map(
    ({ id }) => [`soporte-logico/${id}`, keyedStream(soporteLogico, id), 'soporte-logico.db'] as const,
  ),
];

describe.each(tables)('%s', (origin, stream, file) => {
  it('finds every declared column, of a type that its reader takes', async () => {
    const { offered } = await tableOf(stream, file);

    expect(() => {
      demandColumns(origin, stream.table, stream, columnsOf(stream), offered);
    }).not.toThrow();
  });

  it('makes a valid record of every row but those planted', async () => {
    const { rows } = await tableOf(stream, file);

    const { refused, invalid } = read(stream, rows, scopeOf(stream));

    expect(rows.length).toBeGreaterThan(0);
    expect(invalid).toEqual([]);
    expect(refused).toEqual(plantedIn(origin, ({ columna }) => columna !== ''));
  });

  it('gives every row a key of its own but those planted', async () => {
    const { rows } = await tableOf(stream, file);

    const { repeated } = read(stream, rows, scopeOf(stream));

    expect(repeated).toEqual(plantedIn(origin, ({ columna }) => columna === ''));
  });
});

describe.each(recaudoBancario.streams.map((stream) => [stream.id, stream] as const))(
  'recaudo-bancario/%s',
  (id, stream) => {
    it('makes a valid record of every row of every file', async () => {
      const read = await readFiles(stream);

      expect(read.rows).toBeGreaterThan(0);
      expect(read.bad).toEqual([]);
      expect(id).toBe(stream.id);
    });
  },
);

describe('the reference of a bank line', () => {
  const field = recaudoBancario.streams[0]!.fields['factura']!;
  const facturaOf = (reference: string): unknown =>
    field.compile(new Map([['referencia', 0]]))([reference], { scope: {}, observe: () => undefined });

  it.each([
    ['000000000000000000000000000000000000000202600042', '202600042'],
    ['202600042                                       ', '202600042'],
    ['000000000000000000000000000000000000000000000000', null],
    ['0000000000000000000000000000000000000000ABC00042', null],
  ])('%s names the factura %s', (reference, factura) => {
    expect(facturaOf(reference)).toBe(factura);
  });
});

/** What the run says of each row: a photograph's day. */
function scopeOf({ scope }: Stream): Readonly<Record<string, string>> {
  return scope.kind === 'photograph' ? { corte: '2026-11-20' } : {};
}

interface Table {
  readonly offered: readonly Column[];
  readonly rows: readonly RawRow[];
}

async function tableOf(stream: Stream, file: string): Promise<Table> {
  await using connection = await sqlite({ file: join(site, file), schema: 'dbo' }).connect(signal);
  const rows: RawRow[] = [];
  const request = { table: stream.table, columns: columnsOf(stream), where: [], orderBy: [], batchSize: 1000 };
  for await (const batch of connection.read(request, signal)) rows.push(...batch);
  return { offered: await connection.columns(stream.table, signal), rows };
}

function read(stream: Stream, rows: readonly RawRow[], scope: Readonly<Record<string, string>>) {
  const reader = compileReader(stream, columnsOf(stream));
  const refused: string[] = [];
  const invalid: unknown[] = [];
  const met = new Set<string>();
  const repeated: string[] = [];
  for (const row of rows) {
    const key = reader.key(row, scope);
    const name = 'text' in key ? key.text : JSON.stringify(key.reason);
    if (met.has(name)) repeated.push(name);
    met.add(name);
    const result = reader.normalise(row, scope);
    if ('reason' in result) refused.push(name);
    else if (!stream.entity.schema.safeParse(result.record).success) invalid.push(result.record);
  }
  return { refused, invalid, repeated };
}

async function readFiles(stream: Stream): Promise<{ readonly rows: number; readonly bad: readonly unknown[] }> {
  await using connection = await folder({ path: join(site, 'bancos') }).connect(signal);
  const { pattern, format } = stream.files!;
  let count = 0;
  const bad: unknown[] = [];
  for (const entry of await connection.files!(pattern, signal)) {
    const file = await connection.open!(entry, format, signal);
    demandColumns(stream.id, file.name, stream, columnsOf(stream), file.columns(stream.table));
    const request = { table: stream.table, columns: columnsOf(stream), where: [], orderBy: [], batchSize: 1000 };
    for await (const rows of file.read(request, signal)) {
      const { refused, invalid, repeated } = read(stream, rows, file.attributes);
      count += rows.length;
      bad.push(...refused, ...invalid, ...repeated);
    }
  }
  return { rows: count, bad };
}

/** Keys of the rows of a stream that were planted to be rejected. */
function plantedIn(origin: string, suits: (planted: { readonly columna: string }) => boolean): readonly string[] {
  return demo.defects
    .flatMap(({ expected }) => expected)
    .flatMap((one) => (one.kind === 'cuarentena' && one.origen === origin && suits(one) ? [one.clave] : []));
}
