import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { CCPET, CGC, CUIPO } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { cuenta } from '../scalars/cuenta.ts';
import { dinero } from '../scalars/dinero.ts';
import { documento } from '../scalars/documento.ts';
import { entero } from '../scalars/entero.ts';
import { rubro } from '../scalars/rubro.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** One receipt fans out over several rubros and fuentes. A null tipo: see `recibo_caja`. */
export const reciboCajaConcepto = defineEntity({
  name: 'recibo_caja_concepto',
  version: 1,
  summary: 'La parte de un recibo de caja que entra por un concepto, rubro y fuente.',
  domain: 'tesoreria',
  schema: z.object({
    vigencia: campo(vigencia, interno('Vigencia de la numeración del recibo')),
    tipo: opcional(codigo, interno('Tipo de recibo, como lo codifica la fuente')),
    numero: campo(codigo, interno('Número del recibo')),
    consecutivo: campo(entero, interno('Línea dentro del recibo', { unit: 'línea' })),
    concepto: opcional(codigo, interno('Concepto de ingreso, como lo codifica la fuente')),
    vigencia_pagada: opcional(vigencia, interno('Vigencia que se paga')),
    rubro: opcional(rubro, interno('Rubro de ingreso', { norm: CCPET })),
    fuente: opcional(codigo, interno('Fuente de financiación', { norm: CUIPO })),
    cuenta: opcional(cuenta, interno('Cuenta contable que se acredita', { norm: CGC })),
    beneficiario: opcional(documento, interno('Entidad de la que es el dinero, si no es del municipio')),
    valor: campo(dinero, interno('Valor', { unit: 'COP' })),
  }),
  key: ['vigencia', 'tipo', 'numero', 'consecutivo'],
});
