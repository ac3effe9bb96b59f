import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { codigo } from '../scalars/codigo.ts';
import { decimal } from '../scalars/decimal.ts';
import { dinero } from '../scalars/dinero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { vigencia } from '../scalars/vigencia.ts';

const estados = ['pendiente', 'pagada', 'en_acuerdo', 'prescrita', 'exenta', 'anulada', 'en_coactivo'] as const;

/** Interest grows by the day and is overwritten in the source: `fecha_corte` says of which day it is. */
export const liquidacionPredial = defineEntity({
  name: 'liquidacion_predial',
  version: 1,
  summary: 'Lo que un predio debe o debió por un concepto de una vigencia.',
  domain: 'predial',
  schema: z.object({
    predio: campo(codigo, interno('Código del predio como lo escribe su fuente')),
    vigencia: campo(vigencia, interno('Vigencia que se liquida')),
    concepto: campo(codigo, interno('Concepto: impuesto, sobretasa, otro')),
    base: opcional(dinero, interno('Base gravable', { unit: 'COP' })),
    tarifa: opcional(decimal(4), interno('Tarifa', { unit: 'por mil', norm: 'Acuerdo municipal' })),
    valor: campo(dinero, reservado('hacienda', 'Valor liquidado', { unit: 'COP' })),
    descuento: opcional(dinero, reservado('hacienda', 'Descuento', { unit: 'COP' })),
    interes: opcional(dinero, reservado('hacienda', 'Interés de mora a la fecha de corte', { unit: 'COP' })),
    pagado: opcional(dinero, reservado('hacienda', 'Valor ya pagado', { unit: 'COP' })),
    saldo: opcional(dinero, reservado('hacienda', 'Saldo a la fecha de corte', { unit: 'COP' })),
    fecha_liquidacion: opcional(fecha, interno('Día en que se liquidó')),
    fecha_corte: opcional(fecha, interno('Día al que están calculados interés y saldo')),
    estado: opcional(opcion(estados), reservado('hacienda', 'Estado de la vigencia')),
    factura: opcional(codigo, interno('Última factura que la cobra')),
  }),
  key: ['predio', 'vigencia', 'concepto'],
});
