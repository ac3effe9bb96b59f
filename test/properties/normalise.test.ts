import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { moneyFieldsOf } from '../../schemas/entity.ts';
import type { CanonicalValue } from '../../schemas/entity.ts';
import { centavosDe } from '../../schemas/scalars/dinero.ts';
import type { Cell, RawRow } from '../../connectors/driver.ts';
import { Unreadable } from '../../connectors/field.ts';
import { sources } from '../../connectors/registry.ts';
import { openShapes } from '../../connectors/rows/open-shapes.ts';
import { columnsOf } from '../../connectors/source.ts';
import type { Stream } from '../../connectors/source.ts';
import { compileReader } from '../../pipelines/capture/reader.ts';
import type { RowReader, ScopeValues } from '../../pipelines/capture/reader.ts';
import { keyedStream } from '../support/pseudonym.ts';

/** Cells that one reader or another takes for good, and some that only look so. */
const telling: readonly Cell[] = [
  ...['0', '1', '2', '12', '13', '31', '2025', '2026', ' 2026 ', '001', '0001', '1305', '130507', '1.1.01.02', '007'],
  ...['S', 'N', 'A', 'M', 'P', 'C', 'D', 'R', 'X', 'SI', 'NO', 'ACTIVO', 'LEY', 'NO APLICA', 'Trimestral'],
  ...[
    '2026-03-02',
    '2026-02-31',
    '20260302',
    '02032026',
    '02/03/2026',
    '31-12-2025',
    '1899-12-30',
    '2026-03-02 10:11:12',
  ],
  ...['125000.00', '125000,00', '1.250.000,00', '1,250,000.00', '-42.5', '0.001', '99999999999999999.99', '1e5', 'N/A'],
  ...['25758', '257580102000000030004000000000', '010200030004000', '25758010200030004000', '176-12345', '899999062-6'],
  ...['0101 - 2.1.2.02 - 121000', '01 - 2.1'],
  ...['Corporación Inventada', 'PEÃ‘A', '50N-0012', '1.7E+29', 'a\0b', '\ud800', '\u00a0', ''],
  ...[0, -0, 1, 2026, 0.1, 125000.005, 1e21, Number.NaN, Number.POSITIVE_INFINITY, 12n, 20260302n, true, false, null],
];
const wild: fc.Arbitrary<Cell> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.bigInt(),
  fc.boolean(),
  fc.uint8Array({ maxLength: 8 }),
  fc.constant(null),
);

const streams = Object.values(sources).flatMap((source) =>
  source.streams.map((stream) => ({ name: `${source.id}/${stream.id}`, stream: keyedStream(source, stream.id) })),
);

describe.each(streams)('la lectura de $name', ({ stream }) => {
  const { columns } = openShapes(stream.rows, columnsOf(stream));
  const reader = compileReader(stream, columns);
  const rows = rowsFor(stream, columns);
  const scopes = scopesFor(stream);

  test('es total: da un registro que cumple su esquema, o dice columna, valor y qué espera', () => {
    let formed = 0;
    const totality = fc.property(rows, scopes, (row, scope) => {
      const normalised = reader.normalise(row, scope);
      if ('record' in normalised) {
        formed += 1;
        expect(stream.entity.schema.safeParse(normalised.record).error).toBeUndefined();
      } else {
        const { code, expected, retryable } = normalised.reason;
        expect([code, expected === '', retryable]).toEqual(['ROW_REJECTED', false, true]);
      }
    });

    fc.assert(totality, { numRuns: 300 });

    expect(formed).toBeGreaterThan(100);
  });

  test('es pura: la misma fila da lo mismo, también compilada de nuevo', () => {
    const purity = fc.property(rows, scopes, (row, scope) => {
      const before = structuredClone(row);
      const answers = [reader, reader, compileReader(stream, columns)].map((each) => answerOf(each, row, scope));

      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
      expect(row).toEqual(before);
    });

    fc.assert(purity, { numRuns: 100 });
  });

  test('de un registro, la clave son sus campos de clave y los montos son los que la celda dice', () => {
    const agreement = fc.property(rows, scopes, (row, scope) => {
      const { key, normalised, amounts } = answerOf(reader, row, scope);
      if (!('record' in normalised)) return;
      const { record } = normalised;

      expect(key).toEqual({
        key: stream.key.map((name) => record[name]),
        text: JSON.stringify(stream.key.map((name) => record[name])),
      });
      expect(amounts).toEqual(moneyFieldsOf(stream.entity).map((name) => centavos(record[name] ?? null)));
    });

    fc.assert(agreement, { numRuns: 300 });
  });
});

function answerOf(reader: RowReader, row: RawRow, scope: ScopeValues) {
  return { key: reader.key(row, scope), normalised: reader.normalise(row, scope), amounts: reader.amounts(row) };
}

function centavos(amount: CanonicalValue): bigint | null {
  return amount === null ? null : centavosDe(String(amount));
}

/** Rows of which most cells suit the fields that read them, so that records are formed too. */
function rowsFor(stream: Stream, columns: readonly string[]): fc.Arbitrary<RawRow> {
  const cells = columns.map((column) => {
    const suitable = [...telling, ...codesOf(stream, column)].filter((cell) => suits(stream, column, cell));
    const good = fc.constantFrom(...(suitable.length > 0 ? suitable : telling));
    return fc.oneof(
      { weight: 60, arbitrary: good },
      { weight: 1, arbitrary: fc.constantFrom(...telling) },
      { weight: 1, arbitrary: wild },
    );
  });
  return fc.tuple(...cells);
}

/** Codes that the declared maps of a column know. */
function codesOf(stream: Stream, column: string): readonly Cell[] {
  const readers = Object.values(stream.fields).filter(({ columns }) => columns.includes(column));
  return readers.flatMap(({ options }) => Object.keys(options['map'] ?? {}));
}

/** Does each field that reads the column make something of the cell, with some other cell in its other columns? */
function suits(stream: Stream, column: string, cell: Cell): boolean {
  const readers = Object.values(stream.fields).filter(({ columns }) => columns.includes(column));
  return readers.every((field) => {
    const read = field.compile(new Map(field.columns.map((name, place) => [name, place])));
    return telling.some((other) => {
      const row = field.columns.map((name) => (name === column ? cell : other));
      const value = read(row, { scope: {}, observe: () => undefined });
      return value !== null && !(value instanceof Unreadable);
    });
  });
}

/** What the scope may say of a row, for each field that takes it from there. */
function scopesFor(stream: Stream): fc.Arbitrary<ScopeValues> {
  const named = Object.values(stream.fields).flatMap((field) => {
    const name = field.options['scope'];
    if (typeof name !== 'string') return [];
    const suitable = telling.filter((cell): cell is string => {
      if (typeof cell !== 'string') return false;
      const value = field.compile(new Map())([], { scope: { [name]: cell }, observe: () => undefined });
      return value !== null && !(value instanceof Unreadable);
    });
    return [[name, fc.constantFrom(...suitable)] as const];
  });
  return fc.record(Object.fromEntries(named));
}
