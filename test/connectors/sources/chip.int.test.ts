import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { folder } from '../../../connectors/drivers/file/index.ts';
import { chip } from '../../../connectors/sources/chip.ts';
import type { Stream } from '../../../connectors/source.ts';
import type { RunReport } from '../../../pipelines/capture/report.ts';
import { databases } from '../../support/databases.ts';
import type { OpenedDatabase } from '../../support/databases.ts';
import { TestLibro } from '../../support/libro.ts';
import { workbook } from '../drivers/file/workbook-writer.ts';

/** A made-up municipality's form, written as CHIP exports it: text cells, a blank behind each, titles in row 12. */
interface Form {
  readonly name: string;
  readonly shipment: string;
  readonly received: string;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function formBytes({ name, shipment, received, titles, rows }: Form): Buffer {
  const heading = [
    '',
    '',
    '210199901 - Villa Prueba ',
    'MUNICIPIOS ',
    '01-10-2025 al 31-12-2025',
    'CATEGORÍA ',
    `${name} `,
    `ENVÍO NÚMERO ${shipment}`,
    `FECHA RECEPCIÓN ${received}`,
    '',
    '',
  ];
  return workbook({ 'reporte pag 1': [...heading.map((cell) => [cell]), titles, ...rows] });
}

const SALDO_TITLES = [
  'CODIGO',
  'NOMBRE',
  'SALDO INICIAL(Pesos)',
  'MOVIMIENTO DEBITO(Pesos)',
  'MOVIMIENTO CREDITO(Pesos)',
  'SALDO FINAL(Pesos)',
  'SALDO FINAL CORRIENTE(Pesos)',
  'SALDO FINAL NO CORRIENTE(Pesos)',
];

function saldos(final: string, shipment: Partial<Form> = {}): Form {
  return {
    name: 'CGN2015_001_SALDOS_Y_MOVIMIENTOS_CONVERGENCIA',
    shipment: '9',
    received: '2026-02-10 08:00:00',
    titles: SALDO_TITLES,
    rows: [['1.3.05.07 ', 'PREDIAL ', '10,00 ', '5,25 ', '0,00 ', final, final, '0,00 ']],
    ...shipment,
  };
}

const GASTO_TITLES = [
  'VIGENCIA GASTO',
  'SECCION PRESUPUESTAL',
  'CODIGO',
  'NOMBRE',
  'PRODUCTO MGA',
  'CPC',
  'DETALLE SECTORIAL',
  'FUENTES DE FINANCIACION',
  'BPIN',
  'SITUACION DE FONDOS',
  'POLITICA PUBLICA',
  'TERCEROS',
  'COMPROMISOS(Pesos)',
  'OBLIGACIONES(Pesos)',
  'PAGOS(Pesos)',
];

const NBSP = '\u00a0';

function gasto(vigencia: string, seccion: string, codigo: string, fuente: string, valor: string): readonly string[] {
  const leaf = fuente.trim() === '' ? '  ' : 'NO APLICA ';
  return [vigencia, seccion, codigo, 'GASTO ', leaf, leaf, leaf, fuente, leaf, leaf, leaf, leaf, valor, valor, valor];
}

describe('los formularios que exporta CHIP', () => {
  let database: OpenedDatabase;
  let libro: TestLibro;
  let path: string;

  beforeAll(async () => {
    database = await databases[0]!.open();
  });
  beforeEach(async () => {
    libro = await TestLibro.openEmpty(database);
    path = mkdtempSync(join(tmpdir(), 'chip-'));
  });
  afterEach(() => {
    rmSync(path, { recursive: true });
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
  });

  function put(file: string, form: Form): void {
    writeFileSync(join(path, file), formBytes(form));
  }
  function run(id: string): Promise<RunReport> {
    const stream = chip.streams.find((candidate): candidate is Stream => candidate.id === id)!;
    return libro.run(stream, folder({ path }), { source: 'chip' });
  }
  async function finalBalance(): Promise<unknown> {
    return libro.rows('select cuenta, debito, saldo_final, envio from libro.saldo_contable');
  }

  it('el envío 10 queda sobre el 9 aunque como texto sea menor, cualquiera que llegue primero', async () => {
    put('cgn_saldos_IV_corregido.xlsx', saldos('20,00 ', { shipment: '10', received: '2026-02-14 10:00:00' }));
    await run('saldo-contable');

    put('cgn_saldos_IV.xlsx', saldos('15,25 '));
    const late = await run('saldo-contable');

    expect([late.error, late.published, late.deleted]).toEqual([null, 0, 0]);
    expect(await finalBalance()).toEqual([{ cuenta: '130507', debito: '5.25', saldo_final: '20.00', envio: '10' }]);
  });

  it('un envío con otro contenido y la misma recepción se rechaza por su nombre', async () => {
    put('cgn_saldos_IV.xlsx', saldos('15,25 '));
    await run('saldo-contable');

    put('cgn_saldos_IV.xlsx', saldos('99,99 '));
    const again = await run('saldo-contable');

    expect([again.error?.code, again.files.refused.map(({ name }) => name)]).toEqual([
      'FILE_REFUSED',
      ['cgn_saldos_IV.xlsx'],
    ]);
    expect(await finalBalance()).toEqual([{ cuenta: '130507', debito: '5.25', saldo_final: '15.25', envio: '9' }]);
  });

  it('otro formulario con nombre de saldos no entra, ni uno en miles', async () => {
    put('cgn_saldos_otro.xlsx', saldos('1,00 ', { name: 'CGN2015_002_OPERACIONES_RECIPROCAS_CONVERGENCIA' }));
    put(
      'cgn_saldos_miles.xlsx',
      saldos('1,00 ', { titles: SALDO_TITLES.map((title) => title.replace('Pesos', 'Miles')) }),
    );

    const both = await run('saldo-contable');

    expect(both.error?.code).toBe('FILE_REFUSED');
    expect(both.files.refused.map(({ name }) => name)).toEqual(['cgn_saldos_miles.xlsx', 'cgn_saldos_otro.xlsx']);
    expect(both.read).toBe(0);
  });

  it('la vigencia y la sección bajan por las celdas con espacio duro, también sobre la primera hoja de un bloque', async () => {
    put('cuipo_ejec_gas.xlsx', {
      name: 'D_EJECUCION_DE_GASTOS',
      shipment: '7',
      received: '2026-02-10 08:00:00',
      titles: GASTO_TITLES,
      rows: [
        gasto('VIGENCIA ACTUAL ', 'CONCEJO ', '2 ', '  ', '30 '),
        gasto(NBSP, NBSP, '2.1 ', 'ICLD ', '30 '),
        gasto('RESERVAS ', 'PERSONERIA ', '2 ', '  ', '12 '),
        gasto(NBSP, NBSP, '2.1 ', 'ICLD ', '12 '),
      ],
    });

    const report = await run('gastos-ejecucion');
    const rows = await libro.rows(
      'select vigencia_gasto, seccion, rubro, pagos from libro.ejecucion_gastos order by pagos',
    );

    expect(report.excluded).toEqual({ 'no es hoja: sin valor en FUENTES DE FINANCIACION': 2 });
    expect(rows).toEqual([
      { vigencia_gasto: 'RESERVAS', seccion: 'PERSONERIA', rubro: '2.1', pagos: '12.00' },
      { vigencia_gasto: 'VIGENCIA ACTUAL', seccion: 'CONCEJO', rubro: '2.1', pagos: '30.00' },
    ]);
  });

  it('un valor ilegible aparta su cuenta y dice qué columna y qué se espera', async () => {
    put('cgn_saldos_IV.xlsx', saldos('N/A '));

    const report = await run('saldo-contable');
    const rows = await libro.rows('select clave, columna, valor from corridas.cuarentena');

    expect([report.read, report.published, report.rejected]).toEqual([1, 0, 1]);
    expect(rows).toEqual([
      {
        clave: '["210199901","CGN2015_001_SALDOS_Y_MOVIMIENTOS_CONVERGENCIA","2025-12-31","130507"]',
        columna: 'SALDO FINAL(Pesos)',
        valor: 'N/A ',
      },
    ]);
  });
});
