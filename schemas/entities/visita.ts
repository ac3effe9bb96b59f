import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { DIAN } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { documento } from '../scalars/documento.ts';
import { fecha, instante } from '../scalars/fecha.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';

/** The register of visitors: who came is for the reception only. */
export const visita = defineEntity({
  name: 'visita',
  version: 1,
  summary: 'Una visita que registra la recepción.',
  domain: 'recepcion',
  schema: z.object({
    numero: campo(codigo, interno('Número de la visita en el registro')),
    fecha: campo(fecha, interno('Día de la visita')),
    entrada: opcional(instante, interno('Hora de entrada')),
    salida: opcional(instante, interno('Hora de salida')),
    dependencia: opcional(texto, interno('Dependencia que se visita')),
    tipo_documento: opcional(tipoDocumento, reservado('recepcion', 'Tipo de documento', { norm: DIAN })),
    documento: opcional(documento, reservado('recepcion', 'Documento de quien visita')),
    nombre: opcional(texto, reservado('recepcion', 'Nombre de quien visita')),
    telefono: opcional(texto, reservado('recepcion', 'Teléfono')),
    correo: opcional(texto, reservado('recepcion', 'Correo electrónico')),
    funcionario: opcional(texto, reservado('recepcion', 'Persona que lo recibe')),
    asunto: opcional(texto, reservado('recepcion', 'Asunto')),
  }),
  key: ['numero'],
  conserva: { campo: 'fecha', meses: 24 },
});
