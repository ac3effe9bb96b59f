import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { DIAN } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { documento } from '../scalars/documento.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';
import { periodo, vigencia } from '../scalars/vigencia.ts';

/** Numbers restart every year and in every type. In the key, a null unidad is a system that keeps one unit only. */
export const comprobante = defineEntity({
  name: 'comprobante',
  version: 1,
  summary: 'El encabezado de un comprobante de contabilidad.',
  domain: 'contabilidad',
  schema: z.object({
    unidad: opcional(codigo, interno('Unidad o entidad contable')),
    vigencia: campo(vigencia, interno('Vigencia de la numeración')),
    tipo: campo(codigo, interno('Tipo de comprobante, como lo codifica la fuente')),
    numero: campo(codigo, interno('Número dentro de unidad, vigencia y tipo')),
    periodo: campo(periodo, interno('0: saldos iniciales. 1 a 12: mes. 13: cierre', { unit: 'periodo' })),
    fecha: campo(fecha, interno('Fecha del comprobante')),
    fecha_registro: opcional(fecha, interno('Día en que se registró')),
    tipo_documento: opcional(tipoDocumento, interno('Tipo de documento del tercero', { norm: DIAN })),
    tercero: opcional(documento, interno('Documento del tercero')),
    concepto: opcional(texto, interno('Concepto o detalle')),
    estado: campo(opcion(['registrado', 'anulado', 'pendiente']), interno('Estado del comprobante')),
    usuario: opcional(texto, interno('Usuario que lo registró')),
  }),
  key: ['unidad', 'vigencia', 'tipo', 'numero'],
});
