import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** In the key, a null concepto is a source that bills a vigencia as one sum; a null emision: see `factura_predial`. */
export const facturaPredialVigencia = defineEntity({
  name: 'factura_predial_vigencia',
  version: 1,
  summary: 'Lo que una factura de predial cobra por una vigencia y un concepto.',
  domain: 'predial',
  schema: z.object({
    vigencia: campo(vigencia, interno('Vigencia de la numeración de la factura')),
    numero: campo(codigo, interno('Número de la factura')),
    emision: opcional(codigo, interno('Emisión de la factura')),
    vigencia_facturada: campo(vigencia, interno('Vigencia que se cobra')),
    concepto: opcional(codigo, interno('Concepto que se cobra')),
    valor: campo(dinero, reservado('hacienda', 'Valor que se cobra', { unit: 'COP' })),
    interes: opcional(dinero, reservado('hacienda', 'Interés incluido en la factura', { unit: 'COP' })),
    descuento: opcional(dinero, reservado('hacienda', 'Descuento incluido en la factura', { unit: 'COP' })),
  }),
  key: ['vigencia', 'numero', 'emision', 'vigencia_facturada', 'concepto'],
});
