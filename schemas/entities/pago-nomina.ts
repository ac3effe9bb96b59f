import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { ACH } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { dinero } from '../scalars/dinero.ts';
import { entero } from '../scalars/entero.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { seudonimo } from '../scalars/seudonimo.ts';
import { texto } from '../scalars/texto.ts';
import { periodo, vigencia } from '../scalars/vigencia.ts';

/**
 * The employee is the pseudonym of `nomina_linea`; the number of the account that is paid into is not carried.
 */
export const pagoNomina = defineEntity({
  name: 'pago_nomina',
  version: 1,
  summary: 'Lo que se gira a un empleado por una nómina.',
  domain: 'nomina',
  schema: z.object({
    vigencia: campo(vigencia, interno('Vigencia de la nómina')),
    mes: campo(periodo, interno('Mes de la nómina, 1 a 12', { unit: 'mes' })),
    nomina: campo(codigo, interno('Nómina dentro del mes, como la codifica la fuente')),
    empleado: campo(seudonimo, reservado('talento_humano', 'Seudónimo del empleado')),
    consecutivo: opcional(entero, reservado('talento_humano', 'Giro, donde hay más de uno', { unit: 'giro' })),
    fecha: campo(fecha, reservado('talento_humano', 'Día del giro')),
    banco: opcional(codigo, reservado('talento_humano', 'Banco que recibe', { norm: ACH })),
    valor: campo(dinero, reservado('talento_humano', 'Valor girado', { unit: 'COP' })),
    estado: campo(opcion(['ordenado', 'pagado', 'rechazado']), reservado('talento_humano', 'Estado del giro')),
    causal: opcional(texto, reservado('talento_humano', 'Causal de rechazo, como la escribe el banco')),
    vigencia_egreso: opcional(vigencia, reservado('talento_humano', 'Egreso que lo paga: su vigencia')),
    egreso: opcional(codigo, reservado('talento_humano', 'Egreso que lo paga: su número')),
  }),
  key: ['vigencia', 'mes', 'nomina', 'empleado', 'consecutivo'],
});
