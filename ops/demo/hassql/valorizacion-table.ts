import type { StandInTable } from '../sqlite-file.ts';
import { dineroText } from '../town/town.ts';
import type { Town } from '../town/town.ts';
import { distributedOn, distributeStreet, PROYECTO } from '../town/valorizacion.ts';
import type { Cuota } from '../town/valorizacion.ts';
import { documentOf } from './cells.ts';
import type { Row } from './cells.ts';

export function valorizacionCuotas(town: Town): StandInTable {
  return {
    name: 'VALORIZACION_CUOTAS',
    columns: [
      'COD_PROYECTO TEXT',
      'CEDULA_CATASTRAL TEXT',
      'NUM_ORDEN TEXT',
      'NUM_CUOTA INTEGER',
      'ACUERDO TEXT',
      'FEC_ACUERDO TEXT',
      'TIPO_DOC TEXT',
      'DOCUMENTO TEXT',
      'FEC_LIMITE TEXT',
      'VLR_CUOTA TEXT',
      'VLR_ABONADO TEXT',
      'VLR_INTERES TEXT',
      'NUM_FACTURA TEXT',
      'NUM_RECIBO TEXT',
      'FEC_PAGO TEXT',
      'ESTADO TEXT',
    ],
    key: ['COD_PROYECTO', 'CEDULA_CATASTRAL', 'NUM_ORDEN', 'NUM_CUOTA'],
    rows: distributeStreet(town).map((cuota) => rowOf(cuota, distributedOn(town))),
  };
}

function rowOf({ predio, titular, numero, limite, valor, anulada, pago }: Cuota, distributed: string): Row {
  return [
    ...[PROYECTO.codigo, predio.codigo, titular.orden, numero, PROYECTO.acuerdo, distributed],
    ...documentOf(titular.persona),
    ...[limite, dineroText(valor), dineroText(pago === null ? 0 : valor), '0.00', null],
    ...[pago?.recibo ?? null, pago?.fecha ?? null, anulada ? 'N' : pago === null ? 'P' : 'C'],
  ];
}
