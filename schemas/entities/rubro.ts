import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { CCPET } from '../norms.ts';
import { entero } from '../scalars/entero.ts';
import { opcion } from '../scalars/opcion.ts';
import { rubro as codigoRubro } from '../scalars/rubro.ts';
import { texto } from '../scalars/texto.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** In the key, a null vigencia is a catalogue that the system keeps once for all years. */
export const rubro = defineEntity({
  name: 'rubro',
  version: 1,
  summary: 'Un rubro del presupuesto: del catálogo nacional o una extensión de la entidad.',
  domain: 'presupuesto',
  schema: z.object({
    vigencia: opcional(vigencia, abierto('Vigencia del catálogo')),
    rubro: campo(codigoRubro, abierto('Código del rubro; texto, nunca número', { norm: CCPET })),
    nombre: opcional(texto, abierto('Nombre del rubro')),
    clase: campo(opcion(['ingreso', 'gasto']), abierto('Parte del presupuesto a la que pertenece')),
    tipo: opcional(opcion(['A', 'C']), abierto('A: agregado de otros. C: de captura, recibe valores', { norm: CCPET })),
    nivel: opcional(entero, abierto('Nivel que le da la fuente', { unit: 'nivel' })),
    padre: opcional(codigoRubro, abierto('Rubro del que depende', { norm: CCPET })),
  }),
  key: ['vigencia', 'rubro'],
});
