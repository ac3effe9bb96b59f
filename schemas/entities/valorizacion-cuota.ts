import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { DIAN } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { documento } from '../scalars/documento.ts';
import { entero } from '../scalars/entero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';

/** A predio may have more than one beneficiary; each has its own instalments. */
export const valorizacionCuota = defineEntity({
  name: 'valorizacion_cuota',
  version: 1,
  summary: 'Una cuota de la contribución de valorización de un predio en un proyecto.',
  domain: 'contribuciones',
  schema: z.object({
    proyecto: campo(codigo, interno('Proyecto de obra que se distribuye')),
    predio: campo(codigo, interno('Código del predio como lo escribe su fuente')),
    beneficiario: campo(codigo, interno('Orden del beneficiario dentro del predio')),
    cuota: campo(entero, interno('Número de la cuota, desde 1', { unit: 'cuota' })),
    acto: opcional(texto, interno('Acto que distribuye la contribución')),
    fecha_acto: opcional(fecha, interno('Fecha del acto')),
    tipo_documento: opcional(
      tipoDocumento,
      reservado('hacienda', 'Tipo de documento de quien contribuye', { norm: DIAN }),
    ),
    tercero: opcional(documento, reservado('hacienda', 'Documento de quien contribuye')),
    fecha_limite: opcional(fecha, interno('Último día de pago')),
    valor: campo(dinero, reservado('hacienda', 'Valor de la cuota', { unit: 'COP' })),
    abonado: opcional(dinero, reservado('hacienda', 'Valor ya pagado', { unit: 'COP' })),
    interes: opcional(dinero, reservado('hacienda', 'Interés de mora', { unit: 'COP' })),
    factura: opcional(codigo, interno('Factura que la cobra')),
    recibo: opcional(codigo, interno('Recibo con que se pagó')),
    fecha_pago: opcional(fecha, interno('Día en que se pagó')),
    estado: campo(
      opcion(['pendiente', 'pagada', 'en_acuerdo', 'anulada']),
      reservado('hacienda', 'Estado de la cuota'),
    ),
  }),
  key: ['proyecto', 'predio', 'beneficiario', 'cuota'],
});
