import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { ACH, DIAN } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { documento } from '../scalars/documento.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** Gross less deductions is net; a cheque that was annulled keeps its amounts. */
export const egreso = defineEntity({
  name: 'egreso',
  version: 1,
  summary: 'Un comprobante de egreso: lo que tesorería paga a un tercero.',
  domain: 'tesoreria',
  schema: z.object({
    vigencia: campo(vigencia, interno('Vigencia de la numeración')),
    tipo: opcional(codigo, interno('Tipo de egreso, como lo codifica la fuente')),
    numero: campo(codigo, interno('Número del egreso')),
    fecha: campo(fecha, interno('Fecha del egreso')),
    fecha_pago: opcional(fecha, interno('Día en que el banco lo pagó')),
    tipo_documento: opcional(tipoDocumento, interno('Tipo de documento del tercero', { norm: DIAN })),
    tercero: opcional(documento, interno('Documento del tercero')),
    vigencia_obligacion: opcional(vigencia, interno('Obligación que paga: su vigencia')),
    tipo_obligacion: opcional(codigo, interno('Obligación que paga: su tipo')),
    numero_obligacion: opcional(codigo, interno('Obligación que paga: su número')),
    banco: opcional(codigo, interno('Banco', { norm: ACH })),
    cuenta_bancaria: opcional(codigo, interno('Cuenta bancaria de la que sale')),
    medio: opcional(opcion(['cheque', 'transferencia', 'efectivo', 'nota_debito']), interno('Medio de pago')),
    documento_pago: opcional(codigo, interno('Número del cheque, de la transferencia o de la nota')),
    concepto: opcional(texto, interno('Concepto o detalle')),
    bruto: campo(dinero, interno('Valor antes de deducciones', { unit: 'COP' })),
    deducciones: campo(dinero, interno('Suma de las deducciones', { unit: 'COP' })),
    neto: campo(dinero, interno('Valor que se gira', { unit: 'COP' })),
    tipo_comprobante: opcional(codigo, interno('Comprobante de contabilidad: su tipo')),
    numero_comprobante: opcional(codigo, interno('Comprobante de contabilidad: su número')),
    estado: campo(opcion(['registrado', 'girado', 'anulado']), interno('Estado del egreso')),
  }),
  key: ['vigencia', 'tipo', 'numero'],
});
