import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno } from '../field-meta.ts';
import { DIAN } from '../norms.ts';
import { codigo } from '../scalars/codigo.ts';
import { digitoVerificacion, documento } from '../scalars/documento.ts';
import { divipola } from '../scalars/divipola.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';

/** In the key, a null kind of document is what legacy systems hold where nobody said it; another kind is another tercero. */
export const tercero = defineEntity({
  name: 'tercero',
  version: 1,
  summary: 'Una persona o entidad con la que el municipio tiene cuentas, como la conoce una fuente.',
  domain: 'terceros',
  schema: z.object({
    tipo_documento: opcional(tipoDocumento, interno('Tipo de documento', { norm: DIAN })),
    documento: campo(documento, interno('Número de documento, sin dígito de verificación')),
    digito_verificacion: opcional(
      digitoVerificacion,
      interno('Dígito de verificación del NIT, como lo guarda la fuente'),
    ),
    sucursal: opcional(codigo, interno('Sucursal del tercero')),
    nombre: opcional(texto, interno('Nombre completo, donde la fuente lo tiene en un solo campo')),
    razon_social: opcional(texto, interno('Razón social de una entidad')),
    primer_apellido: opcional(texto, interno('Primer apellido')),
    segundo_apellido: opcional(texto, interno('Segundo apellido')),
    primer_nombre: opcional(texto, interno('Primer nombre')),
    otros_nombres: opcional(texto, interno('Otros nombres')),
    direccion: opcional(texto, interno('Dirección')),
    municipio: opcional(divipola, interno('Municipio de la dirección', { norm: 'DIVIPOLA, DANE' })),
    telefono: opcional(texto, interno('Teléfono')),
    correo: opcional(texto, interno('Correo electrónico')),
    reemplazado_por: opcional(documento, interno('Documento con el que la fuente lo unificó después')),
  }),
  key: ['tipo_documento', 'documento'],
});
