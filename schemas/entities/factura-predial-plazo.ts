import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { entero } from '../scalars/entero.ts';
import { fecha } from '../scalars/fecha.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** What is owed is a function of the day on which the bank was paid. A null emision: see `factura_predial`. */
export const facturaPredialPlazo = defineEntity({
  name: 'factura_predial_plazo',
  version: 1,
  summary: 'Un plazo de pago de una factura de predial, con el total que vale hasta ese día.',
  domain: 'predial',
  schema: z.object({
    vigencia: campo(vigencia, interno('Vigencia de la numeración de la factura')),
    numero: campo(codigo, interno('Número de la factura')),
    emision: opcional(codigo, interno('Emisión de la factura')),
    plazo: campo(entero, interno('Orden del plazo, desde 1', { unit: 'plazo' })),
    fecha_limite: campo(fecha, interno('Último día del plazo')),
    total: campo(dinero, reservado('hacienda', 'Total si se paga dentro del plazo', { unit: 'COP' })),
    descuento: opcional(dinero, reservado('hacienda', 'Descuento del plazo', { unit: 'COP' })),
  }),
  key: ['vigencia', 'numero', 'emision', 'plazo'],
});
