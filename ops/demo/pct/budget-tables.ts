import type { SQLInputValue } from 'node:sqlite';
import type { StandInTable } from '../sqlite-file.ts';
import { dineroText } from '../town/town.ts';
import type { Town } from '../town/town.ts';
import { definitivaOf, disponibleOf } from './apropiaciones.ts';
import type { Apropiacion } from './apropiaciones.ts';
import type { Budget } from './budget.ts';
import type { Documento, Imputacion, Linea } from './documento.ts';
import { totalOf } from './documento.ts';
import { fuentes } from './fuentes.ts';

type Row = readonly SQLInputValue[];

const UNIDAD = '01';
/** What the reports leave of a code. */
const REPORTED = 6;
const IMPUTACION = ['SECCION', 'RUBRO', 'FUENTE', 'VIG_GASTO', 'SIT_FONDOS', 'BPIN', 'CPC'].map(text);

export function fuentesTable({ vigencias }: Town): StandInTable {
  return {
    name: 'FUENTES',
    columns: ['VIGENCIA INTEGER', 'CODIGO TEXT', 'COD_INFORME TEXT', 'NOMBRE TEXT', 'COD_CUIPO TEXT', 'NORMA TEXT'],
    key: ['VIGENCIA', 'CODIGO'],
    rows: vigencias.flatMap((vigencia) =>
      fuentes.map(({ codigo, nombre }): Row => [vigencia, codigo, reportedFuente(codigo), nombre, codigo, null]),
    ),
  };
}

/** A code as the reports print it: without its points, cut to six characters. */
export function reportedFuente(codigo: string): string {
  return codigo.replaceAll('.', '').slice(0, REPORTED);
}

export function apropiacionesTable({ apropiaciones }: Budget): StandInTable {
  return {
    name: 'APROPIACIONES',
    columns: [
      'UNIDAD TEXT',
      'VIGENCIA INTEGER',
      ...IMPUTACION,
      ...['INICIAL', 'ADICIONES', 'REDUCCIONES', 'CREDITOS', 'CONTRACREDITOS', 'APLAZAMIENTOS', 'DESAPLAZAMIENTOS'].map(text),
      ...['DEFINITIVA', 'DISPONIBLE', 'ACUM_CDP', 'ACUM_RP', 'ACUM_OBL', 'ACUM_PAGOS', 'ACUM_RECAUDO'].map(text),
    ],
    key: ['UNIDAD', 'VIGENCIA', 'SECCION', 'RUBRO', 'FUENTE', 'VIG_GASTO', 'SIT_FONDOS', 'BPIN', 'CPC'],
    rows: apropiaciones.map((line): Row => {
      const { inicial, movimientos, vigencia, imputacion } = line;
      const { ADI, RED, CRE, CCR, APL, DES } = movimientos;
      const amounts = [inicial, ADI, RED, CRE, CCR, APL, DES, definitivaOf(line)].map(dineroText);
      return [UNIDAD, vigencia, ...imputacionCells(imputacion), ...amounts, ...accumulated(line)];
    }),
  };
}

/** Income has no certificates, expense no collection. */
function accumulated(line: Apropiacion): Row {
  const { CDP, RP, OBL, PAG, RCD } = line.acumulados;
  return line.imputacion.vigenciaGasto === null
    ? [null, null, null, null, null, dineroText(RCD)]
    : [...[disponibleOf(line), CDP, RP, OBL, PAG].map(dineroText), null];
}

export function modificacionesTable({ modificaciones }: Budget): StandInTable {
  return {
    name: 'MODIFICACIONES',
    columns: [
      'UNIDAD TEXT',
      'VIGENCIA INTEGER',
      'TIPO TEXT',
      'NUMERO TEXT',
      'CONSECUTIVO INTEGER',
      ...['MOVIMIENTO', 'FECHA', 'ACTO', 'FEC_ACTO', 'SECCION', 'RUBRO', 'FUENTE', 'BPIN', 'VALOR', 'ESTADO'].map(text),
    ],
    key: ['UNIDAD', 'VIGENCIA', 'TIPO', 'NUMERO', 'CONSECUTIVO'],
    rows: modificaciones.flatMap(({ vigencia, tipo, numero, fecha, acto, lines }) =>
      lines.map(({ movimiento, imputacion, valor }, index): Row => {
        const { seccion, rubro, fuente, bpin } = imputacion;
        const key = [UNIDAD, vigencia, tipo, numero, index + 1];
        return [...key, movimiento, fecha, acto, fecha, seccion, rubro, fuente, bpin, dineroText(valor), 'S'];
      }),
    ),
  };
}

export function documentosTable({ documentos, numeros }: Budget): StandInTable {
  return {
    name: 'DOCUMENTOS_PPTO',
    columns: [
      'UNIDAD TEXT',
      'VIGENCIA INTEGER',
      ...['TIPO', 'NUMERO', 'FECHA', 'FEC_REGISTRO', 'FEC_VENCE', 'TIPO_DOC', 'TERCERO', 'CONTRATO', 'FEC_INICIO'].map(text),
      ...['CONCEPTO', 'VALOR'].map(text),
      'ANO_MODIF INTEGER',
      ...['TIPO_MODIF', 'NUMERO_MODIF'].map(text),
      'ANO_SOPORTE INTEGER',
      ...['TIPO_SOPORTE', 'NUMERO_SOPORTE', 'ESTADO'].map(text),
    ],
    key: ['UNIDAD', 'VIGENCIA', 'TIPO', 'NUMERO'],
    rows: documentos.map((documento): Row => {
      const { vigencia, tipo, fecha, tercero, contrato, inicio, concepto, modifica, soporte } = documento;
      return [
        ...[UNIDAD, vigencia, tipo, numberOf(numeros, documento), fecha, `${fecha} 15:20:00`],
        tipo === 'CDP' ? `${String(vigencia)}-12-31` : null,
        ...[tercero?.tipo ?? null, tercero?.numero ?? null, contrato ?? null, inicio ?? null],
        ...[concepto, dineroText(totalOf(documento))],
        ...(modifica ? [modifica.vigencia, modifica.tipo, numberOf(numeros, modifica)] : [null, null, null]),
        ...(soporte ?? [null, null, null]),
        'S',
      ];
    }),
  };
}

export function lineasTable({ documentos, numeros }: Budget): StandInTable {
  return {
    name: 'DOCUMENTOS_PPTO_LINEAS',
    columns: [
      'UNIDAD TEXT',
      'VIGENCIA INTEGER',
      ...['TIPO', 'NUMERO'].map(text),
      'CONSECUTIVO INTEGER',
      ...IMPUTACION,
      'VIG_RECAUDADA INTEGER',
      'VALOR TEXT',
      'ANO_ANTEC INTEGER',
      ...['TIPO_ANTEC', 'NUMERO_ANTEC'].map(text),
      'CONSECUTIVO_ANTEC INTEGER',
    ],
    key: ['UNIDAD', 'VIGENCIA', 'TIPO', 'NUMERO', 'CONSECUTIVO'],
    rows: documentos.flatMap((documento) =>
      documento.lines.map((line, index): Row => [
        ...[UNIDAD, documento.vigencia, documento.tipo, numberOf(numeros, documento), index + 1],
        ...imputacionCells(line.imputacion),
        ...[line.vigenciaRecaudada ?? null, dineroText(line.valor)],
        ...antecedenteCells(numeros, line),
      ]),
    ),
  };
}

function imputacionCells({ seccion, rubro, fuente, vigenciaGasto, bpin, cpc }: Imputacion): Row {
  return [seccion, rubro, fuente, vigenciaGasto, 'C', bpin, cpc];
}

function antecedenteCells(numeros: Budget['numeros'], { antecedente }: Linea): Row {
  if (!antecedente) return [null, null, null, null];
  const [documento, consecutivo] = antecedente;
  return [documento.vigencia, documento.tipo, numberOf(numeros, documento), consecutivo];
}

function numberOf(numeros: Budget['numeros'], documento: Documento): string {
  const numero = numeros.get(documento);
  if (numero === undefined) throw new RangeError('A document that was not numbered.');
  return numero;
}

function text(column: string): string {
  return `${column} TEXT`;
}
