import type { SQLInputValue } from 'node:sqlite';
import type { StandInTable } from '../sqlite-file.ts';
import { dineroText } from '../town/town.ts';
import type { Accounts } from './accounting.ts';
import type { Comprobante, Movimiento } from './comprobante.ts';
import { voucherNumber } from './treasury.ts';

type Row = readonly SQLInputValue[];

const UNIDAD = '01';

export function comprobantes({ comprobantes: all }: Accounts): StandInTable {
  return {
    name: 'COMPROBANTES',
    columns: [
      'UNIDAD TEXT',
      'VIGENCIA INTEGER',
      'TIPO TEXT',
      'NUMERO TEXT',
      'PERIODO INTEGER',
      'FECHA TEXT',
      'FEC_REGISTRO TEXT',
      'TIPO_DOC TEXT',
      'TERCERO TEXT',
      'CONCEPTO TEXT',
      'ESTADO TEXT',
      'USUARIO TEXT',
    ],
    key: ['UNIDAD', 'VIGENCIA', 'TIPO', 'NUMERO'],
    rows: all.map((comprobante) => [
      ...keyOf(comprobante),
      comprobante.periodo,
      comprobante.fecha,
      `${comprobante.fecha} 16:40:00`,
      comprobante.tercero === null ? null : '31',
      comprobante.tercero,
      comprobante.concepto,
      'S',
      'CONTABILIDAD',
    ]),
  };
}

export function movimientos({ comprobantes: all }: Accounts): StandInTable {
  return {
    name: 'MOVIMIENTOS',
    columns: [
      'UNIDAD TEXT',
      'VIGENCIA INTEGER',
      'TIPO TEXT',
      'NUMERO TEXT',
      'CONSECUTIVO INTEGER',
      'PERIODO INTEGER',
      'FECHA TEXT',
      'FEC_REGISTRO TEXT',
      'CUENTA TEXT',
      'DEBITO TEXT',
      'CREDITO TEXT',
      'TERCERO TEXT',
      'FUENTE TEXT',
      'RUBRO TEXT',
      'CENTRO_COSTO TEXT',
      'CTA_BANCARIA TEXT',
      'REFERENCIA TEXT',
      'DETALLE TEXT',
      'ANO_AFECT INTEGER',
      'TIPO_AFECT TEXT',
      'NUMERO_AFECT TEXT',
      'CONSECUTIVO_AFECT INTEGER',
    ],
    key: ['UNIDAD', 'VIGENCIA', 'TIPO', 'NUMERO', 'CONSECUTIVO'],
    rows: all.flatMap((comprobante) => comprobante.lines.map((line, index) => movimientoRow(comprobante, line, index + 1))),
  };
}

function movimientoRow(comprobante: Comprobante, line: Movimiento, consecutivo: number): Row {
  return [
    ...keyOf(comprobante),
    consecutivo,
    comprobante.periodo,
    comprobante.fecha,
    `${comprobante.fecha} 16:40:00`,
    line.cuenta,
    dineroText(line.debito),
    dineroText(line.credito),
    line.tercero ?? comprobante.tercero,
    line.fuente ?? null,
    line.rubro ?? null,
    null,
    line.banco?.cuenta ?? null,
    line.referencia ?? null,
    comprobante.concepto,
    ...(line.afectado ?? [null, null, null, null]),
  ];
}

export function recibos({ recibos: all }: Accounts): StandInTable {
  return {
    name: 'RECIBOS_CAJA',
    columns: [
      'VIGENCIA INTEGER',
      'TIPO TEXT',
      'NUMERO TEXT',
      'FECHA TEXT',
      'FEC_RECAUDO TEXT',
      'TIPO_DOC TEXT',
      'TERCERO TEXT',
      'COD_BANCO TEXT',
      'CTA_BANCARIA TEXT',
      'CUENTA TEXT',
      'ID_RECAUDO TEXT',
      'CONCEPTO TEXT',
      'VALOR TEXT',
      'TIPO_CPTE TEXT',
      'NUMERO_CPTE TEXT',
      'ESTADO TEXT',
    ],
    key: ['VIGENCIA', 'TIPO', 'NUMERO'],
    rows: all.map(({ vigencia, tipo, numero, fecha, fechaRecaudo, banco, factura, concepto, valor }) => [
      vigencia,
      tipo,
      numero,
      fecha,
      fechaRecaudo,
      null,
      null,
      banco?.codigo ?? null,
      banco?.cuenta ?? null,
      banco?.cuentaContable ?? '11050101',
      factura,
      concepto,
      dineroText(valor),
      'ING',
      voucherNumber({ tipo, numero }),
      'S',
    ]),
  };
}

export function recibosConceptos({ recibos: all }: Accounts): StandInTable {
  return {
    name: 'RECIBOS_CAJA_CONCEPTOS',
    columns: [
      'VIGENCIA INTEGER',
      'TIPO TEXT',
      'NUMERO TEXT',
      'CONSECUTIVO INTEGER',
      'CONCEPTO TEXT',
      'VIG_PAGADA INTEGER',
      'RUBRO TEXT',
      'FUENTE TEXT',
      'CUENTA TEXT',
      'NIT_BENEFICIARIO TEXT',
      'VALOR TEXT',
    ],
    key: ['VIGENCIA', 'TIPO', 'NUMERO', 'CONSECUTIVO'],
    rows: all.flatMap(({ vigencia, tipo, numero, lines }) =>
      lines.map(({ posting, vigenciaPagada, valor }, index): Row => [
        vigencia,
        tipo,
        numero,
        index + 1,
        posting.concepto,
        vigenciaPagada,
        posting.rubro,
        posting.fuente,
        valor < 0 ? posting.cuentaDebito : posting.cuentaCredito,
        posting.beneficiario,
        dineroText(valor),
      ]),
    ),
  };
}

function keyOf({ vigencia, tipo, numero }: Comprobante): [string, number, string, string] {
  return [UNIDAD, vigencia, tipo, numero];
}
