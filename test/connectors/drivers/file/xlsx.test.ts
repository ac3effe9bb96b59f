import { describe, expect, test } from 'vitest';
import type { XlsxFormat } from '../../../../connectors/file-format.ts';
import { parseXlsx } from '../../../../connectors/drivers/file/xlsx.ts';
import { asIntegrationError } from '../../../../schemas/errors.ts';
import { archive, dayCell, momentCell, workbook } from './workbook-writer.ts';
import type { SheetCell } from './workbook-writer.ts';

const parse = (content: Uint8Array, format: Partial<XlsxFormat> = {}): ReturnType<typeof parseXlsx> =>
  parseXlsx('saldos.xlsx', content, { kind: 'xlsx', sheet: null, titles: ['CODIGO'], heading: [], ...format });

const sheet = (...rows: readonly (readonly SheetCell[])[]): Buffer => workbook({ Hoja1: rows });

async function refusalOf(content: Uint8Array, format: Partial<XlsxFormat> = {}): Promise<string> {
  const thrown: unknown = await parse(content, format).then(
    () => 'it was taken',
    (reason: unknown) => reason,
  );
  const { code, message } = asIntegrationError(thrown);
  return `${code}: ${message.replace('El archivo saldos.xlsx se rechaza entero: ', '')}`;
}

describe('the table of a workbook', () => {
  test('begins below the first row that has all titles, whatever their blanks and case', async () => {
    const content = sheet(
      ['Codigo del municipio'],
      [],
      ['CODIGO', 'otra cosa'],
      [null, '\u00a0 nombre ', ' Codigo\u00a0', 'VALOR '],
      ['x', 'a ', '1', '2'],
      ['CODIGO'],
    );

    const found = await parse(content, { titles: ['CODIGO', 'NOMBRE'] });

    expect(found.tables['filas']?.columns.map((column) => column.name)).toEqual(['NOMBRE', 'CODIGO', 'VALOR', 'linea']);
    expect(found.tables['filas']?.rows).toEqual([
      ['a ', '1', '2', 5],
      [null, null, null, 6],
    ]);
  });

  test('holds each cell as the workbook keeps it', async () => {
    const error = { xml: 't="e"><f>VLOOKUP(1,B:B,2,0)</f><v>#N/A</v>' };
    const formula = { xml: '><f>1+1</f><v>2</v>' };
    const textFormula = { xml: 't="str"><f>A1&amp;"x"</f><v> Ñx &amp; y</v>' };
    const truth = { xml: 't="b"><v>1</v>' };
    const content = sheet(
      ['CODIGO'],
      [' 007 '],
      [7],
      [0.1],
      [-42.5],
      [error],
      [formula],
      [textFormula],
      [truth],
      [dayCell(45_717)],
      [momentCell(45_717.75)],
      [],
      ['fin'],
    );

    const found = await parse(content);

    expect(found.tables['filas']?.rows.map(([cell]) => cell)).toEqual([
      ' 007 ',
      7,
      0.1,
      -42.5,
      '#N/A',
      2,
      ' Ñx & y',
      true,
      '2025-03-01',
      '2025-03-01 18:00:00',
      null,
      'fin',
    ]);
  });

  test('promises a type only where every cell keeps it', async () => {
    const content = sheet(
      ['CODIGO', 'NUMERO', 'DIA', 'MEZCLA', 'VACIA', 'MEDIDA', 'PERDIDO'],
      ['1', 1, dayCell(1000), 1, null, 1, 1.7e29],
      ['2', null, dayCell(1001), 'dos', null, 1.5, 2],
    );

    const found = await parse(content);

    expect(found.tables['filas']?.columns.map(({ name, type, nullable }) => [name, type, nullable])).toEqual([
      ['CODIGO', 'text', false],
      ['NUMERO', 'integer', true],
      ['DIA', 'date', false],
      ['MEZCLA', 'any', false],
      ['VACIA', 'any', true],
      ['MEDIDA', 'float', false],
      ['PERDIDO', 'float', false],
      ['linea', 'integer', false],
    ]);
  });

  test('is the sheet that the source names', async () => {
    const content = workbook({ Portada: [['nada']], Datos: [['CODIGO'], ['1']] });

    const found = await parse(content, { sheet: 'Datos' });

    expect(found.tables['filas']?.rows).toEqual([['1', 2]]);
  });
});

test('the heading gives what the source looks for above the titles', async () => {
  const content = sheet(
    ['ENVÍO NÚMERO 4662984'],
    ['01-10-2025 al 31-12-2025 '],
    [2025],
    ['CODIGO'],
    ['ENVÍO NÚMERO 1'],
  );

  const found = await parse(content, {
    heading: ['ENVÍO NÚMERO (?<envio>\\d+)', ' al (?<hasta>.+)$', '^(?<vigencia>\\d{4})$'],
  });

  expect(found.attributes).toEqual({ envio: '4662984', hasta: '31-12-2025', vigencia: '2025' });
});

describe('a workbook is refused', () => {
  test.each([
    ['no row has the titles', sheet(['CODIGO'], ['NOMBRE']), { titles: ['CODIGO', 'VALOR'] }, 'faltan VALOR'],
    [
      'the titles are in several rows',
      sheet(['CODIGO'], ['NOMBRE']),
      { titles: ['CODIGO', 'NOMBRE'] },
      'están en filas distintas',
    ],
    [
      'the titles come too late',
      sheet(...Array.from({ length: 40 }, () => ['x']), ['CODIGO']),
      {},
      'ninguna de las primeras 40 filas',
    ],
    ['a title is repeated', sheet(['CODIGO', 'VALOR', 'VALOR ']), {}, 'en la línea 1, el título VALOR está repetido'],
    [
      'the heading lacks what is looked for',
      sheet(['ENVÍO'], ['CODIGO']),
      { heading: ['ENVÍO (?<envio>\\d+)'] },
      'ninguna celda del encabezado',
    ],
    ['it has several sheets', workbook({ A: [['CODIGO']], B: [['CODIGO']] }), {}, 'tiene 2 hojas (A, B)'],
    ['it lacks the sheet', sheet(['CODIGO']), { sheet: 'Datos' }, 'no tiene la hoja Datos; tiene Hoja1'],
  ])('when %s', async (_, content, format, why) => {
    const refusal = await refusalOf(content, format);

    expect(refusal).toContain('FILE_REFUSED: ');
    expect(refusal).toContain(why);
  });

  const whole = sheet(['CODIGO'], ['1']);
  const farCell =
    '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048577"><c r="A1048577"><v>1</v></c></row></sheetData></worksheet>';
  const wideCell = '<worksheet><sheetData><row r="900000"><c r="XFD900000"><v>1</v></c></row></sheetData></worksheet>';

  test.each([
    ['cut short', whole.subarray(0, whole.length - 30), 'no es un libro .xlsx entero'],
    [
      'damaged inside',
      Buffer.concat([whole.subarray(0, 60), Buffer.from([255, 255, 255, 255]), whole.subarray(64)]),
      'no es un libro .xlsx entero',
    ],
    ['altered inside, as long as it was', archive({ 'xl/a.xml': '<a/>' }, { crc: 1 }), 'no es un libro .xlsx entero'],
    ['text', Buffer.from('Código;Valor\n'.repeat(50)), 'no es un libro .xlsx entero'],
    ['empty', Buffer.alloc(0), 'no es un libro .xlsx entero'],
    [
      'an old workbook or one with a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(512)]),
      'es un libro .xls antiguo',
    ],
    ['an archive of other things', archive({ 'nota.xml': '<nota/>' }), 'no se puede leer como libro .xlsx'],
    ['larger than it may be', archive({ 'xl/a.xml': Buffer.alloc(257 * 1024 * 1024) }), 'descomprimido pasa de'],
    [
      'larger than it says',
      archive({ 'xl/a.xml': Buffer.alloc(257 * 1024 * 1024) }, { unpacked: 10 }),
      'descomprimido pasa de',
    ],
    ['longer than a sheet can be', archive({ 'xl/worksheets/sheet1.xml': farCell }), 'llega a la fila 1048577'],
    [
      'wider and longer than fits',
      archive({ 'xl/worksheets/sheet1.xml': wideCell }),
      'llega a la fila 900000 y la columna 16384',
    ],
  ])('when it is %s', async (_, content, why) => {
    const refusal = await refusalOf(content);

    expect(refusal).toContain('FILE_REFUSED: ');
    expect(refusal).toContain(why);
  });
});
