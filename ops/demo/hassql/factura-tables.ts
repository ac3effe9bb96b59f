import type { StandInTable } from '../sqlite-file.ts';
import { dineroText, sumOf } from '../town/town.ts';
import type { Town } from '../town/town.ts';
import { documentOf, facturaKey } from './cells.ts';
import type { Row } from './cells.ts';

export function facturas({ facturas: all }: Town): StandInTable {
  const estados = { vigente: 'V', pagada: 'P', reemplazada: 'R' };
  return {
    name: 'FACTURAS',
    columns: [
      'VIGENCIA INTEGER',
      'NUM_FACTURA TEXT',
      'EMISION TEXT',
      'FEC_EMISION TEXT',
      'CEDULA_CATASTRAL TEXT',
      'TIPO_DOC TEXT',
      'DOCUMENTO TEXT',
      'VLR_TOTAL TEXT',
      'REFERENCIA TEXT',
      'ESTADO TEXT',
    ],
    key: ['VIGENCIA', 'NUM_FACTURA', 'EMISION'],
    rows: all.map((factura) => [
      ...facturaKey(factura),
      factura.fecha,
      factura.predio.codigo,
      ...(factura.predio.titulares[0] ? documentOf(factura.predio.titulares[0].persona) : [null, null]),
      dineroText(factura.plazos.at(-1)?.total ?? 0),
      factura.numero.padStart(24, '0'),
      estados[factura.estado],
    ]),
  };
}

export function facturasVigencias({ facturas: all }: Town): StandInTable {
  return {
    name: 'FACTURAS_VIGENCIAS',
    columns: ['VIGENCIA INTEGER', 'NUM_FACTURA TEXT', 'EMISION TEXT', 'VIG_FACTURADA INTEGER', 'VLR_CAPITAL TEXT', 'VLR_INTERES TEXT'],
    key: ['VIGENCIA', 'NUM_FACTURA', 'EMISION', 'VIG_FACTURADA'],
    rows: all.flatMap((factura) =>
      factura.deudas.map(({ vigencia, valores }): Row => {
        const interes = valores.interes ?? 0;
        return [...facturaKey(factura), vigencia, dineroText(sumOf(valores) - interes), dineroText(interes)];
      }),
    ),
  };
}

export function facturasPlazos({ facturas: all }: Town): StandInTable {
  return {
    name: 'FACTURAS_PLAZOS',
    columns: ['VIGENCIA INTEGER', 'NUM_FACTURA TEXT', 'EMISION TEXT', 'NUM_PLAZO INTEGER', 'FEC_LIMITE TEXT', 'VLR_TOTAL TEXT', 'VLR_DESCUENTO TEXT'],
    key: ['VIGENCIA', 'NUM_FACTURA', 'EMISION', 'NUM_PLAZO'],
    rows: all.flatMap((factura) =>
      factura.plazos.map(({ n, fecha, total, descuento }): Row => [
        ...facturaKey(factura),
        n,
        fecha,
        dineroText(total),
        dineroText(descuento),
      ]),
    ),
  };
}
