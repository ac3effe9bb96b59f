import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { documento } from '../scalars/documento.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** In the key, a null vigencia is a numbering that does not restart, a null vigencia_pagada a concept that has no year. */
export const recaudoConcepto = defineEntity({
  name: 'recaudo_concepto',
  version: 1,
  summary: 'La parte de un recaudo que paga un concepto de una vigencia.',
  domain: 'tesoreria',
  schema: z.object({
    vigencia: opcional(vigencia, interno('Vigencia del número de recibo')),
    numero: campo(codigo, interno('Número del recibo en el sistema que lo registró')),
    vigencia_pagada: opcional(vigencia, interno('Vigencia que se paga')),
    concepto: campo(codigo, interno('Concepto que se paga')),
    fecha_recaudo: opcional(fecha, interno('Día en que se recibió el pago')),
    predio: opcional(codigo, interno('Código del predio como lo escribe su fuente')),
    zona: opcional(opcion(['urbana', 'rural']), interno('Zona del predio')),
    valor: campo(dinero, interno('Valor pagado', { unit: 'COP' })),
    beneficiario: opcional(documento, interno('Entidad de la que es el dinero, si no es del municipio')),
  }),
  key: ['vigencia', 'numero', 'vigencia_pagada', 'concepto'],
});
