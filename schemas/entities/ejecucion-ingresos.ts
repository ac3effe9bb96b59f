import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { CCPET, CPC, CUIPO } from '../norms.ts';
import { dinero } from '../scalars/dinero.ts';
import { rubro } from '../scalars/rubro.ts';
import { texto } from '../scalars/texto.ts';
import { FILED, filing } from './filing.ts';

/**
 * Programming (CUIPO A) and execution (CUIPO B) of income; each form fills its own amounts. Classifiers are codes or names,
 * as the form writes them; null in the key is a classifier that the form does not have.
 */
export const ejecucionIngresos = defineEntity({
  name: 'ejecucion_ingresos',
  version: 1,
  summary: 'Una línea del presupuesto de ingresos y de su recaudo, como se reportó.',
  domain: 'presupuesto',
  schema: z.object({
    ...filing,
    rubro: campo(rubro, abierto('Rubro de ingreso', { norm: CCPET })),
    nombre: opcional(texto, abierto('Nombre del rubro')),
    cpc: opcional(texto, abierto('Producto', { norm: CPC })),
    detalle_sectorial: opcional(texto, abierto('Detalle sectorial', { norm: CUIPO })),
    fuente: opcional(texto, abierto('Fuente de financiación', { norm: CUIPO })),
    tercero: opcional(texto, abierto('Entidad de la que viene el ingreso', { norm: CUIPO })),
    politica_publica: opcional(texto, abierto('Política pública', { norm: CUIPO })),
    tipo_norma: opcional(texto, abierto('Tipo de la norma que da destinación', { norm: CUIPO })),
    numero_fecha_norma: opcional(
      texto,
      abierto('Número y fecha de esa norma, como los pega el formulario', { norm: CUIPO }),
    ),
    destinacion_especifica: opcional(texto, abierto('Si tiene destinación específica', { norm: CUIPO })),
    tipo_norma_destinacion: opcional(texto, abierto('Tipo de norma de la destinación específica', { norm: CUIPO })),
    presupuesto_inicial: opcional(dinero, abierto('Presupuesto inicial', { unit: FILED })),
    adiciones: opcional(dinero, abierto('Adiciones', { unit: FILED })),
    reducciones: opcional(dinero, abierto('Reducciones', { unit: FILED })),
    presupuesto_definitivo: opcional(dinero, abierto('Presupuesto definitivo', { unit: FILED })),
    recaudo_actual_sin_fondos: opcional(
      dinero,
      abierto('Recaudo de la vigencia actual sin situación de fondos', { unit: FILED }),
    ),
    recaudo_actual_con_fondos: opcional(
      dinero,
      abierto('Recaudo de la vigencia actual con situación de fondos', { unit: FILED }),
    ),
    recaudo_anterior_sin_fondos: opcional(
      dinero,
      abierto('Recaudo de vigencias anteriores sin situación de fondos', { unit: FILED }),
    ),
    recaudo_anterior_con_fondos: opcional(
      dinero,
      abierto('Recaudo de vigencias anteriores con situación de fondos', { unit: FILED }),
    ),
    total_recaudo: opcional(dinero, abierto('Recaudo total acumulado', { unit: FILED })),
  }),
  key: [
    'entidad',
    'formulario',
    'periodo_corte',
    'rubro',
    'cpc',
    'detalle_sectorial',
    'fuente',
    'tercero',
    'tipo_norma',
    'numero_fecha_norma',
    'politica_publica',
  ],
});
