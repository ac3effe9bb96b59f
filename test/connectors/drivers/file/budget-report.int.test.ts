import { beforeAll, expect, test } from 'vitest';
import type { FileFormat } from '../../../../connectors/file-format.ts';
import { codigo, dineroDeFlotante, extraer, opcional, rubro } from '../../../../connectors/fields/index.ts';
import { inherited, onlyRows } from '../../../../connectors/rows/index.ts';
import type { SheetColumn } from '../../../support/libre-office.ts';
import { describeWithLibreOffice, workbooksOf } from '../../../support/libre-office.ts';
import { readCell } from '../../fields/read-cell.ts';
import { shapeRows } from '../../rows/shape-rows.ts';
import { fileHolding } from './file-subjects.ts';

const never = new AbortController().signal;

/** An execution as the budget system prints it, sums among its leaves, with the signatures below. */
const LEAVES = [
  '01 - 2.1.1.01.01.001.01 - 121000;Sueldo básico;4500000.5;4500000.5;1200000.25',
  '01 - 2.3.17.1701.0100.2024.1 - R1240;Insumos;0.1;0.1;0',
];
const TABLE = [
  '01;ALCALDÍA MUNICIPAL;4500000.6;4500000.6;1200000.25',
  '01 - 2.1;FUNCIONAMIENTO;4500000.5;4500000.5;1200000.25',
  LEAVES[0],
  '01 - 2.3.17.1701.0100.2024;APOYO AL AGRO BBPIN 2024257580012VF;0.1;0.1;0',
  LEAVES[1],
  ';;;;',
  'ELABORÓ: N. N.;;;;',
  ';REVISÓ: N. N.;;;',
];
const PLAIN = [
  'MUNICIPIO DE PRUEBA;;;;',
  'EJECUCIÓN PRESUPUESTAL DE GASTOS A 31/03/2025;;;;',
  'IDENTIFICACIÓN PRESUPUESTAL;CONCEPTO;INICIAL;DEFINITIVA;PAGOS',
  ...TABLE,
];
const BY_PERIOD = [
  'EJECUCIÓN PRESUPUESTAL DE GASTOS A 31/03/2025;;;;;;;',
  'RUBRO PRESUPUESTAL;DESCRIPCION;APROPIACION;;;;PAGOS;',
  ';;INICIAL;;DEFINITIVA;;;',
  ';;Acumulado;Periodo;Acumulado;Periodo;Acumulado;Periodo',
  ...TABLE.map((line = '') => {
    const [id, concept, ...amounts] = line.split(';');
    return [id, concept, ...amounts.flatMap((amount) => [amount, amount === '' ? '' : '7'])].join(';');
  }),
];

const region = {
  titles: [
    ['RUBRO', 'IDENTIFICACION PRESUPUESTAL*', 'RUBRO PRESUPUESTAL'],
    ['CONCEPTO', 'DESCRIPCION'],
    ['INICIAL', 'APROPIACION / INICIAL / Acumulado'],
    ['DEFINITIVA', 'APROPIACION / DEFINITIVA / Acumulado'],
    ['PAGOS', 'PAGOS / Acumulado'],
  ],
  titleRows: [1, 3],
  heading: ['A (?<corte>\\d\\d/\\d\\d/\\d{4})$'],
} as const;

const report: FileFormat = {
  kind: 'one-of',
  formats: [
    { kind: 'xls', sheet: null, ...region },
    { kind: 'xlsx', sheet: null, ...region },
    { kind: 'csv', encoding: ['utf-8', 'windows-1252'], delimiter: [',', ';', '\t'], ragged: true, ...region },
  ],
};

const valor = (column: string) => dineroDeFlotante(column, 2, { text: { decimal: ',', thousands: '.' } });
const fields = {
  unidad: extraer('RUBRO', /^(\d{2,8}) - /, codigo),
  rubro: extraer('RUBRO', /^\d{2,8} - ([\d.]+)/, rubro),
  fuente: extraer('RUBRO', / - ([0-9A-Za-z]{1,6})$/, codigo),
  bpin: opcional(codigo('BPIN')),
  inicial: valor('INICIAL'),
  pagos: valor('PAGOS'),
};
const shapes = [
  inherited({
    into: 'BPIN',
    from: { column: 'CONCEPTO', pattern: /BPIN\s*(\d{4}[MN]?\d{9,11})/ },
    code: { column: 'RUBRO', pattern: /^(\d{2,8} - [\d.]+)/ },
  }),
  onlyRows({ column: 'RUBRO', matches: /^\d{2,8} - [\d.]+ - [0-9A-Za-z]{1,6}$/ }, 'no es hoja: sin fuente'),
];

async function recordsOf(name: string, content: string | Uint8Array) {
  const { driver } = await fileHolding(name, content, report, 'filas');
  await using connection = await driver.connect(never);
  const [entry] = (await connection.files?.('*', never)) ?? [];
  const file = await connection.open!(entry!, report, never);
  const columns = ['RUBRO', 'CONCEPTO', 'INICIAL', 'DEFINITIVA', 'PAGOS'];
  const rows = [];
  for await (const batch of file.read({ table: 'filas', columns, where: [], orderBy: [], batchSize: 100 }, never)) {
    rows.push(...batch);
  }
  const judged = shapeRows(shapes, columns, rows);
  const shaped = judged.flatMap(({ result }) => (result.outcome === 'shaped' ? result.rows : []));
  const names = [...columns, 'BPIN'];
  const records = shaped.map((row) =>
    Object.fromEntries(
      Object.entries(fields).map(([field, reader]) => {
        const cells = Object.fromEntries(names.map((column, at) => [column, row[at] ?? null]));
        const outcome = readCell(reader, cells[reader.columns[0]!]!);
        return [field, 'value' in outcome ? outcome.value : outcome];
      }),
    ),
  );
  return { corte: file.attributes['corte'], records, excluded: judged.length - shaped.length };
}

const expected = {
  corte: '31/03/2025',
  records: [
    {
      unidad: '01',
      rubro: '2.1.1.01.01.001.01',
      fuente: '121000',
      bpin: null,
      inicial: '4500000.50',
      pagos: '1200000.25',
    },
    {
      unidad: '01',
      rubro: '2.3.17.1701.0100.2024.1',
      fuente: 'R1240',
      bpin: '2024257580012',
      inicial: '0.10',
      pagos: '0.00',
    },
  ],
  excluded: 6,
};

describeWithLibreOffice('a budget report, as it was printed or saved again, through one declaration', () => {
  const columns = (amounts: number): readonly SheetColumn[] => [
    'text',
    'text',
    ...Array<'number'>(amounts).fill('number'),
  ];
  const sheets = {
    plain: { csv: PLAIN.join('\n'), columns: columns(3) },
    period: { csv: BY_PERIOD.join('\n'), columns: columns(6) },
    printed: { csv: asPrinted(PLAIN, ';').join('\n'), columns: ['text', 'text', 'text', 'text', 'text'] as const },
  };
  let xls: Record<keyof typeof sheets, Buffer>;
  let xlsx: Record<'plain', Buffer>;
  beforeAll(async () => {
    xls = await workbooksOf(sheets, 'xls');
    xlsx = await workbooksOf({ plain: sheets.plain }, 'xlsx');
  }, 300_000);

  test('gives its leaves with their BPIN from .xls, in one title row and in three', async () => {
    expect(await recordsOf('EJECUCION.XLS', xls.plain)).toEqual(expected);
    expect(await recordsOf('EJECUCION.XLS', xls.period)).toEqual(expected);
  });

  test('gives the same with amounts as text, and as .xlsx under the name of the other', async () => {
    expect(await recordsOf('EJECUCION.XLS', xls.printed)).toEqual(expected);
    expect(await recordsOf('EJECUCION.XLS', xlsx.plain)).toEqual(expected);
  });

  test.each([';', '\t', ','])('gives the same as CSV with %j between its cells', async (delimiter) => {
    const lines = asPrinted(PLAIN, delimiter).join('\r\n');

    expect(await recordsOf('EJECUCION.CSV', Buffer.from(lines, 'latin1'))).toEqual(expected);
  });
});

/** With the amounts as people read them. */
function asPrinted(lines: readonly (string | undefined)[], delimiter: string): readonly string[] {
  return lines.map((line = '') =>
    line
      .split(';')
      .map((cell, at) => (at > 1 && /^[\d.]+$/.test(cell) ? printed(cell) : cell))
      .map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell))
      .join(delimiter),
  );
}

function printed(amount: string): string {
  const [whole = '', cents = '0'] = amount.split('.');
  return `${whole.replaceAll(/\B(?=(\d{3})+$)/g, '.')},${cents.padEnd(2, '0')}`;
}
