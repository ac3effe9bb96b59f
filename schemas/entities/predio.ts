import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { abierto } from '../field-meta.ts';
import { codigo } from '../scalars/codigo.ts';
import { codigoPredial } from '../scalars/codigo-predial.ts';
import { decimal } from '../scalars/decimal.ts';
import { dinero } from '../scalars/dinero.ts';
import { divipola } from '../scalars/divipola.ts';
import { entero } from '../scalars/entero.ts';
import { matricula } from '../scalars/matricula.ts';
import { numeroPredial } from '../scalars/numero-predial.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { vigencia } from '../scalars/vigencia.ts';

const NPN = 'Número predial nacional, IGAC';

/** Without its owners: those are `predio_titular`. Its key is the code as its source writes it; others are `predio_alias`. */
export const predio = defineEntity({
  name: 'predio',
  version: 1,
  summary: 'Un predio como lo conoce una fuente, con su avalúo y sin sus propietarios.',
  domain: 'catastro',
  schema: z.object({
    predio: campo(codigo, abierto('Código del predio como lo escribe su fuente')),
    numero_predial: opcional(numeroPredial, abierto('Número predial nacional, 30 dígitos', { norm: NPN })),
    codigo_predial: opcional(codigoPredial, abierto('Código predial anterior, 20 o 15 dígitos', { norm: 'IGAC' })),
    nupre: opcional(codigo, abierto('Código homologado (NUPRE), 11 caracteres', { norm: 'IGAC' })),
    matricula: opcional(matricula, abierto('Matrícula inmobiliaria, círculo-número', { norm: 'SNR' })),
    municipio: opcional(divipola, abierto('Municipio', { norm: 'DIVIPOLA, DANE' })),
    direccion: opcional(texto, abierto('Dirección o nombre del predio')),
    zona: opcional(codigo, abierto('Zona. 00: rural. 01: urbana. 02 en adelante: centros poblados', { norm: NPN })),
    condicion: opcional(codigo, abierto('Condición de propiedad', { norm: NPN })),
    destino: opcional(codigo, abierto('Destino económico', { norm: 'Resolución IGAC 70 de 2011, artículo 86' })),
    estrato: opcional(entero, abierto('Estrato', { unit: 'estrato' })),
    area_terreno: opcional(decimal(2), abierto('Área del terreno', { unit: 'm2' })),
    area_construida: opcional(decimal(2), abierto('Área construida', { unit: 'm2' })),
    avaluo: opcional(dinero, abierto('Avalúo catastral', { unit: 'COP' })),
    vigencia_avaluo: opcional(vigencia, abierto('Vigencia del avalúo')),
    estado: opcional(opcion(['activo', 'cancelado']), abierto('Estado en la fuente')),
  }),
  key: ['predio'],
});
