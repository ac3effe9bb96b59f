import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { folder } from '../../../connectors/drivers/file/index.ts';
import { pctInformes } from '../../../connectors/sources/pct-informes.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { databases } from '../../support/databases.ts';
import type { OpenedDatabase } from '../../support/databases.ts';
import { countsOf, TestLibro } from '../../support/libro.ts';
import { workbook } from '../drivers/file/workbook-writer.ts';

// A ledger made anew for each test, on two cores that do other things too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const heading = (printed: string, title = 'GASTOS'): readonly (readonly string[])[] => [
  ['MUNICIPIO DE PRUEBA'],
  ['NIT. 999000999-7'],
  [`EJECUCION PRESUPUESTAL DE ${title} A 31/10/2026`],
  [`IMPRESO EL ${printed} 08:15`],
  [],
];

const TITLES = [
  ...['IDENTIFICACIÓN PRESUPUESTAL', 'CONCEPTO', 'INICIAL', 'MODIFICACIONES', 'CONTRACREDITOS', 'CREDITOS'],
  ...['REDUCCIONES', 'ADICIONES', 'DEFINITIVA', 'CERTIFICADOS', 'COMPROMISOS', 'OBLIGACIONES', 'PAGOS'],
];
const ZEROS = ['0,00', '0,00', '0,00', '0,00', '0,00'];
const SUELDO = [
  ...['0101 - 2.1.1.01.01.001.01 - 121000', 'SUELDO BASICO', '1.000.000,50', '160.000,00', '20.000,00', '30.000,00'],
  ...['50.000,00', '200.000,00', '1.160.000,50', '900.000,00', '800.000,00', '700.000,00', '600.000,25'],
];
const PROGRAMA = ['0101 - 2.3.2.02.02', 'VIAS BBPIN 2025259990001VF', ...ZEROS, ...ZEROS, '0,00'];
const VIAS = ['0101 - 2.3.2.02.02.005 - R12404', 'MANTENIMIENTO', ...ZEROS, ...ZEROS, '7,00'];
const BODY = [
  TITLES,
  ['0101', 'ALCALDIA', ...SUELDO.slice(2)],
  ['0101 - 2.1', 'FUNCIONAMIENTO', ...SUELDO.slice(2)],
  SUELDO,
  PROGRAMA,
  VIAS,
  [],
  ['ELABORÓ: PERSONA INVENTADA 0001', '', 'REVISÓ'],
];

/** The same as the report by period prints it: titles over three rows, and beside each sum what was done in the month. */
const BY_PERIOD = [
  [
    ...['RUBRO PRESUPUESTAL', 'DESCRIPCION', 'APROPIACION', ...Array<string>(13).fill('')],
    ...['CERTIFICADOS', '', 'COMPROMISOS', '', 'OBLIGACIONES', '', 'PAGOS', ''],
  ],
  ['', '', ...TITLES.slice(2, 9).flatMap((title) => [title, '']), ...Array<string>(8).fill('')],
  ['', '', ...Array.from({ length: 11 }, () => ['Acumulado', 'Periodo']).flat()],
  ...BODY.slice(1).map(([id = '', concept = '', ...amounts]) => [
    id,
    concept,
    ...amounts.flatMap((one) => [one, '1,00']),
  ]),
];

let database: OpenedDatabase;
let libro: TestLibro;
let path: string;

beforeAll(async () => {
  database = await databases[0]!.open();
});
beforeEach(async () => {
  libro = await TestLibro.openEmpty(database);
  path = mkdtempSync(join(tmpdir(), 'informes-'));
  return () => {
    rmSync(path, { recursive: true });
  };
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
});

function run(id: string, acceptDeletes: number | null = null): Promise<RunReport> {
  const stream = pctInformes.streams.find((candidate) => candidate.id === id)!;
  return libro.run(stream, folder({ path }), { source: 'pct-informes', acceptDeletes });
}

function put(name: string, rows: readonly (readonly string[])[]): void {
  const text = rows.map((row) => `${row.join(';')}\r\n`).join('');
  writeFileSync(join(path, name), name.endsWith('.xlsx') ? workbook({ Informe: rows }) : Buffer.from(text, 'latin1'));
}

async function records(entity: string): Promise<readonly unknown[]> {
  const rows = await libro.rows<{ fila: unknown }>(
    `select (select jsonb_object_agg(key, value) from jsonb_each_text(to_jsonb(t)) where key not like '\\_%' and value is not null) as fila
       from libro.${entity} t where _eliminado_en is null order by rubro`,
  );
  return rows.map(({ fila }) => fila);
}

const informe = {
  entidad: '999000999',
  formulario: 'InfMesPptoCDP',
  vigencia: '2026',
  periodo_corte: '2026-10-31',
  unidad: 'pesos',
  seccion: '0101',
};
const sueldo = {
  ...informe,
  rubro: '2.1.1.01.01.001.01',
  nombre: 'SUELDO BASICO',
  fuente: '121000',
  apropiacion_inicial: '1000000.50',
  adiciones: '200000.00',
  reducciones: '50000.00',
  creditos: '30000.00',
  contracreditos: '20000.00',
  apropiacion_definitiva: '1160000.50',
  certificados: '900000.00',
  compromisos: '800000.00',
  obligaciones: '700000.00',
  pagos: '600000.25',
};
const vias = {
  ...informe,
  rubro: '2.3.2.02.02.005',
  nombre: 'MANTENIMIENTO',
  fuente: 'R12404',
  bpin: '2025259990001',
  apropiacion_inicial: '0.00',
  adiciones: '0.00',
  reducciones: '0.00',
  creditos: '0.00',
  contracreditos: '0.00',
  apropiacion_definitiva: '0.00',
  certificados: '0.00',
  compromisos: '0.00',
  obligaciones: '0.00',
  pagos: '7.00',
};

it.each([
  ['guardado como CSV', 'InfMesPptoCDP_202610.csv', BODY],
  ['guardado como .xlsx', 'InfMesPptoCDP_202610.xlsx', BODY],
  ['por periodo, con lo acumulado y no lo del mes', 'InfMesPptoCDP por periodo.xlsx', BY_PERIOD],
])('el informe %s da sus hojas, con el BPIN que dice su programa', async (_, name, body) => {
  put(name, [...heading('03/11/2026'), ...body]);

  const report = await run('ejecucion-gastos');

  expect([report.error, report.rejected]).toEqual([null, 0]);
  expect(await records('ejecucion_gastos')).toEqual([sueldo, vias]);
});

it('impreso otra vez más tarde, publica lo que cambió y marca eliminado lo que ya no trae', async () => {
  put('InfMesPptoCDP_202610.csv', [...heading('28/11/2026'), ...BODY]);
  await run('ejecucion-gastos');

  const later = BODY.filter((row) => row !== VIAS).map((row) =>
    row === SUELDO ? [...SUELDO.slice(0, -1), '600.000,26'] : row,
  );
  put('InfMesPptoCDP_202610 (1).csv', [...heading('02/12/2026'), ...later]);
  const report = await run('ejecucion-gastos', 1);

  expect([report.error, report.published, report.deleted]).toEqual([null, 1, 1]);
  expect(await records('ejecucion_gastos')).toEqual([{ ...sueldo, pagos: '600000.26' }]);
});

it('un valor con los otros separadores aparta su hoja y la nombra', async () => {
  const body = BODY.map((row) => (row === VIAS ? [...VIAS.slice(0, -1), '1,234.50'] : row));
  put('InfMesPptoCDP_202610.csv', [...heading('03/11/2026'), ...body]);

  const report = await run('ejecucion-gastos');

  expect([report.published, report.rejected]).toEqual([1, 1]);
  expect(await libro.rows('select columna, valor from corridas.cuarentena')).toEqual([
    { columna: 'PAGOS', valor: '1,234.50' },
  ]);
});

it('una fuente escrita de otro modo aparta su hoja, y no se toma por una suma', async () => {
  const body = BODY.map((row) => (row === VIAS ? ['0101 - 2.3.2.02.02.005 - 1.2.4.3', ...VIAS.slice(1)] : row));
  put('InfMesPptoCDP_202610.csv', [...heading('03/11/2026'), ...body]);

  const report = await run('ejecucion-gastos');

  expect([report.published, report.rejected]).toEqual([1, 1]);
  expect(await libro.rows('select columna, valor from corridas.cuarentena')).toEqual([
    { columna: 'RUBRO', valor: '0101 - 2.3.2.02.02.005 - 1.2.4.3' },
  ]);
});

it('la ejecución de ingresos da lo presupuestado y lo recaudado por rubro y fuente', async () => {
  put('InfMesPptoIng_202610.csv', [
    ...heading('03/11/2026', 'INGRESOS'),
    ['RUBRO PRESUPUESTAL', 'DESCRIPCION', 'INICIAL', 'ADICIONES', 'REDUCCIONES', 'DEFINITIVO', 'RECAUDO'],
    ['0101 - 1', 'INGRESOS', '10,00', '2,00', '1,00', '11,00', '9,99'],
    ['0101 - 1.1.01.02.212 - 123114', 'SOBRETASA BOMBERIL', '10,00', '2,00', '1,00', '11,00', '9,99'],
    ['0101 - 1.2.10.02 - 133000', 'SUPERAVIT FISCAL', 'N/A', '0,00', '0,00', '0,00', '0,00'],
  ]);

  const report = await run('ejecucion-ingresos');

  expect(countsOf(report)).toEqual({ read: 3, published: 1, unchanged: 0, rejected: 1, deleted: 0 });
  expect(await records('ejecucion_ingresos')).toEqual([
    {
      entidad: '999000999',
      formulario: 'InfMesPptoIng',
      vigencia: '2026',
      periodo_corte: '2026-10-31',
      unidad: 'pesos',
      rubro: '1.1.01.02.212',
      nombre: 'SOBRETASA BOMBERIL',
      fuente: '123114',
      presupuesto_inicial: '10.00',
      adiciones: '2.00',
      reducciones: '1.00',
      presupuesto_definitivo: '11.00',
      total_recaudo: '9.99',
    },
  ]);
});

it('un informe sin la fecha en que se imprimió no entra: no se sabría cuál es el último', async () => {
  put('InfMesPptoCDP_202610.csv', [...heading('03/11/2026').slice(0, 3), ...BODY]);

  const report = await run('ejecucion-gastos');

  expect([report.error?.code, report.read]).toEqual(['FILE_REFUSED', 0]);
});
