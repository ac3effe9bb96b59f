import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { vigencia } from '../scalars/vigencia.ts';

/**
 * A photograph: the source calculates interest anew each day and keeps no past, so what is not taken on its day cannot
 * be had later.
 */
export const saldoCartera = defineEntity({
  name: 'saldo_cartera',
  version: 1,
  summary: 'Lo que un predio debía por un concepto de una vigencia, en el día de un corte.',
  domain: 'predial',
  schema: z.object({
    fecha_corte: campo(fecha, interno('Día de la fotografía')),
    predio: campo(codigo, interno('Código del predio como lo escribe su fuente')),
    vigencia: campo(vigencia, interno('Vigencia que se debe')),
    concepto: campo(codigo, interno('Concepto: impuesto, sobretasa, otro')),
    clase_vigencia: opcional(
      opcion(['actual', 'anterior', 'dificil']),
      interno('Actual, anterior o de difícil recaudo'),
    ),
    capital: campo(dinero, reservado('hacienda', 'Capital que se debe', { unit: 'COP' })),
    interes: opcional(dinero, reservado('hacienda', 'Interés de mora a la fecha de corte', { unit: 'COP' })),
    estado: opcional(opcion(['pendiente', 'en_acuerdo', 'en_coactivo']), reservado('hacienda', 'Estado de la deuda')),
  }),
  key: ['fecha_corte', 'predio', 'vigencia', 'concepto'],
});
