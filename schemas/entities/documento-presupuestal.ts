import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { DIAN } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { documento } from '../scalars/documento.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';
import { vigencia } from '../scalars/vigencia.ts';

/**
 * An addition, a release and a reversal are documents of their own that name the one they change. Their amounts bear
 * their sign: what lowers is negative, so that a chain is a sum.
 */
export const documentoPresupuestal = defineEntity({
  name: 'documento_presupuestal',
  version: 1,
  summary:
    'El encabezado de un documento de la cadena presupuestal: CDP, RP, obligación, pago, reconocimiento o recaudo.',
  domain: 'presupuesto',
  schema: z.object({
    unidad: opcional(codigo, interno('Unidad ejecutora, como la codifica la fuente')),
    vigencia: campo(vigencia, interno('Vigencia de la numeración')),
    tipo: campo(codigo, interno('Tipo de documento, como lo codifica la fuente')),
    numero: campo(codigo, interno('Número dentro de unidad, vigencia y tipo')),
    clase: campo(
      opcion(['cdp', 'rp', 'obligacion', 'pago', 'reconocimiento', 'recaudo']),
      interno('Paso de la cadena presupuestal'),
    ),
    efecto: campo(
      opcion(['creacion', 'adicion', 'liberacion', 'reversion']),
      interno('Qué hace: crea, adiciona a otro, le libera saldo o lo reversa'),
    ),
    fecha: campo(fecha, interno('Fecha del documento')),
    fecha_registro: opcional(fecha, interno('Día en que se registró')),
    vence: opcional(fecha, interno('Último día en que vale, en un CDP')),
    tipo_documento: opcional(tipoDocumento, interno('Tipo de documento del tercero', { norm: DIAN })),
    tercero: opcional(documento, interno('Documento del tercero')),
    contrato: opcional(codigo, interno('Contrato o acto que lo respalda')),
    inicio_contrato: opcional(fecha, interno('Día en que empieza el contrato')),
    concepto: opcional(texto, interno('Objeto o concepto')),
    valor: campo(dinero, interno('Valor, negativo cuando libera o reversa', { unit: 'COP' })),
    vigencia_modificada: opcional(vigencia, interno('Documento que modifica: su vigencia')),
    tipo_modificado: opcional(codigo, interno('Documento que modifica: su tipo')),
    numero_modificado: opcional(codigo, interno('Documento que modifica: su número')),
    vigencia_soporte: opcional(vigencia, interno('Recibo de caja o egreso que lo soporta: su vigencia')),
    tipo_soporte: opcional(codigo, interno('Recibo de caja o egreso que lo soporta: su tipo')),
    numero_soporte: opcional(codigo, interno('Recibo de caja o egreso que lo soporta: su número')),
    estado: campo(opcion(['registrado', 'anulado', 'pendiente']), interno('Estado del documento')),
  }),
  key: ['unidad', 'vigencia', 'tipo', 'numero'],
});
