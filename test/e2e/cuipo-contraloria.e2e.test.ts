import { afterAll, beforeAll, expect, it } from 'vitest';
import { folder } from '../../connectors/drivers/file/index.ts';
import { contraloria } from '../../connectors/sources/contraloria.ts';
import type { Stream } from '../../connectors/source.ts';
import type { SyncReport } from '../../pipelines/sync.ts';
import { databases } from '../support/databases.ts';
import type { OpenedDatabase } from '../support/databases.ts';
import { TestLibro, countsOf } from '../support/libro.ts';
import { describeWithSharedData, sharedData } from '../support/shared-data.ts';

const FILES = 'colombia/cuipo-contraloria-sopo';

// Expected values were summed by a reader of another language: leaves by code prefix, each block equal to its root.
describeWithSharedData(FILES, 'CUIPO como lo publica la Contraloría, de tres entidades', () => {
  let database: OpenedDatabase;
  let libro: TestLibro;
  let runs: SyncReport['runs'];

  beforeAll(async () => {
    database = await databases[0]!.open();
    libro = await TestLibro.open(database);
    const tasks = contraloria.streams.map((stream) =>
      libro.task(withoutDictionary(stream), folder({ path: sharedData(FILES) }), { source: 'contraloria' }),
    );
    const report = await libro.sync(...tasks);
    expect(report.error).toBe(null);
    ({ runs } = report);
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
  });

  it('cada formulario lee las 3.224 + 2.079 + 4.792 filas y no deja dos hojas con una clave', () => {
    const read = 10_095;
    const otherForm = 'fila de otro formulario';

    expect(runs.map((run) => [run.origin, run.error, countsOf(run), run.excluded])).toEqual([
      [
        'contraloria/ingresos-programacion',
        null,
        { read, published: 375, unchanged: 0, rejected: 0, deleted: 0 },
        { [otherForm]: 9238, 'no es hoja: otro CUENTA la desagrega': 482 },
      ],
      [
        'contraloria/ingresos-ejecucion',
        null,
        { read, published: 507, unchanged: 0, rejected: 0, deleted: 0 },
        { [otherForm]: 9138, 'no es hoja: sin valor en FUENTES_FINANCIACION': 450 },
      ],
      [
        'contraloria/gastos-programacion',
        null,
        { read, published: 2000, unchanged: 0, rejected: 0, deleted: 0 },
        { [otherForm]: 6565, 'no es hoja: otro CUENTA la desagrega': 1530 },
      ],
      [
        'contraloria/gastos-ejecucion',
        null,
        { read, published: 3043, unchanged: 0, rejected: 0, deleted: 0 },
        { [otherForm]: 5344, 'no es hoja: sin valor en FUENTES_FINANCIACION': 1708 },
      ],
    ]);
  });

  it('suma las hojas de ingresos sin contar dos veces a sus padres', async () => {
    const sums = await libro.rows<{ readonly line: string }>(
      `select concat_ws(' ', entidad, left(formulario, 1), count(*), sum(presupuesto_inicial), sum(presupuesto_definitivo),
                        sum(recaudo_actual_sin_fondos), sum(recaudo_actual_con_fondos), sum(recaudo_anterior_sin_fondos),
                        sum(recaudo_anterior_con_fondos), sum(total_recaudo)) as line
         from libro.ejecucion_ingresos group by entidad, formulario order by entidad, formulario`,
    );

    expect(sums.map(({ line }) => line)).toEqual([
      '219825898 A 261 49546243987.00 59610681649.00',
      '219825898 B 396 7292097883.00 24720619642.00 0.00 3063161400.00 35075878925.00',
      '230225758 A 60 78597059529.00 84415229635.00',
      '230225758 B 66 0.00 51182052443.00 0.00 0.00 51182052443.00',
      '923271222 A 54 165794978288.00 235903864326.00',
      '923271222 B 45 7465389659.00 118209136829.00 0.00 33105398380.00 158779924868.00',
    ]);
  });

  it('suma las hojas de gastos sin contar dos veces a sus padres', async () => {
    const sums = await libro.rows<{ readonly line: string }>(
      `select concat_ws(' ', entidad, left(formulario, 1), count(*), sum(apropiacion_inicial), sum(apropiacion_definitiva),
                        sum(compromisos), sum(obligaciones), sum(pagos)) as line
         from libro.ejecucion_gastos group by entidad, formulario order by entidad, formulario`,
    );

    expect(sums.map(({ line }) => line)).toEqual([
      '219825898 C 809 50861412494.00 66327481344.00',
      '219825898 D 1533 38847479008.00 30072810374.00 29760779645.00',
      '230225758 C 685 78597059529.00 85348184842.00',
      '230225758 D 1031 51020733276.00 44317452050.00 40758812596.00',
      '923271222 C 506 165794978288.00 235903864326.00',
      '923271222 D 479 142669605367.00 111104305901.00 97264386255.00',
    ]);
  });

  it('dice de cada fila su último día del trimestre', async () => {
    const quarters = await libro.rows(
      `select min(periodo_corte) as primero, max(periodo_corte) as ultimo, count(distinct periodo_corte) as trimestres
         from libro.ejecucion_gastos where entidad = '230225758'`,
    );

    expect(quarters).toEqual([{ primero: '2021-03-31', ultimo: '2023-09-30', trimestres: 11 }]);
  });
});

/** Beside the three files lies a dictionary of entities, which is none of the source's. */
function withoutDictionary(stream: Stream): Stream {
  return stream.files ? { ...stream, files: { ...stream.files, pattern: '?????????.csv' } } : stream;
}
