import { z } from 'zod';
import { campo, defineEntity, opcional } from '../entity.ts';
import { interno, reservado } from '../field-meta.ts';
import { DIAN } from '../norms.ts';
import { bandera } from '../scalars/bandera.ts';
import { codigo } from '../scalars/codigo.ts';
import { documento } from '../scalars/documento.ts';
import { fecha } from '../scalars/fecha.ts';
import { opcion } from '../scalars/opcion.ts';
import { texto } from '../scalars/texto.ts';
import { tipoDocumento } from '../scalars/tipo-documento.ts';

/** Its people may be minors: everything that tells who is for the inspection only. */
export const documentoPerdido = defineEntity({
  name: 'documento_perdido',
  version: 1,
  summary: 'Una constancia por pérdida de documentos ante la inspección de policía o la comisaría de familia.',
  domain: 'inspeccion',
  schema: z.object({
    numero: campo(codigo, interno('Número de la constancia')),
    fecha: campo(fecha, interno('Día en que se denunció')),
    dependencia: opcional(texto, interno('Inspección o comisaría que la recibió')),
    fecha_perdida: opcional(fecha, reservado('inspeccion', 'Día en que se perdió')),
    lugar: opcional(texto, reservado('inspeccion', 'Lugar de la pérdida')),
    tipo_documento: opcional(
      tipoDocumento,
      reservado('inspeccion', 'Tipo de documento de quien denuncia', { norm: DIAN }),
    ),
    documento: opcional(documento, reservado('inspeccion', 'Documento de quien denuncia')),
    nombre: opcional(texto, reservado('inspeccion', 'Nombre de quien denuncia')),
    telefono: opcional(texto, reservado('inspeccion', 'Teléfono')),
    documento_perdido: campo(texto, reservado('inspeccion', 'Qué documento se perdió')),
    numero_perdido: opcional(texto, reservado('inspeccion', 'Número del documento perdido')),
    menor: opcional(bandera, reservado('inspeccion', 'El documento es de un menor de edad')),
    estado: campo(opcion(['abierta', 'hallado', 'cerrada']), interno('Estado de la constancia')),
  }),
  key: ['numero'],
  conserva: { campo: 'fecha', meses: 60 },
});
