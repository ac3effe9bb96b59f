import { describe, expect, test } from 'vitest';
import type { CsvFormat } from '../../../../connectors/file-format.ts';
import { parseCsv } from '../../../../connectors/drivers/file/csv.ts';
import { asIntegrationError } from '../../../../schemas/errors.ts';

const parse = (content: string | Uint8Array, format: Partial<CsvFormat> = {}): ReturnType<typeof parseCsv> =>
  parseCsv('recaudo-2025-03.csv', Buffer.from(content as string), {
    kind: 'csv',
    encoding: 'utf-8',
    delimiter: ',',
    ...format,
  });

async function rowsOf(content: string | Uint8Array, format: Partial<CsvFormat> = {}): Promise<unknown> {
  return (await parse(content, format)).tables['filas']?.rows;
}

async function titlesOf(content: string): Promise<unknown> {
  return (await parse(content)).tables['filas']?.columns.map((column) => column.name);
}

async function refusalOf(content: string | Uint8Array, format: Partial<CsvFormat> = {}): Promise<unknown> {
  const thrown: unknown = await parse(content, format).then(
    () => 'it was taken',
    (reason: unknown) => reason,
  );
  const { code, context, message } = asIntegrationError(thrown);
  return {
    code,
    line: context['line'],
    why: message.replace('El archivo recaudo-2025-03.csv se rechaza entero: ', ''),
  };
}

describe('rows of a CSV', () => {
  test('are the cells as written, with the line that each starts on', async () => {
    const rows = await rowsOf('a,b\r\n 007 ,"1,5"\r\n"dos\r\nlíneas","dijo ""ya"""\r\nfin,');

    expect(rows).toEqual([
      [' 007 ', '1,5', 2],
      ['dos\r\nlíneas', 'dijo "ya"', 3],
      ['fin', '', 5],
    ]);
  });

  test.each([
    ['of Unix', 'a,b\n1,2\n3,4\n'],
    ['of Windows', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['of old Macs', 'a,b\r1,2\r3,4\r'],
    ['of both', 'a,b\n1,2\r\n3,4'],
  ])('end with the line ends %s', async (_, text) => {
    const rows = await rowsOf(text);

    expect(rows).toEqual([
      ['1', '2', 2],
      ['3', '4', 3],
    ]);
  });

  test('are not made of empty lines, which still are counted', async () => {
    const rows = await rowsOf('a,b\n\n1,2\n\n\n3,4\n\n');

    expect(rows).toEqual([
      ['1', '2', 3],
      ['3', '4', 6],
    ]);
  });

  test.each([',', ';', '\t', '|'] as const)('are divided by the declared %j', async (delimiter) => {
    const rows = await rowsOf(`a${delimiter}b\n1${delimiter}2`, { delimiter });

    expect(rows).toEqual([['1', '2', 2]]);
  });
});

describe('titles of a CSV', () => {
  test('are trimmed, without the mark of UTF-8', async () => {
    const titles = await titlesOf('\ufeff Centro Gestor,\u00a0 PPTO. MODIFICADO \n1,2');
    const quoted = await titlesOf('\ufeff"Centro Gestor","PPTO. MODIFICADO"\n1,2');

    expect([titles, quoted]).toEqual([
      ['Centro Gestor', 'PPTO. MODIFICADO', 'linea'],
      ['Centro Gestor', 'PPTO. MODIFICADO', 'linea'],
    ]);
  });

  test('that are blank name no column', async () => {
    const titles = await titlesOf(',a,\u00a0,b\n1,2,3,4');
    const rows = await rowsOf(',a,\u00a0,b\n1,2,3,4');

    expect(titles).toEqual(['a', 'b', 'linea']);
    expect(rows).toEqual([['2', '4', 2]]);
  });

  test('of the file itself stand before the ones that the driver adds', async () => {
    const found = await parse('linea,archivo\n7,x');

    expect(found.tables['filas']?.columns.map((column) => column.name)).toEqual(['linea', 'archivo']);
    expect(found.tables['filas']?.rows).toEqual([['7', 'x']]);
  });

  test('without rows are a table without rows', async () => {
    const rows = await rowsOf('a,b\n');

    expect(rows).toEqual([]);
  });
});

describe('encodings of a CSV', () => {
  test.each([
    ['utf-8', Buffer.from('a\nÑ€\n')],
    ['windows-1252', Buffer.from('a\n\xd1\x80\n', 'latin1')],
    ['utf-16le', Buffer.from('\ufeffa\nÑ€\n', 'utf16le')],
  ] as const)('%s is read as declared', async (encoding, content) => {
    const rows = await rowsOf(content, { encoding });

    expect(rows).toEqual([['Ñ€', 2]]);
  });

  test('iso-8859-1 gives byte for byte', async () => {
    const rows = await rowsOf(Buffer.from('a\n\xd1\x85\n', 'latin1'), { encoding: 'iso-8859-1' });

    expect(rows).toEqual([['Ñ\x85', 2]]);
  });

  test.each([
    ['utf-8', Buffer.from('a\nbien\n\xd1o\n', 'latin1'), 3, 'hay bytes que no son texto en utf-8'],
    ['windows-1252', Buffer.from('a\nÍ\n'), 2, 'hay un byte 0x8d que no existe en windows-1252'],
    [
      'windows-1252',
      Buffer.from('\ufeffa\nx\n'),
      1,
      'empieza con la marca de UTF-8 y está declarado como windows-1252',
    ],
    ['utf-16le', Buffer.from([0x61, 0x00, 0x0a]), null, 'hay bytes que no son texto en utf-16le'],
  ] as const)('%s with bytes of another is refused', async (encoding, content, line, why) => {
    const refusal = await refusalOf(content, { encoding });

    expect(refusal).toEqual({ code: 'FILE_REFUSED', line, why: expect.stringContaining(why) as string });
  });
});

describe('a CSV is refused whole', () => {
  test.each([
    ['a row is too short', 'a,b\n1,2\n3\n', 3, 'la fila no tiene las 2 celdas que anuncian los títulos'],
    [
      'a row after line breaks of Windows is too short',
      'a,b\r\n"x\r\ny",2\r\n3\r\n',
      4,
      'la fila no tiene las 2 celdas que anuncian los títulos',
    ],
    ['a row is too long', 'a,b\n"x\ny",2\n3,4,5\n', 4, 'la fila no tiene las 2 celdas que anuncian los títulos'],
    ['quotes are never closed', 'a,b\n1,"2\n3,4\n', 2, 'hay unas comillas que abren una celda y nunca la cierran'],
    ['quotes stand inside a cell', 'a,b\n1,2"3\n', 2, 'hay unas comillas dentro de una celda'],
    ['a title is repeated', 'a,b,a \n1,2,3\n', 1, 'el título a está repetido'],
    ['no column has a title', ',\n1,2\n', 1, 'ninguna columna tiene título'],
    ['there is nothing in it', '', null, 'no tiene ninguna línea'],
  ])('when %s', async (_, text, line, why) => {
    const refusal = await refusalOf(text);

    expect(refusal).toEqual({ code: 'FILE_REFUSED', line, why: expect.stringContaining(why) as string });
  });
});

describe('what the name of a CSV says', () => {
  test('are attributes', async () => {
    const found = await parse('a\n1', { name: '^recaudo-(?<vigencia>\\d{4})-(?<mes>\\d\\d)(?<resto>x)?' });

    expect(found.attributes).toEqual({ archivo: 'recaudo-2025-03.csv', vigencia: '2025', mes: '03', resto: '' });
  });

  test('must be what is declared', async () => {
    const refusal = await refusalOf('a\n1', { name: '^ejecucion-(?<mes>\\d\\d)' });

    expect(refusal).toEqual({
      code: 'FILE_REFUSED',
      line: null,
      why: 'su nombre no es como lo declara la fuente (^ejecucion-(?<mes>\\d\\d)).',
    });
  });
});
