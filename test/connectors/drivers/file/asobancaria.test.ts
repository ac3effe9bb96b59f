import { describe, expect, test } from 'vitest';
import { parseAsobancaria } from '../../../../connectors/drivers/file/asobancaria.ts';
import type { FileContents } from '../../../../connectors/drivers/file/opened-file.ts';
import { IntegrationError } from '../../../../schemas/errors.ts';
import { bankFile, detail, fileControl, header, lotControl, lotHeader, oneLot } from './asobancaria-writer.ts';

const parse = (content: Uint8Array, empty: 'no payments' | 'refused' = 'refused'): FileContents =>
  parseAsobancaria('BANCO.TXT', content, { kind: 'asobancaria-2001', empty });

/** What a refused file says, without the words that every refusal begins with. */
function refusalOf(content: Uint8Array): { readonly code: string; readonly line: unknown; readonly why: string } {
  try {
    parse(content);
  } catch (thrown) {
    if (thrown instanceof IntegrationError) {
      return {
        code: thrown.code,
        line: thrown.context['line'],
        why: thrown.message.replace('El archivo BANCO.TXT se rechaza entero: ', ''),
      };
    }
    throw thrown;
  }
  return { code: 'none', line: null, why: 'it was taken' };
}

const good = oneLot([
  { centavos: 1_800_000, secuencia: '2' },
  { centavos: 5, secuencia: '3' },
]);
const without = (line: number): readonly string[] => good.filter((_, index) => index !== line - 1);
const replacing = (line: number, record: string): readonly string[] => good.with(line - 1, record);

describe('a good bank file', () => {
  test('gives its details, its lots, its closing and what it says of itself', () => {
    const found = parse(bankFile(oneLot([{ referencia: '1055909', centavos: 1_800_000, secuencia: '2' }])));

    expect(found.attributes).toEqual({
      nit: '9000000001',
      fecha: '20250301',
      banco: '007',
      cuenta: '00000000000000123',
      fecha_archivo: '20250302',
      hora: '0815',
      modificador: 'A',
      tipo_cuenta: '01',
    });
    expect(found.tables['detalle']?.rows).toEqual([
      [
        '7709990000001',
        '0001',
        '1055909'.padStart(48, '0'),
        '18000.00',
        '01',
        '01',
        '000000',
        '000000',
        '007',
        '0101',
        '0000002',
        '000',
        3,
      ],
    ]);
    expect(found.tables['lote']?.rows).toEqual([['7709990000001', '0001', 1, '18000.00', 4]]);
    expect(found.tables['archivo']?.rows).toEqual([[1, '18000.00']]);
  });

  test('may have several lots, and lots without a payment', () => {
    const lines = [
      header(),
      lotHeader(1),
      detail({ centavos: 100 }),
      lotControl(1, 100, 1),
      lotHeader(2),
      lotControl(0, 0, 2),
      lotHeader(3),
      detail({ centavos: 250 }),
      detail({ centavos: 50 }),
      lotControl(2, 300, 3),
      fileControl(3, 400),
    ];

    const found = parse(bankFile(lines));

    expect(found.tables['lote']?.rows.map((row) => row.slice(1))).toEqual([
      ['0001', 1, '1.00', 4],
      ['0002', 0, '0.00', 6],
      ['0003', 2, '3.00', 10],
    ]);
    expect(found.tables['detalle']?.rows.map((row) => [row[1], row[3]])).toEqual([
      ['0001', '1.00'],
      ['0003', '2.50'],
      ['0003', '0.50'],
    ]);
  });

  test.each([
    ['lines end as in Unix', Buffer.from(good.join('\n'))],
    ['the last line has no end', Buffer.from(good.join('\r\n'))],
    ['blank lines and the end mark of DOS follow', Buffer.from(`${good.join('\r\n')}\r\n\r\n   \r\n\x1a`)],
    ['filler is left out', Buffer.from(good.map((line) => line.trimEnd()).join('\r\n'))],
    [
      'controls carry more than their fields',
      Buffer.from(good.map((line) => (/^0[89]/.test(line) ? `${line.trimEnd()}BANCO 001` : line)).join('\n')),
    ],
  ])('is the same when %s', (_, content) => {
    const found = parse(content);

    expect(found).toEqual(parse(bankFile(good)));
  });

  test('adds amounts beyond what a floating point number holds', () => {
    const found = parse(bankFile(oneLot(Array.from({ length: 1001 }, () => ({ centavos: '99999999999999' })))));

    expect(found.tables['archivo']?.rows).toEqual([[1001, '1000999999999989.99']]);
  });
});

describe('an empty bank file', () => {
  test.each(['', '\r\n', '  \r\n\x1a'])('%j is no payments where the source says so', (text) => {
    const found = parse(Buffer.from(text), 'no payments');

    expect(found.attributes).toEqual({});
    expect(Object.values(found.tables).flatMap((table) => table.rows)).toEqual([[]].slice(1));
    expect(found.tables['detalle']?.columns.map((column) => column.name)).toContain('valor');
  });

  test('is refused where the source says so', () => {
    expect(refusalOf(Buffer.from(''))).toEqual({
      code: 'FILE_REFUSED',
      line: null,
      why: 'está vacío y la fuente no admite archivos vacíos; pídalo de nuevo al banco.',
    });
  });
});

describe('a bank file is refused whole', () => {
  test.each([
    ['a detail is missing', without(3), 4, 'el registro 08 dice 2 registros y el lote 0001 trae 1'],
    [
      'a detail is twice in it',
      good.toSpliced(3, 0, good[3]!),
      6,
      'el registro 08 dice 2 registros y el lote 0001 trae 3',
    ],
    [
      'a digit of an amount changed',
      replacing(4, detail({ centavos: 6, secuencia: '3' })),
      5,
      'el registro 08 dice un total de 18000.05 y el lote 0001 suma 18000.06',
    ],
    [
      'the file control counts otherwise',
      replacing(6, fileControl(3, 1_800_005)),
      6,
      'el registro 09 dice 3 registros y el archivo trae 2',
    ],
    [
      'the file control adds otherwise',
      replacing(6, fileControl(2, 1_800_006)),
      6,
      'el registro 09 dice un total de 18000.06 y el archivo suma 18000.05',
    ],
    [
      'a lot is closed under another number',
      replacing(5, lotControl(2, 1_800_005, 7)),
      5,
      'el registro 08 cierra el lote 0007 y el que está abierto es el 0001',
    ],
    ['it is cut short after a record', good.slice(0, 4), 4, 'el archivo termina en un registro 06 y se espera el 09'],
    ['its last record is missing', without(6), 5, 'el archivo termina en un registro 08 y se espera el 09'],
    ['its lot is not closed', without(5), 5, "hay un registro '09' y después del 06 se espera 06 o 08"],
    ['its header is missing', without(1), 1, "hay un registro '05' y el primero debe ser 01"],
    ['its lot header is missing', without(2), 2, "hay un registro '06' y después del 01 se espera 05"],
    [
      'another file follows',
      [...good, ...good],
      7,
      'empieza otro archivo con un registro 01: son varios archivos unidos',
    ],
    [
      'another file begins inside it',
      [...good.slice(0, 4), ...good],
      5,
      'empieza otro archivo con un registro 01: son varios archivos unidos',
    ],
    [
      'records follow its end',
      [...good, detail({ centavos: 1 })],
      7,
      "hay un registro '06' después del 09, que debe ser el último",
    ],
    [
      'a record is of no known kind',
      replacing(3, `07${'0'.repeat(160)}`),
      3,
      "hay un registro '07' y después del 05 se espera 06 o 08",
    ],
    [
      'a blank line stands between records',
      good.toSpliced(2, 0, ''),
      3,
      "hay un registro '' y después del 05 se espera 06 o 08",
    ],
    [
      'a detail is too short',
      replacing(3, good[2]!.slice(0, 93)),
      3,
      'el registro 06 tiene 93 caracteres y sus campos llegan al 94',
    ],
    [
      'the header is too short',
      replacing(1, good[0]!.slice(0, 54)),
      1,
      'el registro 01 tiene 54 caracteres y sus campos llegan al 55',
    ],
    [
      'an amount is not made of digits',
      replacing(3, good[2]!.replace('00000001800000', '       1800000')),
      3,
      "el campo valor (posiciones 51 a 64) trae '       1800000' y se esperan 14 dígitos",
    ],
    [
      'the day of collection does not exist',
      replacing(1, header({ fecha: '20250231' })),
      1,
      "el campo fecha de recaudo trae '20250231'",
    ],
    ['the hour does not exist', replacing(1, header({ hora: '2460' })), 1, "la hora es '2460' y se espera HHMM"],
    [
      'the modifier is none',
      replacing(1, header({ modificador: ' ' })),
      1,
      "el modificador es ' ' y se espera una letra",
    ],
  ])('when %s', (_, lines, line, why) => {
    const refusal = refusalOf(bankFile(lines));

    expect(refusal).toMatchObject({ code: 'FILE_REFUSED', line });
    expect(refusal.why).toContain(why);
    expect(refusal.why).toContain(`en la línea ${String(line)},`);
  });
});
