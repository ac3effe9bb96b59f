import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { CUIPO } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { texto } from '../scalars/texto.ts';
import { vigencia } from '../scalars/vigencia.ts';

/**
 * Budget systems cut or shorten the codes of the national catalogue: without this map their reports do not meet the
 * filings.
 */
export const mapaFuente = defineEntity({
  name: 'mapa_fuente',
  version: 1,
  summary: 'La fuente de financiación de CUIPO que corresponde a un código de fuente del sistema.',
  domain: 'presupuesto',
  schema: z.object({
    vigencia: campo(vigencia, abierto('Vigencia en la que rige')),
    fuente: campo(codigo, abierto('Fuente de financiación, como la codifica la fuente')),
    nombre: opcional(texto, abierto('Nombre de la fuente de financiación en el sistema')),
    fuente_cuipo: campo(codigo, abierto('Fuente de financiación', { norm: CUIPO })),
    norma: opcional(texto, abierto('Acto que da la destinación')),
  }),
  key: ['vigencia', 'fuente'],
});
