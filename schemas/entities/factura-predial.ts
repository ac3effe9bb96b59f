import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { DIAN } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { documento } from '../scalars/documento.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** A number comes again after a reprint, an annulment or a year; a null emision is a source that tells no emissions apart. */
export const facturaPredial = defineEntity({
  name: 'factura_predial',
  version: 1,
  summary: 'Una factura de predial, cada emisión por separado.',
  domain: 'predial',
  schema: z.object({
    vigencia: campo(vigencia, interno('Vigencia de la numeración')),
    numero: campo(codigo, interno('Número de la factura')),
    emision: opcional(codigo, interno('Lo que distingue las emisiones de un número: su hora o su consecutivo')),
    fecha_emision: opcional(fecha, interno('Día en que se emitió')),
    predio: campo(codigo, interno('Código del predio como lo escribe su fuente')),
    tipo_documento: opcional(
      tipoDocumento,
      reservado('hacienda', 'Tipo de documento de quien se factura', { norm: DIAN }),
    ),
    documento: opcional(documento, reservado('hacienda', 'Documento de quien se factura')),
    total: opcional(dinero, reservado('hacienda', 'Total sin descuentos', { unit: 'COP' })),
    referencia: opcional(texto, interno('Referencia de pago impresa en el código de barras')),
    estado: campo(
      opcion(['vigente', 'pagada', 'reemplazada', 'anulada']),
      reservado('hacienda', 'Estado de la factura'),
    ),
  }),
  key: ['vigencia', 'numero', 'emision'],
});
