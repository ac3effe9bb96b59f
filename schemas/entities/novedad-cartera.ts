import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { entero } from '../scalars/entero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { vigencia } from '../scalars/vigencia.ts';

/**
 * The amount bears its sign: what lowers the debt is negative. An agreement changes no amount of itself.
 */
export const novedadCartera = defineEntity({
  name: 'novedad_cartera',
  version: 1,
  summary:
    'Lo que cambia una deuda de predial sin que entre dinero: descuento, prescripción, exención, ajuste o acuerdo de pago.',
  domain: 'predial',
  schema: z.object({
    clase: campo(opcion(['descuento', 'prescripcion', 'exencion', 'ajuste', 'acuerdo']), interno('Clase de novedad')),
    numero: campo(codigo, interno('Número de la novedad o de su acto')),
    predio: campo(codigo, interno('Código del predio como lo escribe su fuente')),
    vigencia: campo(vigencia, interno('Vigencia de la deuda')),
    concepto: opcional(codigo, interno('Concepto: impuesto, sobretasa, otro')),
    fecha: campo(fecha, interno('Día desde el que vale')),
    acto: opcional(texto, interno('Acto administrativo')),
    fecha_acto: opcional(fecha, interno('Fecha del acto')),
    valor: campo(dinero, reservado('hacienda', 'Cambio del capital, negativo cuando baja', { unit: 'COP' })),
    interes: opcional(dinero, reservado('hacienda', 'Cambio del interés, negativo cuando baja', { unit: 'COP' })),
    cuotas: opcional(entero, reservado('hacienda', 'Cuotas de un acuerdo de pago', { unit: 'cuotas' })),
    cuota_inicial: opcional(dinero, reservado('hacienda', 'Cuota inicial de un acuerdo de pago', { unit: 'COP' })),
    estado: campo(
      opcion(['vigente', 'cumplida', 'incumplida', 'anulada']),
      reservado('hacienda', 'Estado de la novedad'),
    ),
  }),
  key: ['clase', 'numero', 'predio', 'vigencia', 'concepto'],
});
