import { ejecucionGastos } from '../../schemas/entities/ejecucion-gastos.ts';
import { ejecucionIngresos } from '../../schemas/entities/ejecucion-ingresos.ts';
import {
  ausente,
  codigo,
  constante,
  dineroDeFlotante,
  fecha,
  opcion,
  opcional,
  rubro,
  texto,
  traducido,
  vigencia,
} from '../fields/index.ts';
import { leavesByPrefix, leavesOnly, onlyRows } from '../rows/index.ts';
import { byFile } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';

/** An entity's file holds all its quarters; a later download bears its day and stands for the one before. */
const format = {
  kind: 'csv',
  encoding: 'utf-8',
  delimiter: ',',
  name: '^(?<entidad>\\d{9})(?:_(?<descarga>\\d{4}-\\d{2}-\\d{2}))?\\.csv$',
} as const;
const files = { pattern: '*.csv', format };
const scope = byFile(['entidad'], { order: ['descarga'], resend: 'replaces' });

/** A quarter is written as the first day of its last month: 20230601 is what had been done by 2023-06-30. */
const QUARTER_ENDS = ['03-31', '06-30', '09-30', '12-31'] as const;
const FIRST_CUIPO_YEAR = 2020;
const LAST_YEAR = 2060;

function quarters(): Readonly<Record<string, string>> {
  const ends: Record<string, string> = {};
  for (let year = FIRST_CUIPO_YEAR; year <= LAST_YEAR; year += 1) {
    for (const end of QUARTER_ENDS) ends[`${String(year)}${end.slice(0, 2)}01`] = `${String(year)}-${end}`;
  }
  return ends;
}

const FORMS = {
  pres_ingreso: 'A_PROGRAMACION_DE_INGRESOS',
  eje_ingreso: 'B_EJECUCION_DE_INGRESOS',
  pres_gasto: 'C_PROGRAMACION_DE_GASTOS',
  eje_gasto: 'D_EJECUCION_DE_GASTOS',
} as const;

/** The four forms are stacked in one table. */
const formOnly = (tipo: keyof typeof FORMS) => onlyRows({ column: 'tipo', in: [tipo] }, 'fila de otro formulario');

/** Amounts were floats when the file was written: `9000000.0`. */
const valor = (column: string) => dineroDeFlotante(column, 2);

const noClassifier = ausente('el formulario no lo trae');
const notProgrammed = ausente('lo trae el formulario de ejecución');
const notExecuted = ausente('lo trae el formulario de programación');
const notFiled = ausente('CUIPO no pide los movimientos del presupuesto');

const published = {
  entidad: codigo('CODIGO_ENTIDAD'),
  formulario: opcion('tipo', FORMS),
  vigencia: vigencia('VIGENCIA'),
  periodo_corte: traducido('PERIODO', quarters(), (column) => fecha(column)),
  envio: ausente('los datos abiertos no dicen de qué envío salen'),
  recibido_en: ausente('los datos abiertos no dicen cuándo se recibió'),
  unidad: constante('pesos'),
  rubro: rubro('CUENTA'),
  nombre: opcional(texto('NOMBRE_CUENTA')),
  adiciones: notFiled,
  reducciones: notFiled,
} as const;

const appropriation = {
  ...published,
  vigencia_gasto: texto('VIGENCIA_DEL_GASTO'),
  seccion: texto('SECCION_PRESUPUESTAL'),
  sector: opcional(texto('SECTOR')),
  bpin: opcional(codigo('BPIN')),
  creditos: notFiled,
  contracreditos: notFiled,
  aplazamientos: notFiled,
  desaplazamientos: notFiled,
  certificados: notFiled,
} as const;

/** CUIPO as the Contraloría General de la República publishes it (open data OVCF): one CSV an entity, parents among their children. */
export const contraloria = defineSource({
  id: 'contraloria',
  title: 'CUIPO, datos abiertos de la Contraloría General',
  owner: 'Presupuesto',
  streams: [
    defineStream({
      id: 'ingresos-programacion',
      entity: ejecucionIngresos,
      table: 'filas',
      scope,
      files,
      rows: [formOnly('pres_ingreso'), leavesByPrefix({ code: 'CUENTA', block: ['PERIODO'] })],
      fields: {
        ...published,
        cpc: noClassifier,
        detalle_sectorial: noClassifier,
        fuente: noClassifier,
        tercero: noClassifier,
        politica_publica: noClassifier,
        tipo_norma: noClassifier,
        numero_fecha_norma: noClassifier,
        destinacion_especifica: noClassifier,
        tipo_norma_destinacion: noClassifier,
        presupuesto_inicial: valor('PRESUPUESTO_INICIAL'),
        presupuesto_definitivo: valor('PRESUPUESTO_DEFINITIVO'),
        recaudo_actual_sin_fondos: notProgrammed,
        recaudo_actual_con_fondos: notProgrammed,
        recaudo_anterior_sin_fondos: notProgrammed,
        recaudo_anterior_con_fondos: notProgrammed,
        total_recaudo: notProgrammed,
      },
    }),
    defineStream({
      id: 'ingresos-ejecucion',
      entity: ejecucionIngresos,
      table: 'filas',
      scope,
      files,
      rows: [
        formOnly('eje_ingreso'),
        leavesOnly({ column: 'FUENTES_FINANCIACION', where: 'not blank', not: ['NO APLICA'] }),
      ],
      fields: {
        ...published,
        cpc: opcional(texto('CPC')),
        detalle_sectorial: opcional(texto('DETALLE_SECTORIAL')),
        fuente: texto('FUENTES_FINANCIACION'),
        tercero: opcional(texto('TERCERO')),
        politica_publica: opcional(texto('POLITICA_PUBLICA')),
        tipo_norma: opcional(texto('TIPO_NORMA')),
        numero_fecha_norma: opcional(texto('NUMERO_NORMA')),
        destinacion_especifica: opcional(texto('APLICA_DESTINACION_ESPECIFICA')),
        tipo_norma_destinacion: opcional(texto('TIPO_NORMA_DESTINACION')),
        presupuesto_inicial: notExecuted,
        presupuesto_definitivo: notExecuted,
        recaudo_actual_sin_fondos: valor('RECAUDO_VAC_SS'),
        recaudo_actual_con_fondos: valor('RECAUDO_VAC_CS'),
        recaudo_anterior_sin_fondos: valor('RECAUDO_VAN_SS'),
        recaudo_anterior_con_fondos: valor('RECAUDO_VAN_CS'),
        total_recaudo: valor('TOTAL_RECAUDO'),
      },
    }),
    defineStream({
      id: 'gastos-programacion',
      entity: ejecucionGastos,
      table: 'filas',
      scope,
      files,
      rows: [
        formOnly('pres_gasto'),
        leavesByPrefix({ code: 'CUENTA', block: ['PERIODO', 'VIGENCIA_DEL_GASTO', 'SECCION_PRESUPUESTAL'] }),
      ],
      fields: {
        ...appropriation,
        programa_mga: opcional(texto('PROGRAMATICO_MGA')),
        producto_mga: noClassifier,
        cpc: noClassifier,
        detalle_sectorial: noClassifier,
        fuente: noClassifier,
        situacion_fondos: noClassifier,
        politica_publica: noClassifier,
        tercero: noClassifier,
        apropiacion_inicial: valor('APROPIACION_INICIAL'),
        apropiacion_definitiva: valor('APROPIACION_DEFINITIVA'),
        compromisos: notProgrammed,
        obligaciones: notProgrammed,
        pagos: notProgrammed,
      },
    }),
    defineStream({
      id: 'gastos-ejecucion',
      entity: ejecucionGastos,
      table: 'filas',
      scope,
      files,
      rows: [
        formOnly('eje_gasto'),
        leavesOnly({ column: 'FUENTES_FINANCIACION', where: 'not blank', not: ['NO APLICA', 'NO DEFINIDO'] }),
      ],
      fields: {
        ...appropriation,
        programa_mga: noClassifier,
        producto_mga: opcional(texto('PROGRAMATICO_MGA')),
        cpc: opcional(texto('CPC')),
        detalle_sectorial: opcional(texto('SECTORIAL')),
        fuente: texto('FUENTES_FINANCIACION'),
        situacion_fondos: opcional(texto('SITUACION_DE_FONDOS')),
        politica_publica: opcional(texto('POLITICA_PUBLICA')),
        tercero: opcional(texto('TERCEROS')),
        apropiacion_inicial: notExecuted,
        apropiacion_definitiva: notExecuted,
        compromisos: valor('COMPROMISOS'),
        obligaciones: valor('OBLIGACIONES'),
        pagos: valor('PAGOS'),
      },
    }),
  ],
});
