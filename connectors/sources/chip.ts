import { ejecucionGastos } from '../../schemas/entities/ejecucion-gastos.ts';
import { ejecucionIngresos } from '../../schemas/entities/ejecucion-ingresos.ts';
import { saldoContable } from '../../schemas/entities/saldo-contable.ts';
import {
  ausente,
  codigo,
  constante,
  cuenta,
  dinero,
  fecha,
  opcional,
  rubro,
  texto,
  vigencia,
} from '../fields/index.ts';
import { fillDown, leavesOnly } from '../rows/index.ts';
import { byFile } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';
import { byFiling, chipFile, filed, valor } from './chip-form.ts';

const noClassifier = ausente('el formulario no lo trae');
const notProgrammed = ausente('lo trae el formulario de ejecución');
const notExecuted = ausente('lo trae el formulario de programación');
const notFiled = ausente('CUIPO no pide los movimientos del presupuesto');

/** Printed once above the rows of a block. */
const block = fillDown(['VIGENCIA GASTO', 'SECCION PRESUPUESTAL']);

const programmingLeaves = leavesOnly({ column: 'DETALLE SECTORIAL', where: 'not blank' });
const executionLeaves = leavesOnly({ column: 'FUENTES DE FINANCIACION', where: 'not blank' });

const budgetChanges = {
  adiciones: notFiled,
  reducciones: notFiled,
} as const;

const appropriationChanges = {
  ...budgetChanges,
  creditos: notFiled,
  contracreditos: notFiled,
  aplazamientos: notFiled,
  desaplazamientos: notFiled,
  certificados: notFiled,
} as const;

/** What the entity filed with the CGN and the CGR, as CHIP exports it (.xlsx), and the opening balances of a year. */
export const chip = defineSource({
  id: 'chip',
  title: 'CHIP: saldos de la CGN y CUIPO, como se reportaron',
  owner: 'Contabilidad y Presupuesto',
  streams: [
    defineStream({
      id: 'saldo-contable',
      entity: saldoContable,
      table: 'filas',
      scope: byFiling,
      files: chipFile('*cgn_saldos*.xlsx', 'CGN2015_001_SALDOS_Y_MOVIMIENTOS_CONVERGENCIA', [
        'CODIGO',
        'SALDO INICIAL(Pesos)',
        'SALDO FINAL(Pesos)',
      ]),
      fields: {
        ...filed,
        cuenta: cuenta('CODIGO'),
        nombre: opcional(texto('NOMBRE')),
        saldo_inicial: valor('SALDO INICIAL(Pesos)'),
        debito: valor('MOVIMIENTO DEBITO(Pesos)'),
        credito: valor('MOVIMIENTO CREDITO(Pesos)'),
        saldo_final: valor('SALDO FINAL(Pesos)'),
        saldo_corriente: valor('SALDO FINAL CORRIENTE(Pesos)'),
        saldo_no_corriente: valor('SALDO FINAL NO CORRIENTE(Pesos)'),
      },
    }),
    defineStream({
      id: 'saldo-inicial',
      entity: saldoContable,
      table: 'filas',
      scope: byFile(['entidad', 'corte'], { order: ['version'], resend: 'replaces' }),
      files: {
        pattern: '*saldo_inicial_*.csv',
        format: {
          kind: 'csv',
          encoding: 'utf-8',
          delimiter: ';',
          name: '^saldo_inicial_(?<entidad>\\d{9})_(?<corte>(?<vigencia>\\d{4})-01-01)(?:_v(?<version>\\d))?\\.csv$',
        },
      },
      fields: {
        entidad: codigo('entidad'),
        formulario: constante('SALDO_INICIAL'),
        vigencia: vigencia('vigencia'),
        periodo_corte: fecha('corte'),
        envio: ausente('no se envía: lo escribe la entidad'),
        recibido_en: ausente('no se envía: lo escribe la entidad'),
        unidad: constante('pesos'),
        cuenta: cuenta('cuenta'),
        nombre: ausente('el archivo trae solo la cuenta y su saldo'),
        saldo_inicial: dinero('saldo', { decimal: ',', thousands: '.' }),
        debito: ausente('un saldo inicial no tiene movimientos'),
        credito: ausente('un saldo inicial no tiene movimientos'),
        saldo_final: ausente('es el saldo con que comienza el año'),
        saldo_corriente: ausente('es el saldo con que comienza el año'),
        saldo_no_corriente: ausente('es el saldo con que comienza el año'),
      },
    }),
    defineStream({
      id: 'ingresos-programacion',
      entity: ejecucionIngresos,
      table: 'filas',
      scope: byFiling,
      rows: [programmingLeaves],
      files: chipFile('*cuipo_prog_ing*.xlsx', 'A_PROGRAMACION_DE_INGRESOS', ['CODIGO', 'PRESUPUESTO INICIAL(Pesos)']),
      fields: {
        ...filed,
        ...budgetChanges,
        rubro: rubro('CODIGO'),
        nombre: opcional(texto('NOMBRE')),
        cpc: noClassifier,
        detalle_sectorial: texto('DETALLE SECTORIAL'),
        fuente: noClassifier,
        tercero: noClassifier,
        politica_publica: noClassifier,
        tipo_norma: noClassifier,
        numero_fecha_norma: noClassifier,
        destinacion_especifica: noClassifier,
        tipo_norma_destinacion: noClassifier,
        presupuesto_inicial: valor('PRESUPUESTO INICIAL(Pesos)'),
        presupuesto_definitivo: valor('PRESUPUESTO DEFINITIVO(Pesos)'),
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
      scope: byFiling,
      rows: [executionLeaves],
      files: chipFile('*cuipo_ejec_ing*.xlsx', 'B_EJECUCION_DE_INGRESOS', ['CODIGO', 'TOTAL RECAUDO(Pesos)']),
      fields: {
        ...filed,
        ...budgetChanges,
        rubro: rubro('CODIGO'),
        nombre: opcional(texto('NOMBRE')),
        cpc: opcional(texto('CPC')),
        detalle_sectorial: opcional(texto('DETALLE SECTORIAL')),
        fuente: texto('FUENTES DE FINANCIACION'),
        tercero: opcional(texto('TERCEROS')),
        politica_publica: opcional(texto('POLITICA PUBLICA')),
        tipo_norma: opcional(texto('TIPO DE NORMA')),
        numero_fecha_norma: opcional(texto('NUMERO Y FECHA DE LA NORMA')),
        destinacion_especifica: noClassifier,
        tipo_norma_destinacion: noClassifier,
        presupuesto_inicial: notExecuted,
        presupuesto_definitivo: notExecuted,
        recaudo_actual_sin_fondos: valor('RECAUDO VIGEN ACTUAL SIN FONDOS(Pesos)'),
        recaudo_actual_con_fondos: valor('RECAUDO VIGEN ACTUAL CON FONDOS(Pesos)'),
        recaudo_anterior_sin_fondos: valor('RECAUDO VIGEN ANTERIOR SIN FONDO(Pesos)'),
        recaudo_anterior_con_fondos: valor('RECAUDO VIGEN ANTERIOR CON FONDO(Pesos)'),
        total_recaudo: valor('TOTAL RECAUDO(Pesos)'),
      },
    }),
    defineStream({
      id: 'gastos-programacion',
      entity: ejecucionGastos,
      table: 'filas',
      scope: byFiling,
      rows: [block, programmingLeaves],
      files: chipFile('*cuipo_prog_gas*.xlsx', 'C_PROGRAMACION_DE_GASTOS', ['CODIGO', 'APROPIACION INICIAL(Pesos)']),
      fields: {
        ...filed,
        ...appropriationChanges,
        vigencia_gasto: texto('VIGENCIA GASTO'),
        seccion: texto('SECCION PRESUPUESTAL'),
        rubro: rubro('CODIGO'),
        nombre: opcional(texto('NOMBRE')),
        programa_mga: opcional(texto('PROGRAMA MGA')),
        producto_mga: noClassifier,
        sector: noClassifier,
        bpin: opcional(codigo('BPIN')),
        cpc: noClassifier,
        detalle_sectorial: texto('DETALLE SECTORIAL'),
        fuente: noClassifier,
        situacion_fondos: noClassifier,
        politica_publica: noClassifier,
        tercero: noClassifier,
        apropiacion_inicial: valor('APROPIACION INICIAL(Pesos)'),
        apropiacion_definitiva: valor('APROPIACION DEFINITIVA(Pesos)'),
        compromisos: notProgrammed,
        obligaciones: notProgrammed,
        pagos: notProgrammed,
      },
    }),
    defineStream({
      id: 'gastos-ejecucion',
      entity: ejecucionGastos,
      table: 'filas',
      scope: byFiling,
      rows: [block, executionLeaves],
      files: chipFile('*cuipo_ejec_gas*.xlsx', 'D_EJECUCION_DE_GASTOS', ['CODIGO', 'COMPROMISOS(Pesos)']),
      fields: {
        ...filed,
        ...appropriationChanges,
        vigencia_gasto: texto('VIGENCIA GASTO'),
        seccion: texto('SECCION PRESUPUESTAL'),
        rubro: rubro('CODIGO'),
        nombre: opcional(texto('NOMBRE')),
        programa_mga: noClassifier,
        producto_mga: opcional(texto('PRODUCTO MGA')),
        sector: noClassifier,
        bpin: opcional(codigo('BPIN')),
        cpc: opcional(texto('CPC')),
        detalle_sectorial: opcional(texto('DETALLE SECTORIAL')),
        fuente: texto('FUENTES DE FINANCIACION'),
        situacion_fondos: opcional(texto('SITUACION DE FONDOS')),
        politica_publica: opcional(texto('POLITICA PUBLICA')),
        tercero: opcional(texto('TERCEROS')),
        apropiacion_inicial: notExecuted,
        apropiacion_definitiva: notExecuted,
        compromisos: valor('COMPROMISOS(Pesos)'),
        obligaciones: valor('OBLIGACIONES(Pesos)'),
        pagos: valor('PAGOS(Pesos)'),
      },
    }),
  ],
});
