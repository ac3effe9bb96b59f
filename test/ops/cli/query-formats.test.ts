import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { inFormat, type Format } from '../../../ops/cli/formats.ts';

type Row = readonly (string | null)[];

async function written(
  format: Format,
  columns: readonly string[],
  ...pages: readonly (readonly Row[])[]
): Promise<string> {
  const rows = (async function* () {
    for (const page of pages) yield await Promise.resolve(page);
  })();
  let text = '';
  for await (const piece of inFormat(format, { columns, rows })) text += piece;
  return text;
}

const cell = fc.option(
  fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', 'ñ', ' ', '=') })),
);

describe('csv', () => {
  it('lleva encabezado, CRLF, comillas donde hacen falta, y distingue lo nulo de lo vacío', async () => {
    const text = await written(
      'csv',
      ['año', 'a,b', 'x', 'x'],
      [
        ['2026', 'dijo "no"', null, ''],
        ['1.50', 'dos\nlíneas', '=1+1', ' con blancos '],
      ],
    );

    expect(text).toBe('año,"a,b",x,x\r\n2026,"dijo ""no""",,""\r\n1.50,"dos\nlíneas",=1+1, con blancos \r\n');
  });

  it('sin filas queda el encabezado', async () => {
    expect(await written('csv', ['n'])).toBe('n\r\n');
  });

  it('cualquier celda vuelve igual de un lector de CSV', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell, cell), { minLength: 1 }), async (rows) => {
        const text = await written('csv', ['a', 'b', 'c'], rows);

        const read: unknown = parse(text, { recordDelimiter: '\r\n' });

        expect(read).toEqual([['a', 'b', 'c'], ...rows.map((row) => row.map((value) => value ?? ''))]);
      }),
    );
  });
});

describe('json y ndjson', () => {
  it('guardan cada cifra como texto, lo nulo como null, y numeran los nombres repetidos', async () => {
    const columns = ['valor', 'valor', 'valor_2', 'valor'];

    const text = await written('json', columns, [['12345678901234567.89', null, '', '"ñ"']], [['1', '2', '3', '4']]);

    expect(text).toBe(
      '[\n{"valor":"12345678901234567.89","valor_3":null,"valor_2":"","valor_4":"\\"ñ\\""},\n' +
        '{"valor":"1","valor_3":"2","valor_2":"3","valor_4":"4"}\n]\n',
    );
  });

  it('sin filas, un arreglo vacío o nada', async () => {
    expect([await written('json', ['n']), await written('ndjson', ['n'])]).toEqual(['[]\n', '']);
  });

  it('todo lo escrito se vuelve a leer igual', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.tuple(cell, cell))), async (pages) => {
        const expected = pages.flat().map(([a, b]) => ({ a, b }));
        const filled = pages.filter((page) => page.length > 0);

        const whole: unknown = JSON.parse(await written('json', ['a', 'b'], ...filled));
        const lines = (await written('ndjson', ['a', 'b'], ...filled)).split('\n').slice(0, -1);

        expect(whole).toEqual(expected);
        expect(lines.map((line): unknown => JSON.parse(line))).toEqual(expected);
      }),
    );
  });
});

describe('table', () => {
  it('alinea los números a la derecha, repite nombres y deja lo nulo en blanco', async () => {
    const text = await written(
      'table',
      ['banco', 'valor', 'valor'],
      [
        ['007', '-1.50', null],
        ['Occidente', '125000.00', 'x'],
      ],
    );

    expect(text).toBe(
      [
        'banco          valor  valor',
        '─────────  ─────────  ─────',
        '007            -1.50',
        'Occidente  125000.00  x',
        '',
      ].join('\n'),
    );
  });

  it('sin filas quedan los títulos', async () => {
    expect(await written('table', ['n', 'fecha'])).toBe('n  fecha\n─  ─────\n');
  });

  it('una celda más ancha de otra página sólo corre su renglón', async () => {
    expect(await written('table', ['n', 'm'], [['1', '2']], [['333', '4']])).toBe('n  m\n─  ─\n1  2\n333  4\n');
  });

  it('lo que movería el cursor o daría vuelta al texto se muestra y no se obedece', async () => {
    expect(await written('table', ['a'], [['\u001b[31mrojo\n\u202efin\u009b']])).toBe(
      'a\n───────────────\n␛[31mrojo␊�fin�\n',
    );
  });
});
