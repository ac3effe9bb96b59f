import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { folder } from '../../connectors/drivers/file/index.ts';
import { chip } from '../../connectors/sources/chip.ts';
import { taxPairs } from '../../pipelines/reconcile/impuestos.ts';
import { reconcileSaldosEjecucion } from '../../pipelines/reconcile/saldos-ejecucion.ts';
import { lastExecutedVigencia, saldosEjecucionRows } from '../../pipelines/reconcile/saldos-ejecucion-rows.ts';
import type { SyncReport } from '../../pipelines/sync.ts';
import { databases } from '../support/databases.ts';
import type { OpenedDatabase } from '../support/databases.ts';
import { TestLibro, countsOf } from '../support/libro.ts';
import { describeWithSharedData, sharedData } from '../support/shared-data.ts';

const FILES = 'colombia/cuipo-chip-betania';
const BETANIA = '219105091';

/** The openings of 2025 as the acceptance states them; the first-quarter filing is not among the files. */
const OPENINGS = [
  'cuenta;saldo',
  '130507;2371121168,00',
  '1.3.05.08;424.073.273,30',
  '130521;60419613,50',
  '130562;64308449',
  '130519;0',
  '130535;19227000,00',
  '130545;23630470,00',
].join('\r\n');

const ORIGINS = {
  saldos: ['chip/saldo-contable', 'chip/saldo-inicial'],
  ejecucion: ['chip/ingresos-programacion', 'chip/ingresos-ejecucion'],
};

// Expected values were read from the workbooks' XML by a reader of another language, not by the code under test.
describeWithSharedData(FILES, 'los reportes de Betania, del archivo al libro y a la conciliación', () => {
  let database: OpenedDatabase;
  let libro: TestLibro;
  let first: SyncReport['runs'];
  const openings = mkdtempSync(join(tmpdir(), 'betania-'));

  beforeAll(async () => {
    database = await databases[0]!.open();
    libro = await TestLibro.open(database);
    writeFileSync(join(openings, `saldo_inicial_${BETANIA}_2025-01-01.csv`), OPENINGS);
    first = await syncChip(libro, openings);
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    rmSync(openings, { recursive: true });
  });

  it('lee cada formulario entero, deja fuera solo lo que no es hoja y no cambia nada la segunda vez', async () => {
    const second = await syncChip(libro, openings);

    expect(first.map((run) => [run.origin, run.error, countsOf(run), run.excluded])).toEqual([
      ['chip/saldo-contable', null, { read: 346, published: 346, unchanged: 0, rejected: 0, deleted: 0 }, {}],
      ['chip/saldo-inicial', null, { read: 7, published: 7, unchanged: 0, rejected: 0, deleted: 0 }, {}],
      ['chip/ingresos-programacion', null, counts(144, 56), { 'no es hoja: sin valor en DETALLE SECTORIAL': 88 }],
      ['chip/ingresos-ejecucion', null, counts(243, 158), { 'no es hoja: sin valor en FUENTES DE FINANCIACION': 85 }],
      ['chip/gastos-programacion', null, counts(372, 171), { 'no es hoja: sin valor en DETALLE SECTORIAL': 201 }],
      ['chip/gastos-ejecucion', null, counts(624, 391), { 'no es hoja: sin valor en FUENTES DE FINANCIACION': 233 }],
    ]);
    expect(second.map(({ files, published }) => [files.skipped, files.applied, published])).toEqual(
      first.map(() => [1, [], 0]),
    );
  });

  it('guarda las 346 cuentas: 229 son hojas, y en cada nivel débitos y créditos suman lo mismo', async () => {
    const levels = await libro.rows(
      `select length(cuenta) as digitos, count(*) as cuentas, sum(saldo_inicial) as saldo_inicial, sum(debito) as debito,
              sum(credito) as credito, sum(saldo_final) as saldo_final
         from libro.saldo_contable where saldo_final is not null group by 1 order by 1`,
    );
    const [filing] = await libro.rows(
      `select distinct entidad, formulario, vigencia, periodo_corte, envio, recibido_en, unidad
         from libro.saldo_contable where saldo_final is not null`,
    );

    const totals = {
      saldo_inicial: '239771970283.82',
      debito: '40153007908.75',
      credito: '40153007908.75',
      saldo_final: '251912289111.42',
    };
    expect(levels).toEqual([
      { digitos: 1, cuentas: 7, ...totals },
      { digitos: 2, cuentas: 27, ...totals },
      { digitos: 4, cuentas: 83, ...totals },
      { digitos: 6, cuentas: 229, ...totals },
    ]);
    expect(filing).toEqual({
      entidad: BETANIA,
      formulario: 'CGN2015_001_SALDOS_Y_MOVIMIENTOS_CONVERGENCIA',
      vigencia: 2025,
      periodo_corte: '2025-12-31',
      envio: '4662984',
      recibido_en: '2026-03-01 00:10:53+00',
      unidad: 'pesos',
    });
  });

  it('suma las hojas de CUIPO A y B, y de predial 851.166.286', async () => {
    const [sums] = await libro.rows(
      `select sum(presupuesto_inicial) as inicial, sum(presupuesto_definitivo) as definitivo,
              sum(recaudo_actual_sin_fondos) as actual_sin, sum(recaudo_actual_con_fondos) as actual_con,
              sum(recaudo_anterior_sin_fondos) as anterior_sin, sum(recaudo_anterior_con_fondos) as anterior_con,
              sum(total_recaudo) as recaudo,
              sum(total_recaudo) filter (where rubro like '1.1.01.01.200.%' or rubro = '1.1.01.01.200') as predial
         from libro.ejecucion_ingresos`,
    );

    expect(sums).toEqual({
      inicial: '21276337596.00',
      definitivo: '31331015576.00',
      actual_sin: '11528631501.00',
      actual_con: '12506241969.00',
      anterior_sin: '0.00',
      anterior_con: '2399825255.00',
      recaudo: '26434698725.00',
      predial: '851166286.00',
    });
  });

  it('lleva la vigencia del gasto y la sección a cada fila de CUIPO C y D', async () => {
    const sections = await libro.rows<{ readonly line: string }>(
      `select concat_ws(' | ', left(formulario, 1), vigencia_gasto, replace(seccion, 'ENTIDADES TERRITORIALES - ', ''),
                        count(*), sum(apropiacion_inicial), sum(apropiacion_definitiva),
                        sum(compromisos), sum(obligaciones), sum(pagos)) as line
         from libro.ejecucion_gastos group by formulario, vigencia_gasto, seccion
        order by formulario, vigencia_gasto, seccion`,
    );

    expect(sections.map(({ line }) => line)).toEqual([
      'C | CUENTAS POR PAGAR | ADMINISTRACION CENTRAL | 1 | 88780170.00 | 88780170.00',
      'C | RESERVAS | ADMINISTRACION CENTRAL | 16 | 2325840240.00 | 2325840240.00',
      'C | VIGENCIA ACTUAL | ADMINISTRACION CENTRAL | 104 | 20802327688.00 | 30857005669.00',
      'C | VIGENCIA ACTUAL | CONCEJO | 24 | 242928352.00 | 242928352.00',
      'C | VIGENCIA ACTUAL | PERSONERIA | 26 | 231081556.00 | 231081556.00',
      'D | CUENTAS POR PAGAR | ADMINISTRACION CENTRAL | 2 | 88780170.00 | 88780170.00 | 88780170.00',
      'D | RESERVAS | ADMINISTRACION CENTRAL | 23 | 2325840240.00 | 1618957463.00 | 1607346741.00',
      'D | VIGENCIA ACTUAL | ADMINISTRACION CENTRAL | 321 | 28018614645.00 | 21922457174.00 | 21518453189.00',
      'D | VIGENCIA ACTUAL | CONCEJO | 24 | 241458673.00 | 241458673.00 | 214582502.00',
      'D | VIGENCIA ACTUAL | PERSONERIA | 21 | 221818922.00 | 199818922.00 | 190579536.00',
    ]);
  });

  it('cuadra al peso cinco impuestos, alumbrado a 14 centavos, y muestra predial corrido en 263.401.600', async () => {
    const asked = { entidad: BETANIA, vigencia: 2025, ...ORIGINS };
    const rows = await saldosEjecucionRows(libro.database, asked, libro.signal);
    const result = reconcileSaldosEjecucion(rows, taxPairs, 2025, '2026-03-31');

    expect(
      result.lines.map(({ impuesto, segunContabilidad, segunPresupuesto, diferencia }) => [
        impuesto,
        segunContabilidad,
        segunPresupuesto,
        diferencia,
      ]),
    ).toEqual([
      ['Predial unificado', '1114567886.00', '851166286.00', '263401600.00'],
      ['Industria y comercio', '453182702.00', '453182702.00', '0.00'],
      ['Avisos y tableros', '39692416.00', '39692416.00', '0.00'],
      ['Sobretasa bomberil', '53986529.00', '53986529.00', '0.00'],
      ['Delineación urbana', '84359997.00', '84359997.00', '0.00'],
      ['Sobretasa a la gasolina', '425329341.00', '425329341.00', '0.00'],
      ['Alumbrado público', '224724172.86', '224724173.00', '-0.14'],
    ]);
    const [{ left, right, matched, items }] = result.comparisons;
    expect([left.amount, right.amount, matched]).toEqual([
      '2395843043.86',
      '2132441444.00',
      { count: 5, amount: '1056550985.00' },
    ]);
    expect(items.map(({ code, status, ageDays }) => [code, status, ageDays])).toEqual([
      ['AMOUNT_OTHER', 'abierta', 90],
      ['AMOUNT_ROUNDING', 'explicada', 90],
    ]);
    expect(items[0]!.explanation).toContain('es $ 194.805.802,00 y quedan $ 68.595.798,00 sin explicar');
    expect([result.opening, result.corte]).toEqual(['saldo inicial declarado', '2025-12-31']);
    expect(await lastExecutedVigencia(libro.database, asked, libro.signal)).toBe(2025);
  });

  it('dice qué falta cargar cuando la entidad no tiene los reportes', async () => {
    const asked = { entidad: '215825758', vigencia: 2025, ...ORIGINS };

    const rows = saldosEjecucionRows(libro.database, asked, libro.signal);

    await expect(rows).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message:
        'No hay saldos de la CGN y ejecución de ingresos (CUIPO B) de 2025 con el mismo corte, de la entidad 215825758. ' +
        'Cortes de saldos: ninguno; de ejecución: ninguno. Cargue los que falten con libro sync.',
    });
  });
});

function counts(read: number, published: number): ReturnType<typeof countsOf> {
  return { read, published, unchanged: 0, rejected: 0, deleted: 0 };
}

async function syncChip(libro: TestLibro, openings: string): Promise<SyncReport['runs']> {
  const tasks = chip.streams.map((stream) => {
    const path = stream.id === 'saldo-inicial' ? openings : sharedData(FILES);
    return libro.task(stream, folder({ path }), { source: 'chip' });
  });
  const report = await libro.sync(...tasks);
  expect(report.error).toBe(null);
  return report.runs;
}
