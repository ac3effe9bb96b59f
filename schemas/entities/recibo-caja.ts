import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { ACH, CGC, DIAN } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { cuenta } from '../scalars/cuenta.ts';
import { dinero } from '../scalars/dinero.ts';
import { documento } from '../scalars/documento.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** Two calendars: `fecha` is the day of posting, `fecha_recaudo` the bank's. In the key, a null tipo is a single numbering. */
export const reciboCaja = defineEntity({
  name: 'recibo_caja',
  version: 1,
  summary: 'Un recibo de caja de tesorería.',
  domain: 'tesoreria',
  schema: z.object({
    vigencia: campo(vigencia, interno('Vigencia de la numeración')),
    tipo: opcional(codigo, interno('Tipo de recibo, como lo codifica la fuente')),
    numero: campo(codigo, interno('Número del recibo')),
    fecha: campo(fecha, interno('Fecha del recibo')),
    fecha_recaudo: opcional(fecha, interno('Día en que el banco recibió el dinero')),
    tipo_documento: opcional(tipoDocumento, interno('Tipo de documento del tercero', { norm: DIAN })),
    tercero: opcional(documento, interno('Documento del tercero')),
    banco: opcional(codigo, interno('Banco', { norm: ACH })),
    cuenta_bancaria: opcional(codigo, interno('Cuenta bancaria en la que entra')),
    cuenta: opcional(cuenta, interno('Cuenta contable de caja o banco', { norm: CGC })),
    documento_origen: opcional(codigo, interno('Número de la liquidación o factura que se paga')),
    concepto: opcional(texto, interno('Concepto o detalle')),
    valor: campo(dinero, interno('Valor recibido', { unit: 'COP' })),
    tipo_comprobante: opcional(codigo, interno('Comprobante de contabilidad: su tipo')),
    numero_comprobante: opcional(codigo, interno('Comprobante de contabilidad: su número')),
    estado: campo(opcion(['registrado', 'anulado']), interno('Estado del recibo')),
  }),
  key: ['vigencia', 'tipo', 'numero'],
});
