import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { OpenedFile, RawRow } from '../../../../connectors/driver.ts';
import type { FileFormat } from '../../../../connectors/file-format.ts';
import { parseAsobancaria } from '../../../../connectors/drivers/file/asobancaria.ts';
import { folder } from '../../../../connectors/drivers/file/index.ts';
import { describeWithSharedData, sharedData } from '../../../support/shared-data.ts';
import { batchesOf, never } from '../../../contracts/driver-factory.ts';

async function opened(place: string, name: string, format: FileFormat): Promise<OpenedFile> {
  await using connection = await folder({ path: sharedData(place) }).connect(never);
  const [entry] = await connection.files!(name, never);
  return await connection.open!(entry!, format, never);
}

async function rowsOf(file: OpenedFile, table: string, columns: readonly string[]): Promise<readonly RawRow[]> {
  return (await batchesOf(file.read({ table, columns, where: [], orderBy: [], batchSize: 1000 }, never))).flat();
}

/** All cells of the file's own columns; the literals beside it were made with Python's zipfile, ElementTree and csv. */
async function printOf(file: OpenedFile): Promise<{ readonly rows: number; readonly cells: string }> {
  const own = file.columns('filas').filter(({ name }) => name !== 'linea' && !Object.hasOwn(file.attributes, name));
  const rows = await rowsOf(
    file,
    'filas',
    own.map(({ name }) => name),
  );
  return { rows: rows.length, cells: hash('sha256', JSON.stringify(rows)) };
}

const BANK = 'bancos-recaudo/asobancaria-micros';
const bank = { kind: 'asobancaria-2001', empty: 'no payments' } as const;

describeWithSharedData(BANK, 'bank files as banks send them', () => {
  test.each([
    [
      '11JULIO.TXT',
      17,
      '300000.00',
      {
        fecha: '20240711',
        banco: '040',
        cuenta: '00000400702127333',
        fecha_archivo: '20240712',
        hora: '0213',
        tipo_cuenta: '01',
      },
    ],
    [
      '24JULIO_enmascarado.TXT',
      77,
      '133931000.00',
      {
        fecha: '20240724',
        banco: '001',
        cuenta: '00000000062912613',
        fecha_archivo: '20240725',
        hora: '1000',
        tipo_cuenta: '02',
      },
    ],
  ])('%s is good', async (name, records, total, attributes) => {
    const file = await opened(BANK, name, bank);
    const details = await rowsOf(file, 'detalle', ['valor', 'lote', 'secuencia']);

    expect(file.attributes).toEqual({ nit: '9006491199', modificador: 'A', ...attributes });
    expect(await rowsOf(file, 'archivo', ['registros', 'valor'])).toEqual([[records, total]]);
    expect(details.length).toBe(records);
    expect(new Set(details.map(([, lot, sequence]) => `${String(lot)} ${String(sequence)}`)).size).toBe(records);
  });

  test('a line missing, a digit changed or two files run together are refused, whichever line it is', async () => {
    const [small, large] = await Promise.all(
      ['11JULIO.TXT', '24JULIO_enmascarado.TXT'].map((name) => readFile(join(sharedData(BANK), name), 'latin1')),
    );
    const lines = small!.split('\r\n');
    const taken = (text: string): boolean => {
      try {
        parseAsobancaria('x', Buffer.from(text, 'latin1'), bank);
        return true;
      } catch {
        return false;
      }
    };

    const shorter = lines.map((_, line) => lines.toSpliced(line, 1).join('\r\n'));
    const altered = lines
      .slice(2, 19)
      .map((line, place) =>
        lines.with(place + 2, line.slice(0, 62) + (line[62] === '9' ? '8' : '9') + line.slice(63)).join('\r\n'),
      );
    const together = [`${small!}\r\n${large!}`, large! + small!, small! + large!];

    expect(taken(small!)).toBe(true);
    expect([...shorter, ...altered, ...together].map(taken)).not.toContain(true);
  });
});

describeWithSharedData(
  'bancos-recaudo/asobancaria-2001-jesusvillalbam',
  'a bank file whose controls were invented',
  () => {
    test('is refused by the first control that disagrees', async () => {
      const open = opened('bancos-recaudo/asobancaria-2001-jesusvillalbam', '*.txt', bank);

      await expect(open).rejects.toMatchObject({ code: 'FILE_REFUSED', context: { line: 5 } });
    });
  },
);

const CHIP = 'colombia/cuipo-chip-betania';

describeWithSharedData(CHIP, 'workbooks as CHIP exports them', () => {
  test.each([
    ['cgn_saldos_IV.xlsx', '4662984', 346, '8fb829a55dc9f1f459b44cbe4852bd35ad7b89634b599d6f5d1d0e26ab218717'],
    ['cuipo_ejec_gas.xlsx', '4668996', 624, 'eed0610ea1cd034c26ef2617ee0aaf23081c8b308c2c9e8d4cf69762fab02037'],
    ['cuipo_ejec_ing.xlsx', '4668996', 243, '0207ed4e72b8942c2041755627f3699d6096429127225a88733f2e103ee8f7f6'],
    ['cuipo_prog_gas.xlsx', '4668996', 372, 'dffd82e21cdbcf0c9d1a0e6f632741c4f018adebc3cbb4c68d63de3522e23674'],
    ['cuipo_prog_ing.xlsx', '4668996', 144, '60c4dd422a16aa55f1daa4972feae44d0826a6b876bedb733cf95312d15f195d'],
    ['fut_cierre_2024.xlsx', '4544801', 61, '08212444e9bb628bf1baac8b9e3bfc081e4d06a9dfbfe15ca92ea34d753fae58'],
  ])('%s has every cell', async (name, envio, rows, cells) => {
    const file = await opened(CHIP, name, {
      kind: 'xlsx',
      sheet: null,
      titles: ['CODIGO', 'NOMBRE'],
      heading: ['ENVÍO NÚMERO (?<envio>\\d+)'],
    });

    const print = await printOf(file);

    expect(file.attributes).toEqual({ envio });
    expect(print).toEqual({ rows, cells });
  });

  test('cells keep their trailing blanks and their non-breaking spaces', async () => {
    const file = await opened(CHIP, 'cuipo_ejec_gas.xlsx', {
      kind: 'xlsx',
      sheet: null,
      titles: ['CODIGO'],
      heading: [],
    });

    const rows = await rowsOf(file, 'filas', ['VIGENCIA GASTO', 'CODIGO', 'BPIN', 'PAGOS(Pesos)', 'linea']);

    expect([rows[0], rows[99]]).toEqual([
      ['VIGENCIA ACTUAL ', '2 ', '  ', '21518453189 ', 13],
      ['\u00a0', '2.1.2.02.02.007 ', '0 ', '2632252 ', 112],
    ]);
  });
});

const CGR = 'colombia/cuipo-contraloria-sopo';

describeWithSharedData(CGR, 'the CUIPO of three entities as open data', () => {
  test.each([
    ['230225758.csv', 3224, '35879123346ce041811a15b4a89c5e78d2aecf59726c5c8ea02e6ac5968b5f85'],
    ['923271222.csv', 2079, 'a3517abb6d23e7c3f4d23d2be365308aa2d6168de79d4f6a04ef037067f7cc88'],
    ['219825898.csv', 4792, '27204a8b347b1828de61f1bd3800b9fb34cb0faaae04a263f1387eadbcfd4d20'],
  ])('%s has every titled cell', async (name, rows, cells) => {
    const file = await opened(CGR, name, { kind: 'csv', encoding: 'utf-8', delimiter: ',' });

    expect(await printOf(file)).toEqual({ rows, cells });
  });
});

const CALI = 'colombia/cali-ejecucion-presupuestal';

describeWithSharedData(CALI, 'the budget execution of Cali, with line breaks in its cells', () => {
  test.each([
    ['EJECUCION_ABRIL_2025.csv', 3589, '624a3a4ad8398ab2834ef148654f6c3078c573cedfeec14bc33630b042ba97f8'],
    ['EJECUCION_ENERO_2025.csv', 3445, 'faa95a590efc4d6f6c415adee447c684e385b59b07db99bc082a7044cd9a17a1'],
  ])('%s has every cell', async (name, rows, cells) => {
    const file = await opened(CALI, name, { kind: 'csv', encoding: 'utf-8', delimiter: ';' });

    expect(await printOf(file)).toEqual({ rows, cells });
  });
});
