import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { IGAC } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { decimal } from '../scalars/decimal.ts';
import { dinero } from '../scalars/dinero.ts';
import { fecha } from '../scalars/fecha.ts';
import { texto } from '../scalars/texto.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** A predio has one owner row for each owner in the cadastral files; its valuation counts once. */
export const avaluo = defineEntity({
  name: 'avaluo',
  version: 1,
  summary: 'El avalúo catastral de un predio en una vigencia.',
  domain: 'catastro',
  schema: z.object({
    predio: campo(codigo, abierto('Código del predio como lo escribe su fuente')),
    vigencia: campo(vigencia, abierto('Vigencia del avalúo')),
    valor: campo(dinero, abierto('Avalúo catastral', { unit: 'COP' })),
    destino: opcional(codigo, abierto('Destino económico', { norm: 'Resolución IGAC 70 de 2011, artículo 86' })),
    area_terreno: opcional(decimal(2), abierto('Área del terreno', { unit: 'm2' })),
    area_construida: opcional(decimal(2), abierto('Área construida', { unit: 'm2' })),
    desde: opcional(fecha, abierto('Día desde el que vale')),
    acto: opcional(texto, abierto('Resolución que lo fijó')),
    fecha_acto: opcional(fecha, abierto('Fecha de la resolución')),
    predio_anterior: opcional(codigo, abierto('Código anterior del predio', { norm: IGAC })),
  }),
  key: ['predio', 'vigencia'],
});
