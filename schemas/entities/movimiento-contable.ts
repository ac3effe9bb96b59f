import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { CCPET, CGC, CUIPO } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { cuenta } from '../scalars/cuenta.ts';
import { dinero } from '../scalars/dinero.ts';
import { documento } from '../scalars/documento.ts';
import { entero } from '../scalars/entero.ts';
import { fecha } from '../scalars/fecha.ts';
import { rubro } from '../scalars/rubro.ts';
import { texto } from '../scalars/texto.ts';
import { periodo, vigencia } from '../scalars/vigencia.ts';

/** Of debit and credit one is 0.00 as a rule; reversals are negative in practice. A null unidad: see `comprobante`. */
export const movimientoContable = defineEntity({
  name: 'movimiento_contable',
  version: 1,
  summary: 'Una línea de un comprobante de contabilidad.',
  domain: 'contabilidad',
  schema: z.object({
    unidad: opcional(codigo, interno('Unidad o entidad contable')),
    vigencia: campo(vigencia, interno('Vigencia del comprobante')),
    tipo: campo(codigo, interno('Tipo de comprobante, como lo codifica la fuente')),
    numero: campo(codigo, interno('Número del comprobante')),
    consecutivo: campo(entero, interno('Línea dentro del comprobante', { unit: 'línea' })),
    periodo: campo(periodo, interno('0: saldos iniciales. 1 a 12: mes. 13: cierre', { unit: 'periodo' })),
    fecha: campo(fecha, interno('Fecha del comprobante')),
    fecha_registro: opcional(fecha, interno('Día en que se registró la línea')),
    cuenta: campo(cuenta, interno('Cuenta contable, sin puntos', { norm: CGC })),
    debito: campo(dinero, interno('Valor débito', { unit: 'COP' })),
    credito: campo(dinero, interno('Valor crédito', { unit: 'COP' })),
    tercero: opcional(documento, interno('Documento del tercero')),
    fuente: opcional(codigo, interno('Fuente de financiación', { norm: CUIPO })),
    rubro: opcional(rubro, interno('Rubro del presupuesto', { norm: CCPET })),
    centro_costo: opcional(codigo, interno('Centro de costo')),
    cuenta_bancaria: opcional(codigo, interno('Cuenta bancaria que mueve')),
    referencia: opcional(texto, interno('Referencia: factura, recibo u otro soporte')),
    detalle: opcional(texto, interno('Detalle de la línea')),
    vigencia_afectada: opcional(vigencia, interno('Documento afectado: su vigencia')),
    tipo_afectado: opcional(codigo, interno('Documento afectado: su tipo')),
    numero_afectado: opcional(codigo, interno('Documento afectado: su número')),
    consecutivo_afectado: opcional(entero, interno('Documento afectado: su línea', { unit: 'línea' })),
  }),
  key: ['unidad', 'vigencia', 'tipo', 'numero', 'consecutivo'],
});
