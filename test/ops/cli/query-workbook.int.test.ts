import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import readWorkbook from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { asWorkbook } from '../../../ops/cli/workbook.ts';
import { describeWithLibreOffice } from '../../support/libre-office.ts';

type Row = readonly (string | null)[];

async function written(columns: readonly string[], numbers: readonly boolean[], ...pages: readonly (readonly Row[])[]) {
  const rows = (async function* () {
    for (const page of pages) yield await Promise.resolve(page);
  })();
  const chunks: Uint8Array[] = [];
  for await (const chunk of asWorkbook({ columns, numbers, rows })) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function read(content: Buffer): Promise<readonly (readonly unknown[])[]> {
  const [sheet] = await readWorkbook(content, { trim: false });
  return sheet!.data;
}

describe('un libro de Excel', () => {
  it('guarda como números los de 15 cifras o menos, y como texto los más largos y todo lo demás', async () => {
    const values = ['0.00', '-42.50', '9999999999999.99', '12345678901234.5', '10000000000000000', '0.000000000000001'];
    const longer = ['12345678901234567.89', '9007199254740993', '0.30000000000000004', 'NaN', '1e+30', '-Infinity'];

    const content = await written(
      ['valor', 'codigo', 'dia'],
      [true, false, false],
      [...values, ...longer].map((value) => [value, '0012', '2026-02-28']),
    );
    const rows = await read(content);

    expect(rows).toEqual([
      ['valor', 'codigo', 'dia'],
      ...values.map((value) => [Number(value), '0012', '2026-02-28']),
      ...longer.map((value) => [value, '0012', '2026-02-28']),
    ]);
  });

  it('conserva de cada texto sus blancos y sus saltos, y los nombres repetidos', async () => {
    const texts = ['=1+1', '+57', '@x', '-5', ' con blancos ', 'dos\nlíneas', '<b>&"ñ" 😀', '_x0041_'];

    const content = await written(
      ['x', 'x'],
      [false, true],
      texts.map((text) => [text, null]),
      [[null, '']],
    );
    const rows = await read(content);

    expect(rows.map(([cell]) => cell)).toEqual(['x', ...texts.slice(0, -1), expect.stringContaining('x0041_')]);
  });

  it('de la misma respuesta es el mismo archivo, y sin filas tiene sus títulos', async () => {
    const [one, other] = await Promise.all([written(['n'], [true], [['1']]), written(['n'], [true], [['1']])]);

    expect(one.equals(other)).toBe(true);
    expect(await read(await written(['n'], [true]))).toEqual([['n']]);
  });

  it('cualquier valor en pesos vuelve al centavo', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.bigInt(-(10n ** 19n), 10n ** 19n), { minLength: 1 }), async (centavos) => {
        const pesos = centavos.map((value) => {
          const digits = String(value < 0n ? -value : value).padStart(3, '0');
          return `${value < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        });

        const [, ...rows] = await read(
          await written(
            ['valor'],
            [true],
            pesos.map((value) => [value]),
          ),
        );

        expect(
          rows.map(([cell]) => (typeof cell === 'number' ? cell.toFixed(2).replace(/^-(?=0\.00$)/, '') : cell)),
        ).toEqual(pesos);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ['columnas', Array.from({ length: 16_385 }, () => 'c'), [[]], 'tiene 16385 columnas'],
    ['un texto', ['c'], [[['x'.repeat(32_768)]]], 'tiene una celda de 32768 caracteres'],
    [
      'filas',
      ['c'],
      Array.from({ length: 1049 }, () => Array.from({ length: 1000 }, () => [null])),
      'más de 1048575 filas',
    ],
  ] as const)('que no cabe en una hoja por sus %s se niega, y no queda esperando', async (_, columns, pages, why) => {
    const refused = written(columns, [], ...pages);

    await expect(refused).rejects.toMatchObject({ code: 'QUERY_REFUSED' });
    await expect(refused).rejects.toThrow(why);
  });

  it('de una consulta que falla a la mitad falla con ella', async () => {
    const rows = (async function* () {
      yield await Promise.resolve([['1']]);
      throw new Error('se cortó');
    })();

    const reading = (async () => {
      for await (const chunk of asWorkbook({ columns: ['n'], numbers: [true], rows }))
        expect(chunk.length).toBeGreaterThan(0);
    })();

    await expect(reading).rejects.toThrow('se cortó');
  });
});

describeWithLibreOffice('un libro de Excel, abierto por LibreOffice', () => {
  it('muestra los valores que la consulta dio', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'libro-consulta-'));
    const rows = [
      ['1234567.89', 'Ñandú', '2026-02-28'],
      ['-0.05', '=1+1', null],
      ['12345678901234567.89', '_x0041_', ''],
    ];

    await writeFile(join(folder, 'c.xlsx'), await written(['valor', 'nombre', 'día'], [true, false, false], rows));
    const profile = `-env:UserInstallation=file://${folder}/perfil`;
    const target = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false';
    await promisify(execFile)(
      'soffice',
      ['--headless', '--norestore', profile, '--convert-to', target, '--outdir', folder, join(folder, 'c.xlsx')],
      { timeout: 120_000 },
    );
    const shown: unknown = parse(await readFile(join(folder, 'c.csv')), { bom: true });
    await rm(folder, { recursive: true });

    expect(shown).toEqual([
      ['valor', 'nombre', 'día'],
      ['1234567.89', 'Ñandú', '2026-02-28'],
      ['-0.05', '=1+1', ''],
      ['12345678901234567.89', '_x0041_', ''],
    ]);
  }, 180_000);
});
