import { beforeAll, describe, expect, test } from 'vitest';
import type { Cell } from '../../../../connectors/driver.ts';
import { parseXls } from '../../../../connectors/drivers/file/xls.ts';
import type { XlsLimits } from '../../../../connectors/drivers/file/xls.ts';
import type { XlsFormat } from '../../../../connectors/file-format.ts';
import { codigo } from '../../../../connectors/fields/index.ts';
import { asIntegrationError } from '../../../../schemas/errors.ts';
import { readEach } from '../../fields/read-cell.ts';
import { describeWithLibreOffice, workbooksOf } from '../../../support/libre-office.ts';
import { dayCell97, protected97, workbook97 } from './workbook97-writer.ts';
import type { Cell97 } from './workbook97-writer.ts';
import { numbersFrom } from '../../../support/numbers.ts';

const never = new AbortController().signal;

async function read(content: Uint8Array, format: Partial<XlsFormat> = {}, limits?: XlsLimits) {
  const found = await parseXls(
    'informe.xls',
    content,
    { kind: 'xls', sheet: null, titles: ['CODIGO'], heading: [], ...format },
    never,
    limits,
  );
  return found.tables['filas']!;
}

async function refusalOf(content: Uint8Array, format: Partial<XlsFormat> = {}, limits?: XlsLimits): Promise<string> {
  const thrown: unknown = await read(content, format, limits).then(
    () => 'it was taken',
    (reason: unknown) => reason,
  );
  const { code, message } = asIntegrationError(thrown);
  return `${code}: ${message.replace('El archivo informe.xls se rechaza entero: ', '')}`;
}

describeWithLibreOffice('a workbook of Excel 97 that LibreOffice wrote from a CSV', () => {
  const rows = Array.from({ length: 2000 }, (_, place): readonly Cell[] => {
    const random = numbersFrom(place + 1);
    const centavos = Math.floor(random() * 10 ** (1 + (place % 15)));
    const day = new Date(Date.UTC(1990 + (place % 60), place % 12, 1 + (place % 28))).toISOString().slice(0, 10);
    return [String(place).padStart(6, '0'), `Ñandú “${place}” – ó`, centavos / 100, day, null];
  });
  const csv = [
    'Informe;;;;',
    'CODIGO;NOMBRE;VALOR;FECHA;VACIA',
    ...rows.map((row) => row.map((cell) => cell ?? '').join(';')),
  ].join('\n');
  let content: Buffer;
  beforeAll(async () => {
    const columns = ['text', 'text', 'number', 'day', 'text'] as const;
    ({ content } = await workbooksOf({ content: { csv, columns } }, 'xls'));
  }, 180_000);

  test('gives the rows of that CSV: codes as text, amounts by their shortest digits, days as days', async () => {
    const table = await read(content);

    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['CODIGO', 'text'],
      ['NOMBRE', 'text'],
      ['VALOR', 'float'],
      ['FECHA', 'date'],
      ['VACIA', 'any'],
      ['linea', 'integer'],
    ]);
    expect(table.rows).toEqual(rows.map((row, place) => [...row, place + 3]));
    expect(table.rows.map((row) => String(row[2]))).toEqual(rows.map((row) => String(row[2])));
  });

  test('cut anywhere is refused, or nothing that it says is missing', async () => {
    const whole = (await read(content)).rows;
    const lengths = [600, 4096, content.length / 4, content.length / 2, content.length * 0.9, content.length - 600];

    const outcomes = await Promise.all(
      lengths.map((length) =>
        read(content.subarray(0, Math.floor(length))).then(
          (table) => (JSON.stringify(table.rows) === JSON.stringify(whole) ? 'whole' : 'part'),
          (thrown: unknown) => asIntegrationError(thrown).code,
        ),
      ),
    );

    expect(new Set(outcomes).has('FILE_REFUSED')).toBe(true);
    expect(outcomes.filter((outcome) => outcome !== 'FILE_REFUSED' && outcome !== 'whole')).toEqual([]);
  }, 60_000);
});

describe('cells of a workbook of Excel 97', () => {
  test('are what it keeps: days without a zone, errors as their text, whole numbers apart from others', async () => {
    const rows: readonly Cell97[][] = [
      [' 007 '],
      [7],
      [0.1],
      [-42.5],
      [true],
      [dayCell97(45_717)],
      [dayCell97(45_717.75, 'dd/mm/yyyy hh:mm')],
      [dayCell97(0)],
    ];

    const table = await read(workbook97([['CODIGO'], ...rows, [{ t: 'e', v: 42, w: '#N/A' }]]));

    expect(table.rows.map(([cell]) => cell)).toEqual([
      ' 007 ',
      7,
      0.1,
      -42.5,
      true,
      '2025-03-01',
      '2025-03-01 18:00:00',
      '1899-12-30',
      '#N/A',
    ]);
  });

  test('count days from 1904 where the workbook says so', async () => {
    const table = await read(workbook97([['CODIGO'], [dayCell97(44_255)]], ['Hoja1'], true));

    expect(table.rows[0]?.[0]).toBe('2025-03-01');
  });

  test('that are codes of which the digits are lost are refused by name', async () => {
    const npn = Number('257580001000000010002000000000');
    const mixed = await read(workbook97([['CODIGO'], ['257580001000000010002000000000'], [npn], ['1.70E+29']]));
    const alone = await read(workbook97([['CODIGO'], [npn], [npn]]));

    const outcomes = readEach(
      codigo('CODIGO'),
      mixed.rows.map(([cell]) => cell ?? null),
    );

    expect(outcomes[0]).toEqual({ value: '257580001000000010002000000000' });
    expect(outcomes.slice(1).map((outcome) => 'expected' in outcome && outcome.expected)).toEqual([
      'un código sin caracteres de control ni notación científica (1.70E+29: Excel perdió sus cifras)',
      'un código sin caracteres de control ni notación científica (1.70E+29: Excel perdió sus cifras)',
    ]);
    expect(codigo('CODIGO').takes).not.toContain(alone.columns[0]?.type);
  });
});

describe('a workbook of Excel 97 is refused', () => {
  const good = workbook97([['CODIGO'], ['1']]);

  test.each([
    [
      'it is a page with that name',
      Buffer.from('<html><table><tr><td>CODIGO</td></tr></table>'),
      {},
      'una página (HTML',
    ],
    ['it is one of later years', Buffer.from('PK\u0003\u0004zzzz'), {}, 'sino uno .xlsx o un archivo comprimido'],
    ['it is a text', Buffer.from('CODIGO;VALOR\n1;2'), {}, 'un archivo de otra clase'],
    ['it is only the beginning of one', Buffer.from('d0cf11e0a1b11ae1', 'hex'), {}, 'está dañado o cortado'],
    ['it lacks the sheet', good, { sheet: 'Datos' }, 'no tiene la hoja Datos; tiene Hoja1'],
    ['it lacks the titles', good, { titles: ['VALOR'] }, 'faltan VALOR'],
    ['it has several sheets', workbook97([['CODIGO']], ['A', 'B']), {}, 'tiene 2 hojas (A, B)'],
  ])('when %s', async (_, content, format, why) => {
    const refusal = await refusalOf(content, format);

    expect(refusal).toContain('FILE_REFUSED');
    expect(refusal).toContain(why);
  });

  test('when it is protected with a password', async () => {
    expect(await refusalOf(protected97(good))).toContain('tiene contraseña; guárdelo sin contraseña');
  });

  test('when reading it takes more memory or time than may be', async () => {
    const large = workbook97([
      ['CODIGO'],
      ...Array.from({ length: 15_000 }, (_, place) => [`fila ${place}`, place, place]),
    ]);
    const limits = { seconds: 60, heapMb: 768, answerBytes: 1 << 28 };

    const refusals = await Promise.all([
      refusalOf(large, {}, { ...limits, heapMb: 16 }),
      refusalOf(large, {}, { ...limits, answerBytes: 100_000 }),
      refusalOf(large, {}, { ...limits, seconds: 0.05 }),
    ]);

    expect(refusals).toEqual([
      expect.stringContaining('FILE_REFUSED: leerlo pide más memoria que la admitida (16 MB)'),
      expect.stringContaining('FILE_REFUSED: leerlo pide más memoria que la admitida'),
      expect.stringContaining('FILE_REFUSED: no se pudo leer en 0.05 segundos'),
    ]);
  }, 60_000);
});

test('a reading that is no longer wanted ends its process', async () => {
  const stop = new AbortController();
  const format = { kind: 'xls', sheet: null, titles: ['CODIGO'], heading: [] } as const;

  const reading = parseXls('informe.xls', workbook97([['CODIGO'], ['1']]), format, stop.signal);
  stop.abort(new Error('no longer'));

  await expect(reading).rejects.toThrow('no longer');
});
