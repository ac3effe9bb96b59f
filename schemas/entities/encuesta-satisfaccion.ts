import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { bandera } from '../scalars/bandera.ts';
import { codigo } from '../scalars/codigo.ts';
import { entero } from '../scalars/entero.ts';
import { fecha } from '../scalars/fecha.ts';
import { texto } from '../scalars/texto.ts';

/** Made of the visit's own row. What was written in words is not carried: it may name people. */
export const encuestaSatisfaccion = defineEntity({
  name: 'encuesta_satisfaccion',
  version: 1,
  summary: 'Lo que respondió un visitante a la encuesta de satisfacción, sin decir quién es.',
  domain: 'recepcion',
  schema: z.object({
    visita: campo(codigo, interno('Número de la visita de la que sale')),
    fecha: campo(fecha, interno('Día de la visita')),
    dependencia: opcional(texto, interno('Dependencia que se visitó')),
    atencion: opcional(entero, interno('Calificación de la atención', { unit: '1 a 5' })),
    tiempo: opcional(entero, interno('Calificación del tiempo de espera', { unit: '1 a 5' })),
    claridad: opcional(entero, interno('Calificación de la claridad de la respuesta', { unit: '1 a 5' })),
    resuelto: opcional(bandera, interno('Dice que su asunto quedó resuelto')),
  }),
  key: ['visita'],
  conserva: { campo: 'fecha', meses: 60 },
});
