import { describe, expect, test } from 'vitest';
import type { Cell } from '../../../../connectors/driver.ts';
import type { FixedWidthFormat, FixedWidthRecord } from '../../../../connectors/file-format.ts';
import { parseFixedWidth } from '../../../../connectors/drivers/file/fixed-width.ts';
import type { FileContents } from '../../../../connectors/drivers/file/opened-file.ts';
import { asIntegrationError } from '../../../../schemas/errors.ts';

const detalle: FixedWidthRecord = {
  table: 'detalle',
  when: [{ at: [1, 2], in: ['06'] }],
  lengths: [20],
  fields: { referencia: [3, 10], valor: { at: [11, 16], decimals: 2 }, nota: [17, 20] },
};
const encabezado: FixedWidthRecord = {
  table: 'encabezado',
  when: [{ at: [1, 2], in: ['01'] }],
  lengths: [12],
  fields: { banco: [3, 5], fecha: [6, 12] },
  header: true,
};
const format: FixedWidthFormat = { kind: 'fixed-width', encoding: 'windows-1252', records: [encabezado, detalle] };
const only = (record: Partial<FixedWidthRecord>): FixedWidthFormat => ({
  ...format,
  records: [{ ...detalle, ...record }],
});

const HEADER = '01007250301 ';
const DETAIL = '06A1      001050ñ   ';

const parse = (text: string | Uint8Array, declared: FixedWidthFormat = format): FileContents =>
  parseFixedWidth('PLANO.TXT', typeof text === 'string' ? Buffer.from(text, 'latin1') : text, declared);

const rowsOf = (contents: FileContents, table = 'detalle'): readonly (readonly Cell[])[] | undefined =>
  contents.tables[table]?.rows;

function refusalOf(text: string, declared: FixedWidthFormat = format): string {
  try {
    parse(text, declared);
  } catch (thrown) {
    const { code, message } = asIntegrationError(thrown);
    return `${code}: ${message.replace('El archivo PLANO.TXT se rechaza entero: ', '')}`;
  }
  return 'it was taken';
}

describe('lines of fixed width', () => {
  test('are a table per record, their places as they stand, and the header is what the file says of itself', () => {
    const found = parse(`${HEADER}\r\n${DETAIL}\r\n06  B     000000    \r\n`);

    expect(found.attributes).toEqual({ archivo: 'PLANO.TXT', banco: '007', fecha: '250301' });
    expect(found.tables).toEqual({
      encabezado: {
        columns: [
          { name: 'banco', type: 'text', declared: 'posiciones 3 a 5', nullable: false },
          { name: 'fecha', type: 'text', declared: 'posiciones 6 a 12', nullable: false },
          { name: 'linea', type: 'integer', declared: 'línea del archivo', nullable: false },
        ],
        rows: [['007', '250301 ', 1]],
      },
      detalle: {
        columns: [
          { name: 'referencia', type: 'text', declared: 'posiciones 3 a 10', nullable: false },
          { name: 'valor', type: 'decimal', declared: 'posiciones 11 a 16', nullable: true },
          { name: 'nota', type: 'text', declared: 'posiciones 17 a 20', nullable: false },
          { name: 'linea', type: 'integer', declared: 'línea del archivo', nullable: false },
        ],
        rows: [
          ['A1      ', '10.50', 'ñ   ', 2],
          ['  B     ', '0.00', '    ', 3],
        ],
      },
    });
  });

  test.each([
    ['the ends of Unix', `${HEADER}\n${DETAIL}\n`],
    ['no end of the last', `${HEADER}\r\n${DETAIL}`],
    ['the ends of old Macs', `${HEADER}\r${DETAIL}\r`],
    ['blank lines and the end mark of DOS after them', `${HEADER}\r\n${DETAIL}\r\n\r\n   \r\n\x1a`],
    ['the end mark of DOS glued to the last', `${HEADER}\r\n${DETAIL}\x1a`],
  ])('are the same with %s', (_, text) => {
    expect(parse(text)).toEqual(parse(`${HEADER}\r\n${DETAIL}\r\n`));
  });

  test.each([
    ['cp850', [0xa4, 0xa5, 0xa2, 0x20], 'ñÑó '],
    ['iso-8859-1', [0xf1, 0xd1, 0xf3, 0x96], 'ñÑó\u0096'],
    ['windows-1252', [0xf1, 0xd1, 0xf3, 0x96], 'ñÑó–'],
    ['utf-8', [0xc3, 0xb1, 0xc3, 0x91, 0x20, 0x20], 'ñÑ  '],
  ] as const)('count characters, not bytes, in %s', (encoding, bytes, nota) => {
    const content = Buffer.concat([Buffer.from('06A1      001050'), Buffer.from(bytes)]);

    expect(rowsOf(parse(content, { ...only({}), encoding }))).toEqual([['A1      ', '10.50', nota, 1]]);
  });

  test.each([
    ['000000', '0.00'],
    ['000005', '0.05'],
    ['999999', '9999.99'],
    ['-00042', '-0.42'],
    ['   105', '1.05'],
    ['      ', null],
  ])('give %j with two decimals implied as %j', (written, cell) => {
    expect(rowsOf(parse(`06A1      ${written}    `, only({})))).toEqual([['A1      ', cell, '    ', 1]]);
  });

  test('may lack their last blanks where that is declared, and are then the same', () => {
    const declared = only({ shortest: 16 });

    expect(rowsOf(parse('06A1      001050', declared))).toEqual(rowsOf(parse('06A1      001050    ', declared)));
    expect(refusalOf('06A1      00105', declared)).toContain('tiene 15 caracteres y se esperan 20');
  });

  test('that end among the digits of an amount are refused, however short they may be', () => {
    const declared = only({ shortest: 10 });

    expect(rowsOf(parse('06A1', only({ shortest: 4 })))).toEqual([['A1      ', null, '    ', 1]]);
    expect(refusalOf('06A1      00105', declared)).toContain(
      'en la línea 1, la línea termina en el campo valor (posiciones 11 a 16) y le faltan cifras',
    );
  });

  test('may go on behind their fields where that is declared', () => {
    const declared = only({ longest: 24 });

    expect(rowsOf(parse(`${DETAIL}ABCD`, declared))).toEqual([['A1      ', '10.50', 'ñ   ', 1]]);
    expect(refusalOf(`${DETAIL}ABCDE`, declared)).toContain('tiene 25 caracteres y se esperan 20');
  });

  test('may be of several editions of one table, told by their length', () => {
    const longer = {
      ...detalle,
      lengths: [22],
      fields: { ...detalle.fields, referencia: [3, 10], nota: [19, 22] },
    } as const;
    const declared = { ...format, records: [detalle, longer] };

    const found = parse(`${DETAIL}\n06B2      002000xxabcd`, declared);

    expect(rowsOf(found)).toEqual([
      ['A1      ', '10.50', 'ñ   ', 1],
      ['B2      ', '20.00', 'abcd', 2],
    ]);
    expect(refusalOf(`${DETAIL}x`, declared)).toContain('tiene 21 caracteres y se esperan 20 o 22');
  });

  test('take attributes out of the name of their file too', () => {
    const named = { ...format, name: '^(?<tipo>[A-Z]+)\\.TXT$' };

    expect(parse(HEADER, named).attributes).toEqual({
      archivo: 'PLANO.TXT',
      tipo: 'PLANO',
      banco: '007',
      fecha: '250301',
    });
    expect(refusalOf(HEADER, { ...format, name: '^PILA' })).toContain(
      'su nombre no es como lo declara la fuente (^PILA)',
    );
  });
});

describe('a file of fixed width is refused', () => {
  test.each([
    ['it is empty', '', 'no tiene ninguna línea'],
    ['it has only blanks', ' \r\n\r\n', 'no tiene ninguna línea'],
    [
      'a line is no record',
      `${HEADER}\r\n07A1      001050    `,
      "en la línea 2, no es de ninguno de los registros que se esperan: en las posiciones 1 a 2 dice '07' y se espera 01; o en las posiciones 1 a 2 dice '07' y se espera 06.",
    ],
    ['a blank line is in the middle', `${HEADER}\r\n\r\n${DETAIL}`, 'en la línea 2, no es de ninguno'],
    [
      'it was cut in the middle of a line',
      `${HEADER}\r\n${DETAIL.slice(0, 13)}`,
      'en la línea 2, el registro detalle tiene 13 caracteres y se esperan 20.',
    ],
    [
      'a line is too long',
      `${HEADER}\r\n${DETAIL} `,
      'en la línea 2, el registro detalle tiene 21 caracteres y se esperan 20.',
    ],
    [
      'it begins without its header',
      `${DETAIL}\r\n${HEADER}`,
      'en la línea 1, la primera línea es detalle y se espera el encabezado, encabezado.',
    ],
    [
      'two were joined',
      `${HEADER}\r\n${DETAIL}\r\n${HEADER}`,
      'en la línea 3, empieza otro archivo con un registro encabezado',
    ],
    [
      'digits are none',
      `${HEADER}\r\n06A1      0O1050    `,
      "en la línea 2, el campo valor (posiciones 11 a 16) trae '0O1050' y se esperan dígitos.",
    ],
  ])('when %s', (_, text, why) => {
    expect(refusalOf(text)).toContain(`FILE_REFUSED: ${why}`);
  });

  test('when a pattern tells its records, without repeating what stands there', () => {
    const declared = only({
      when: [
        { at: [1, 2], in: ['06'] },
        { at: [3, 10], matches: '^\\d+$' },
      ],
    });

    const refusal = refusalOf(DETAIL, declared);

    expect(refusal).toContain('en las posiciones 3 a 10 se espera ^\\d+$');
    expect(refusal).not.toContain('A1');
  });
});

test.each([
  [{ nota: [17, 21] }, 'declara nota en las posiciones 17 a 21; se esperan entre 1 y 20'],
  [{ nota: [0, 4] }, 'declara nota en las posiciones 0 a 4'],
  [{ nota: [9, 8] }, 'declara nota en las posiciones 9 a 8'],
] as const)('places %j that a line does not have are a mistake of the declaration', (fields, why) => {
  const refusal = refusalOf(DETAIL, only({ fields }));

  expect(refusal).toContain('CONFIG_INVALID');
  expect(refusal).toContain(why);
});
