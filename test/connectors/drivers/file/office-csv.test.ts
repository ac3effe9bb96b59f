import { describe, expect, test } from 'vitest';
import type { CsvFormat } from '../../../../connectors/file-format.ts';
import { parseCsv } from '../../../../connectors/drivers/file/csv.ts';
import { dinero } from '../../../../connectors/fields/index.ts';
import { onlyRows, tableRegion } from '../../../../connectors/rows/index.ts';
import type { RowShape } from '../../../../connectors/rows/row-shape.ts';
import { asIntegrationError } from '../../../../schemas/errors.ts';
import { readEach } from '../../fields/read-cell.ts';
import { outcomesOf, shapeRows } from '../../rows/shape-rows.ts';

const plain: CsvFormat = { kind: 'csv', encoding: 'utf-8', delimiter: ';' };

async function read(content: string | Uint8Array, format: Partial<CsvFormat>, shapes: readonly RowShape[] = []) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const found = await parseCsv('informe.csv', bytes, { ...plain, ...format });
  const table = found.tables['filas']!;
  const columns = table.columns.map(({ name }) => name);
  const outcomes = outcomesOf(shapeRows(shapes, columns, table.rows)).map((made) =>
    typeof made === 'string' ? made : made[0],
  );
  return { attributes: found.attributes, columns, outcomes };
}

async function refusalOf(content: string, format: Partial<CsvFormat>): Promise<string> {
  const thrown: unknown = await read(content, format).then(
    () => 'it was taken',
    (reason: unknown) => reason,
  );
  const { code, message } = asIntegrationError(thrown);
  return `${code}: ${message.replace('El archivo informe.csv se rechaza entero: ', '')}`;
}

describe('a PSE report', () => {
  const report = [
    'Reporte de transacciones PSE;;;',
    'Desde: 2025-03-01 Hasta: 2025-03-01;;;',
    'CUS;Valor;Estado;Referencia 1',
    '1000000001;"$ 1.234.567,50";APROBADA;0001055909',
    '1000000002;"$ 20.000,00";PENDIENTE;0001055910',
    '1000000003;"$ 20.000,00";RECHAZADA;0001055911',
    '1000000004;"$ 900,00";Aprobada ;0001055912',
    'Total aprobadas;"$ 1.235.467,50"',
  ].join('\r\n');
  const format = {
    titles: ['CUS', 'Valor', 'Estado', ['Referencia', 'Referencia 1', 'Ref. *']],
    heading: ['^Desde: (?<desde>\\S+) Hasta: (?<hasta>\\S+)$'],
    ragged: true,
  } as const;

  test('gives approved, pending and rejected transactions apart, and its totals are its footer', async () => {
    const footer = tableRegion({ end: { column: 'CUS', notMatching: /^\d+$/ } });
    const approved = onlyRows({ column: 'Estado', matches: /^aprobada$/i }, 'transacción no aprobada');

    const all = await read(report, format, [footer]);
    const good = await read(report, format, [footer, approved]);

    expect(all).toEqual({
      attributes: { archivo: 'informe.csv', desde: '2025-03-01', hasta: '2025-03-01' },
      columns: ['CUS', 'Valor', 'Estado', 'Referencia', 'linea'],
      outcomes: [
        ['1000000001', '$ 1.234.567,50', 'APROBADA', '0001055909', 4],
        ['1000000002', '$ 20.000,00', 'PENDIENTE', '0001055910', 5],
        ['1000000003', '$ 20.000,00', 'RECHAZADA', '0001055911', 6],
        ['1000000004', '$ 900,00', 'Aprobada ', '0001055912', 7],
        'pie del informe',
      ],
    });
    expect(good.outcomes).toEqual([
      all.outcomes[0],
      'transacción no aprobada',
      'transacción no aprobada',
      all.outcomes[3],
      'pie del informe',
    ]);
  });

  test('gives amounts with the marks that it prints, and no others', async () => {
    const valor = dinero('VALOR', { decimal: ',', thousands: '.', symbol: '$' });

    const { outcomes } = await read(report, format);
    const cells = outcomes.map((row) => row?.[1] ?? null);

    expect(readEach(valor, [...cells, '$ 1,234,567.50']).map((outcome) => 'value' in outcome && outcome.value)).toEqual(
      ['1234567.50', '20000.00', '20000.00', '900.00', '1235467.50', false],
    );
  });
});

describe('a bank statement', () => {
  const lines = (delimiter: string): string =>
    [
      'BANCO INVENTADO S.A.',
      ['Cuenta', '000-123456-01', '', '', ''],
      ['FECHA', 'DESCRIPCIÓN', 'OFICINA', 'VALOR', 'SALDO'],
      ['01/03/2025', 'TRANSF. RECAUDO PREDIAL', '101', '1,500,000.00', '2,000,000.25'],
      ['02/03/2025', 'NOTA DÉBITO GMF', '', '(6,000.00)', '1,994,000.25'],
      ['', '', '', 'SALDO FINAL', '1,994,000.25'],
    ]
      .map((cells) =>
        typeof cells === 'string'
          ? cells
          : cells.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter),
      )
      .join('\r\n');
  const format = {
    encoding: ['utf-8', 'windows-1252'],
    delimiter: [';', ',', '\t', '|'],
    titles: ['FECHA', ['DESCRIPCION', 'CONCEPTO'], 'VALOR', 'SALDO'],
    optional: ['OFICINA', 'DOCUMENTO'],
    heading: [],
    ragged: true,
  } as const;
  const rows = [
    ['01/03/2025', 'TRANSF. RECAUDO PREDIAL', '101', '1,500,000.00', '2,000,000.25', null, 4],
    ['02/03/2025', 'NOTA DÉBITO GMF', '', '(6,000.00)', '1,994,000.25', null, 5],
    'pie del informe',
  ];
  const footer = tableRegion({ end: { column: 'FECHA', notMatching: /^\d\d\/\d\d\/\d{4}$/ } });

  test.each([';', ',', '\t', '|'])('is the same whichever declared delimiter it has, here %j', async (delimiter) => {
    const found = await read(lines(delimiter), format, [footer]);

    expect(found.columns).toEqual(['FECHA', 'DESCRIPCION', 'OFICINA', 'VALOR', 'SALDO', 'DOCUMENTO', 'linea']);
    expect(found.outcomes).toEqual(rows);
  });

  test.each([
    ['utf-8', Buffer.from(lines(';'))],
    ['utf-8 with its mark', Buffer.from(`\ufeff${lines(';')}`)],
    ['windows-1252', Buffer.from(lines(';'), 'latin1')],
  ])('is the same whichever declared encoding it has, here %s', async (_, content) => {
    expect((await read(content, format, [footer])).outcomes).toEqual(rows);
  });

  test('in UTF-16 is told from others by its mark', async () => {
    const declared = { ...format, encoding: ['utf-16le', 'utf-8'] } as const;

    const marked = await read(Buffer.from(`\ufeff${lines('\t')}`, 'utf16le'), declared, [footer]);
    const other = await read(lines('\t'), declared, [footer]);

    expect([marked.outcomes, other.outcomes]).toEqual([rows, rows]);
  });

  test('prints what goes out in parentheses', () => {
    const field = dinero('VALOR', { thousands: ',', negative: 'parentheses' });

    expect(readEach(field, ['1,500,000.00', '(6,000.00)'])).toEqual([{ value: '1500000.00' }, { value: '-6000.00' }]);
  });
});

describe('a payroll dispersion', () => {
  test('has quotes that enclose nothing where that is declared', async () => {
    const found = await read('DOC|NOMBRE|VALOR\n001|TUBERÍA 2" "LA ESTRELLA"|100\n', { delimiter: '|', quote: null });

    expect(found.outcomes).toEqual([['001', 'TUBERÍA 2" "LA ESTRELLA"', '100', 2]]);
  });
});

describe('titles over several rows', () => {
  const format = {
    titles: [
      ['RUBRO', 'IDENTIFICACION PRESUPUESTAL*', 'RUBRO PRESUPUESTAL'],
      ['INICIAL', 'APROPIACION / INICIAL / Acumulado'],
      ['CDP', 'CERTIFICADOS', 'CERTIFICADOS / Acumulado'],
    ],
    titleRows: [1, 3],
    heading: [],
    ragged: true,
  } as const;

  test('are read from the top, a group over the columns to its right', async () => {
    const report = [
      'EJECUCIÓN DE GASTOS',
      'IDENTIFICACIÓN  PRESUPUESTAL (unidad);CONCEPTO;APROPIACION;;;;CERTIFICADOS;;',
      ';;INICIAL;;DEFINITIVA;;;;',
      ';;Acumulado;Periodo;Acumulado;Periodo;Acumulado;Periodo;',
      '01 - 2.1;Sueldos;1;2;3;4;5;6;',
    ].join('\n');

    const found = await read(report, format);

    expect(found.columns).toEqual([
      'RUBRO',
      'CONCEPTO',
      'INICIAL',
      'APROPIACION / INICIAL / Periodo',
      'APROPIACION / DEFINITIVA / Acumulado',
      'APROPIACION / DEFINITIVA / Periodo',
      'CDP',
      'CERTIFICADOS / Periodo',
      'linea',
    ]);
    expect(found.outcomes).toEqual([['01 - 2.1', 'Sueldos', '1', '2', '3', '4', '5', '6', 5]]);
  });

  test('are the same columns of the same declaration in one row', async () => {
    const found = await read('Rubro presupuestal;Concepto;Inicial;Certificados\n01 - 2.1;Sueldos;1;5', format);

    expect([found.columns, found.outcomes]).toEqual([
      ['RUBRO', 'Concepto', 'INICIAL', 'CDP', 'linea'],
      [['01 - 2.1', 'Sueldos', '1', '5', 2]],
    ]);
  });

  test('of which two are the same column are refused', async () => {
    const refusal = await refusalOf('RUBRO PRESUPUESTAL;RUBRO;INICIAL;CDP', format);

    expect(refusal).toContain('FILE_REFUSED: en la línea 1, el título RUBRO está repetido');
  });
});

describe('a CSV of an office is refused', () => {
  const format = { titles: ['CUS', 'Valor'], heading: [] };

  test.each([
    ['its titles are missing', 'Reporte\nCUS;Estado\n', {}, 'faltan Valor'],
    [
      'its titles are under no declared delimiter',
      'CUS|Valor\n1|2',
      { delimiter: [';', ','] as const },
      'faltan CUS, Valor',
    ],
    ['a row has a cell too many', 'CUS;Valor\n1;2;3', { ragged: true }, 'en la línea 2, la fila no tiene las 2 celdas'],
    [
      'a row has a cell too few and that is not declared',
      'x\nCUS;Valor\n1',
      {},
      'en la línea 3, la fila no tiene las 2',
    ],
    [
      'its heading does not say what it should',
      'CUS;Valor',
      { heading: ['^Cuenta (?<cuenta>.+)'] },
      'ninguna celda del',
    ],
  ])('when %s', async (_, text, changes, why) => {
    expect(await refusalOf(text, { ...format, ...changes })).toContain(why);
  });

  test('when its delimiter cannot be told, which is a mistake of the declaration', async () => {
    expect(await refusalOf('a;b', { delimiter: [';', ','] })).toContain('CONFIG_INVALID');
  });
});
