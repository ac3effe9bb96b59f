import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Cell } from '../../../../connectors/driver.ts';
import type { FileFormat } from '../../../../connectors/file-format.ts';
import { folder } from '../../../../connectors/drivers/file/index.ts';
import { shuffled } from '../../../contracts/driver-factory.ts';
import type { DriverFactory, Facet, KnownColumn, Outcome, Subject } from '../../../contracts/driver-factory.ts';
import { bankFile, oneLot } from './asobancaria-writer.ts';
import { dayCell, workbook } from './workbook-writer.ts';
import type { SheetCell } from './workbook-writer.ts';
import { dayCell97, protected97, workbook97 } from './workbook97-writer.ts';
import type { Cell97 } from './workbook97-writer.ts';

const capabilities = {
  filters: false,
  counts: false,
  sums: false,
  uniqueKeys: false,
  clock: false,
  groups: false,
  versions: false,
  marks: true,
  catalogue: false,
  files: true,
  snapshots: true,
};

/** A new folder with one file in it. */
export async function fileHolding(
  name: string,
  content: string | Uint8Array,
  format: FileFormat,
  table: string,
): Promise<Subject> {
  const path = await mkdtemp(join(tmpdir(), 'libro-carpeta-'));
  onTestFinished(() => rm(path, { recursive: true }));
  await writeFile(join(path, name), content);
  return { driver: folder({ path }), file: join(path, name), table, format };
}

function factoryOf(
  holding: (cells: readonly string[]) => Promise<KnownColumn>,
  facets: Readonly<Record<Facet, () => Promise<Outcome>>>,
  broken: { foreign(): Promise<Subject>; cutShort(): Promise<Subject> },
): DriverFactory {
  return {
    capabilities,
    counted: (rows) => holding(shuffled(rows)),
    changing: async () => {
      const subject = await holding(['0000003', '0000001', '0000002']);
      const other = await holding(['0000003', '0000009']);
      return { ...subject, change: async () => writeFile(subject.file, await readFile(other.file)) };
    },
    holding: (facet) => facets[facet](),
    table: null,
    server: null,
    absent: async () => {
      const subject = await holding([]);
      const path = join(dirname(subject.file), 'no-existe');
      return { ...subject, driver: folder({ path }), file: path };
    },
    ...broken,
  };
}

const refused = (subject: Promise<Subject>): Promise<Outcome> =>
  subject.then((found) => ({ ...found, refused: 'FILE_REFUSED' }));

// CSV

const csv = { kind: 'csv', encoding: 'utf-8', delimiter: ';' } as const;
const csvText = (cells: readonly string[]): string =>
  `CODIGO;VALOR\r\n${cells.map((cell) => `x;${cell}\r\n`).join('')}`;

async function csvHolding(written: readonly string[], cells: readonly Cell[] = written): Promise<KnownColumn> {
  return { ...(await fileHolding('filas.csv', csvText(written), csv, 'filas')), column: 'VALOR', cells };
}

export const csvFactory = factoryOf(
  csvHolding,
  {
    'negative amount': () => csvHolding(['-42,50', '(42,50)']),
    'amount of zero': () => csvHolding(['0,00', '" -   "'], ['0,00', ' -   ']),
    'amount of 19 digits': () => csvHolding(['99999999999999999,99', '1.70E+29']),
    'day at midnight': () => csvHolding(['2025-03-01', '01/03/2025 00:00']),
    'day 1899-12-30': () => csvHolding(['1899-12-30']),
    'day 9999-12-31': () => csvHolding(['9999-12-31']),
    'null and empty text': () => csvHolding(['', '""'], ['', '']),
    'text of Windows-1252': async () => {
      const bytes = Buffer.from(csvText(['\xd1o\xf1o \x96 \x935 \x80\x94 \x92']), 'latin1');
      const subject = await fileHolding('filas.csv', bytes, { ...csv, encoding: 'windows-1252' }, 'filas');
      return { ...subject, column: 'VALOR', cells: ['Ñoño – “5 €” ’'] };
    },
    'blanks around': () => csvHolding([' A-1 ', 'A-1\u00a0', '"a\r\nb"'], [' A-1 ', 'A-1\u00a0', 'a\r\nb']),
    'no cell for it': () => refused(fileHolding('filas.csv', Buffer.from(csvText(['\xd1o']), 'latin1'), csv, 'filas')),
  },
  {
    foreign: () => fileHolding('filas.csv', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0, 0x0a]), csv, 'filas'),
    cutShort: () => fileHolding('filas.csv', csvText(['1', '2']).slice(0, -4), csv, 'filas'),
  },
);

// Fixed width

const plano = {
  kind: 'fixed-width',
  encoding: 'windows-1252',
  records: [
    {
      table: 'detalle',
      when: [{ at: [1, 2], in: ['06'] }],
      lengths: [24],
      fields: { texto: [3, 12], valor: { at: [13, 24], decimals: 2 } },
    },
  ],
} as const;

const planoText = (column: 'texto' | 'valor', written: readonly string[]): Buffer =>
  Buffer.from(
    written
      .map((text) =>
        column === 'texto' ? `06${text.padEnd(10)}000000000100\r\n` : `06          ${text.padStart(12, '0')}\r\n`,
      )
      .join(''),
    'latin1',
  );

async function planoHolding(
  column: 'texto' | 'valor',
  written: readonly string[],
  cells: readonly Cell[] = written,
): Promise<KnownColumn> {
  return { ...(await fileHolding('PLANO.TXT', planoText(column, written), plano, 'detalle')), column, cells };
}

export const fixedWidthFactory = factoryOf(
  (cells) =>
    planoHolding(
      'texto',
      cells,
      cells.map((cell) => cell.padEnd(10)),
    ),
  {
    'negative amount': () => planoHolding('valor', ['-00000004250'], ['-42.50']),
    'amount of zero': () => planoHolding('valor', ['0', '5'], ['0.00', '0.05']),
    'amount of 19 digits': () => planoHolding('valor', ['999999999999'], ['9999999999.99']),
    'day at midnight': () => planoHolding('texto', ['2025-03-01']),
    'day 1899-12-30': () => planoHolding('texto', ['1899-12-30']),
    'day 9999-12-31': () => planoHolding('texto', ['9999-12-31']),
    'null and empty text': () => planoHolding('texto', [''], ['          ']),
    'text of Windows-1252': () => planoHolding('texto', ['\xd1o \x96 5 \x80\x94\x92'], ['Ño – 5 €”’']),
    'blanks around': () => planoHolding('texto', ['  A-1\xa0    ', ' 007      ']),
    'no cell for it': () => refused(planoHolding('texto', ['\x81'])),
  },
  {
    foreign: () => fileHolding('PLANO.TXT', 'Señores: adjunto la planilla.\r\n', plano, 'detalle'),
    cutShort: () => fileHolding('PLANO.TXT', planoText('texto', ['1', '2', '3']).subarray(0, 60), plano, 'detalle'),
  },
);

// XLSX

const xlsx = { kind: 'xlsx', sheet: null, titles: ['CODIGO', 'VALOR'], heading: ['ENVÍO (?<envio>\\d+)'] } as const;
const sheetOf = (cells: readonly SheetCell[]): Buffer =>
  workbook({ Hoja: [['ENVÍO 77'], [], [' Codigo ', 'VALOR\u00a0'], ...cells.map((cell) => ['x', cell])] });

async function xlsxHolding(written: readonly SheetCell[], cells = written as readonly Cell[]): Promise<KnownColumn> {
  return { ...(await fileHolding('libro.xlsx', sheetOf(written), xlsx, 'filas')), column: 'VALOR', cells };
}

export const xlsxFactory = factoryOf(
  xlsxHolding,
  {
    'negative amount': () => xlsxHolding([-42.5, '-42,50']),
    'amount of zero': () => xlsxHolding([0, '0,00']),
    'amount of 19 digits': () => xlsxHolding(['99999999999999999.99', 0.1]),
    'day at midnight': () => xlsxHolding([dayCell(45_717)], ['2025-03-01']),
    'day 1899-12-30': () => xlsxHolding([dayCell(0)], ['1899-12-30']),
    'day 9999-12-31': () => xlsxHolding([dayCell(2_958_465)], ['9999-12-31']),
    'null and empty text': () => xlsxHolding([null, '', 'fin'], [null, null, 'fin']),
    'text of Windows-1252': () => xlsxHolding(['Ñoño Güepsa – “5 €” ’']),
    'blanks around': () => xlsxHolding([' A-1 ', 'A-1\u00a0', '  ']),
    'no cell for it': () => refused(xlsxHolding([{ xml: 't="zz"><v>1</v>' }])),
  },
  {
    foreign: () => fileHolding('libro.xlsx', 'Esto no es un libro. '.repeat(100), xlsx, 'filas'),
    cutShort: () => fileHolding('libro.xlsx', sheetOf(['1', '2']).subarray(0, 700), xlsx, 'filas'),
  },
);

// XLS

const xls = { ...xlsx, kind: 'xls' } as const;
const sheet97 = (cells: readonly Cell97[]): Buffer =>
  workbook97([['ENVÍO 77'], [], [' Codigo ', 'VALOR\u00a0'], ...cells.map((cell) => ['x', cell])]);

async function xlsHolding(written: readonly Cell97[], cells = written as readonly Cell[]): Promise<KnownColumn> {
  return { ...(await fileHolding('libro.xls', sheet97(written), xls, 'filas')), column: 'VALOR', cells };
}

export const xlsFactory = factoryOf(
  xlsHolding,
  {
    'negative amount': () => xlsHolding([-42.5, '-42,50']),
    'amount of zero': () => xlsHolding([0, '0,00']),
    'amount of 19 digits': () => xlsHolding(['99999999999999999.99', 0.1]),
    'day at midnight': () => xlsHolding([dayCell97(45_717)], ['2025-03-01']),
    'day 1899-12-30': () => xlsHolding([dayCell97(0)], ['1899-12-30']),
    'day 9999-12-31': () => xlsHolding([dayCell97(2_958_465)], ['9999-12-31']),
    'null and empty text': () => xlsHolding([null, 'fin']),
    'text of Windows-1252': () => xlsHolding(['Ñoño Güepsa – “5 €” ’']),
    'blanks around': () => xlsHolding([' A-1 ', 'A-1\u00a0', '  ']),
    // Its library writes no cell that a driver has none for; a protected workbook is all such cells.
    'no cell for it': () => refused(fileHolding('libro.xls', protected97(sheet97(['1'])), xls, 'filas')),
  },
  {
    foreign: () => fileHolding('libro.xls', 'Esto no es un libro. '.repeat(100), xls, 'filas'),
    cutShort: () => fileHolding('libro.xls', sheet97(['1', '2']).subarray(0, 2500), xls, 'filas'),
  },
);

// Asobancaria 2001

const asobancaria = { kind: 'asobancaria-2001', empty: 'refused' } as const;

async function bankHolding(lines: readonly string[], column: string, cells: readonly Cell[]): Promise<KnownColumn> {
  return { ...(await fileHolding('BANCO.TXT', bankFile(lines), asobancaria, 'detalle')), column, cells };
}

const amounts = (...centavos: readonly string[]): readonly string[] =>
  oneLot(centavos.map((amount) => ({ centavos: amount })));
const onDay = (fecha: string): Promise<Outcome> => bankHolding(oneLot([{ centavos: 1 }], { fecha }), 'fecha', [fecha]);

export const asobancariaFactory = factoryOf(
  (cells) => bankHolding(oneLot(cells.map((secuencia) => ({ centavos: 100, secuencia }))), 'secuencia', cells),
  {
    'negative amount': () =>
      refused(
        fileHolding(
          'BANCO.TXT',
          bankFile(amounts('5').map((line) => line.replace('00000000000005', '-0000000000005'))),
          asobancaria,
          'detalle',
        ),
      ),
    'amount of zero': () => bankHolding(amounts('0', '5'), 'valor', ['0.00', '0.05']),
    'amount of 19 digits': () => bankHolding(amounts('99999999999999', '1'), 'valor', ['999999999999.99', '0.01']),
    'day at midnight': () => onDay('20250301'),
    'day 1899-12-30': () => onDay('18991230'),
    'day 9999-12-31': () => onDay('99991231'),
    'null and empty text': () => bankHolding(oneLot([{ centavos: 1, causal: '' }]), 'causal', ['   ']),
    'text of Windows-1252': () => {
      const referencia = 'CAÑO'.padStart(48, '0');
      return bankHolding(oneLot([{ centavos: 1, referencia }]), 'referencia', [referencia]);
    },
    'blanks around': () => {
      const referencia = ' 12 '.padEnd(48, ' ');
      return bankHolding(oneLot([{ centavos: 1, referencia }]), 'referencia', [referencia]);
    },
    'no cell for it': () =>
      refused(
        bankHolding(
          amounts('1').map((line) => line.replace(/^06/, '07')),
          'valor',
          [],
        ),
      ),
  },
  {
    foreign: () => fileHolding('BANCO.TXT', 'Señores: adjunto el recaudo.\r\n', asobancaria, 'detalle'),
    cutShort: () => fileHolding('BANCO.TXT', bankFile(amounts('1', '2', '3')).subarray(0, 500), asobancaria, 'detalle'),
  },
);
