import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { DIAN } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { decimal } from '../scalars/decimal.ts';
import { documento } from '../scalars/documento.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';
import { vigencia } from '../scalars/vigencia.ts';

/** Sums over predios take order 001 only: areas and avalúo repeat per owner. A null vigencia: the source keeps today's owners. */
export const predioTitular = defineEntity({
  name: 'predio_titular',
  version: 1,
  summary: 'Un propietario o poseedor de un predio.',
  domain: 'catastro',
  schema: z.object({
    predio: campo(codigo, interno('Código del predio como lo escribe su fuente')),
    vigencia: opcional(vigencia, interno('Vigencia en la que figura')),
    orden: campo(codigo, interno('Orden del titular; 001 es el principal', { norm: 'Registro 1, IGAC' })),
    tipo_documento: opcional(tipoDocumento, reservado('hacienda', 'Tipo de documento', { norm: DIAN })),
    documento: opcional(documento, reservado('hacienda', 'Documento del titular')),
    nombre: opcional(texto, reservado('hacienda', 'Nombre del titular')),
    porcentaje: opcional(decimal(4), reservado('hacienda', 'Parte que le corresponde', { unit: '%' })),
  }),
  key: ['predio', 'vigencia', 'orden'],
});
