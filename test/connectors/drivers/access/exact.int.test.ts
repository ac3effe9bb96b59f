import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cell } from '../../../../connectors/driver.ts';
import { batchesOf, columnsOf, failureOf, never, requestFor, rowsOf } from '../../../contracts/driver-factory.ts';
import { textMark } from '../../../support/access/expected.ts';
import { Jackcess, missingJackcess } from '../../../support/access/jackcess.ts';
import { need } from '../../../support/need.ts';
import { newPath } from './access-subjects.ts';
import { reader, writtenFile } from './written-file.ts';

const missing = missingJackcess();

need(
  'Jackcess',
  missing === null,
  missing ?? '',
)('lo que Access guarda llega como está', () => {
  let jackcess: Jackcess;
  beforeAll(async () => {
    jackcess = await Jackcess.start();
  });
  afterAll(() => jackcess[Symbol.asyncDispose]());

  const read = async (
    type: string,
    marks: readonly string[],
    name?: string,
  ): Promise<readonly (Cell | undefined)[]> => {
    const file = await writtenFile(
      jackcess,
      [`C:${type}`],
      marks.map((mark) => [mark]),
      name,
    );
    return (await rowsOf(reader(file), ['C'])).map(([cell]) => cell);
  };

  test.each(['origen.mdb', 'origen.accdb'])('una Moneda de %s es la misma cuantas veces se lea', async (name) => {
    const amounts = ['-922337203685477.5808', '-42.5000', '-0.0001', '0.0000', '0.0001', '922337203685477.5807'];
    const file = await writtenFile(
      jackcess,
      ['C:MONEY'],
      amounts.map((amount) => [`D${amount}`]),
      name,
    );
    const subject = reader(file);
    await using connection = await subject.driver.connect(never);

    const readings: unknown[] = [];
    for (const batchSize of [1, 4, 100]) {
      const batches = await batchesOf(connection.read(requestFor(subject, ['C', 'C'], { batchSize }), never));
      readings.push(batches.flat());
    }

    const expected = amounts.map((amount) => [amount, amount]);
    expect(readings).toEqual([expected, expected, expected]);
  });

  test.each([
    ['28:0', ['-9999999999999999999999999999', '-1', '0', '1', '9999999999999999999999999999']],
    ['18:2', ['-9999999999999999.99', '-0.01', '0.00', '0.01', '1500.50']],
    ['28:28', ['-0.9999999999999999999999999999', '0.0000000000000000000000000001']],
  ])('un Decimal %s trae todas sus cifras y su signo', async (size, amounts) => {
    const found = await read(
      `NUMERIC:${size}`,
      amounts.map((amount) => `D${amount}`),
    );

    expect(found).toEqual(amounts);
  });

  test('un Simple trae las cifras más cortas que lo nombran', async () => {
    const singles = [0.15, -2.5, 16_777_216, 3.4028235e38, 1e-45, 0.1, 33_333.332, 1_234_567.9];
    const bits = (value: number): string => {
      const bytes = Buffer.alloc(4);
      bytes.writeFloatBE(value);
      return bytes.toString('hex');
    };

    const found = await read(
      'FLOAT',
      singles.map((single) => `S${bits(single)}`),
    );

    expect(found).toEqual(singles);
  });

  test('las fechas anteriores a 1900 y posteriores a 2079 traen su día y su hora', async () => {
    const times = [
      '0100-01-01T00:00',
      '1753-07-20T23:59:59',
      '1899-12-29T06:00',
      '1899-12-30T14:30',
      '1899-12-31T06:00',
    ];
    const later = ['1900-01-01T00:00', '2079-06-07T00:00', '9999-12-31T23:59:59'];

    const found = await read(
      'SHORT_DATE_TIME',
      [...times, ...later].map((time) => `T${time}`),
    );

    expect(found).toEqual([
      '0100-01-01 00:00:00',
      '1753-07-20 23:59:59',
      '1899-12-29 06:00:00',
      '1899-12-30 14:30:00',
      '1899-12-31 06:00:00',
      '1900-01-01 00:00:00',
      '2079-06-07 00:00:00',
      '9999-12-31 23:59:59',
    ]);
  });

  test.each(['MEMO', 'TEXT:255'])('un texto %s trae también el byte nulo, que rechaza quien lo lee', async (type) => {
    const texts = ['A\u0000B', '\u0000', 'Ñoño\u0000', ''];

    expect(await read(type, texts.map(textMark))).toEqual(texts);
  });

  test.each([1, 50, 2000, 4064, 4065, 8120, 100_000])('un Memo de %i letras llega entero', async (length) => {
    const text = 'Güepsa – “5 €” '.repeat(Math.ceil(length / 15)).slice(0, length);

    expect(await read('MEMO', [textMark(text)])).toEqual([text]);
  });

  test('un Memo con menos bytes de los que su celda dice es un daño, y no un texto más corto', async () => {
    const file = await writtenFile(jackcess, ['C:MEMO'], [[textMark('RESOLUCION 77')]]);
    const bytes = await readFile(file);
    // In the row: the length, eight bytes more, and the letters.
    const length = bytes.indexOf(Buffer.from('RESOLUCION 77', 'utf16le')) - 12;
    bytes.writeUInt8(bytes.readUInt8(length) + 1, length);
    await writeFile(file, bytes);

    const failure = await failureOf(() => rowsOf(reader(file), ['C']));

    expect([failure.code, failure.message]).toEqual([
      'SOURCE_REFUSED',
      expect.stringContaining('está dañado: un texto largo está cortado'),
    ]);
  });

  test('una fila anterior a una columna no tiene nada en ella', async () => {
    const rows = Array.from({ length: 9 }, (_, index) => [`I${String(index)}`, textMark('x'.repeat(index))]);
    const file = await writtenFile(jackcess, ['N:LONG', 'C:TEXT:20'], rows);
    const added = ['DEUDA:MONEY', 'DIA:SHORT_DATE_TIME', 'PAGADO:BOOLEAN', 'NOTA:TEXT:20', 'TASA:DOUBLE', 'VEZ:INT'];
    const more = ['A:LONG', 'B:LONG', 'D:LONG', 'E:LONG', 'F:LONG', 'G:LONG', 'H:LONG'];
    await jackcess.edit(file, [['use', 'T'], ...[...added, ...more].map((column) => ['column', column])]);

    const some = await rowsOf(reader(file), ['NOTA', 'H', 'PAGADO', 'DEUDA']);
    const late = await rowsOf(reader(file), ['DIA', 'TASA', 'VEZ', 'N']);

    expect(some).toEqual(rows.map(() => [null, null, false, null]));
    expect(late).toEqual(rows.map((_, index) => [null, null, null, index]));
  });

  test('nombres con tildes y blancos se hallan como Access los halla, sin mirar mayúsculas', async () => {
    const file = await newPath('Ejecución año 2024.accdb');
    const table = ['table', 'Ejecución del año', '', 'Código rubro:TEXT:20', 'Año:INT'];
    await jackcess.create(file, 'V2010', [table, ['row', textMark('1.1'), 'I2024']]);

    const exact = await rowsOf(reader(file, {}, 'Ejecución del año'), ['Código rubro', 'Año']);
    const other = await rowsOf(reader(file, {}, 'EJECUCIÓN DEL AÑO'), ['CÓDIGO RUBRO', 'año']);

    expect([exact, other]).toEqual([[['1.1', 2024]], [['1.1', 2024]]]);
  });

  test('una columna se dice como la dice Access', async () => {
    const columns = ['C:TEXT:45', 'D:NUMERIC:18:2', 'E:MONEY', 'F:BOOLEAN', 'G:BINARY:10'];
    const file = await writtenFile(jackcess, columns, []);

    expect((await columnsOf(reader(file))).map(({ declared, type, nullable }) => [declared, type, nullable])).toEqual([
      ['Texto(45)', 'text', true],
      ['Decimal(18,2)', 'decimal', true],
      ['Moneda', 'decimal', true],
      ['Sí/No', 'boolean', false],
      ['Binario(10)', 'binary', true],
    ]);
  });

  test('un Id. de réplica es el mismo cuantas veces se lea', async () => {
    const guid = '3F2504E0-4F89-41D3-9A0C-0305E82C3301';
    const file = await writtenFile(jackcess, ['C:GUID'], [[`G{${guid}}`]]);
    const subject = reader(file);
    await using connection = await subject.driver.connect(never);

    const once = await batchesOf(connection.read(requestFor(subject, ['C']), never));
    const again = await batchesOf(connection.read(requestFor(subject, ['C']), never));

    expect([once, again]).toEqual([[[[guid]]], [[[guid]]]]);
  });

  test('un vínculo y una tabla que no está se nombran', async () => {
    const file = await writtenFile(jackcess, ['C:LONG'], []);
    await jackcess.edit(file, [['link', 'RECIBOS', 'D:\\caja\\Caja 2024.mdb', 'Recibos de caja']]);
    const failure = (table: string) => failureOf(() => rowsOf(reader(file, {}, table), ['C']));

    const [link, absent] = [await failure('Recibos'), await failure('OTRA')];

    expect([link.code, absent.code]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    expect(link.message).toBe(
      `En la base de Access ${file} la tabla Recibos es un vínculo a la tabla Recibos de caja de D:\\caja\\Caja 2024.mdb; declare un driver que la lea allá.`,
    );
    expect(absent.message).toBe(`En la base de Access ${file} la tabla OTRA no está; hay T.`);
  });
});
