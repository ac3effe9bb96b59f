import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { codigo } from '../scalars/codigo.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';

/** The only bridge between generations of cadastral codes: one is never cut out of the other. */
export const predioAlias = defineEntity({
  name: 'predio_alias',
  version: 1,
  summary: 'Otro código por el que se conoce o se conoció un predio.',
  domain: 'catastro',
  schema: z.object({
    predio: campo(codigo, abierto('Código del predio como lo escribe su fuente')),
    clase: campo(
      opcion(['numero_predial', 'codigo_predial', 'nupre', 'matricula', 'interno']),
      abierto('Clase del otro código; interno: el de otro sistema del municipio'),
    ),
    codigo: campo(codigo, abierto('El otro código')),
    desde: opcional(fecha, abierto('Primer día en que vale')),
    hasta: opcional(fecha, abierto('Último día en que vale')),
    acto: opcional(texto, abierto('Resolución o acto que lo cambió')),
  }),
  key: ['predio', 'clase', 'codigo'],
});
