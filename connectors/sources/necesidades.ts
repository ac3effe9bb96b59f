import { documentoPerdido } from '../../schemas/entities/documento-perdido.ts';
import { bandera, codigo, documento, fecha, opcion, opcional, texto } from '../fields/index.ts';
import { whole } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';
import { siNo, tipoDocumentoPorLetras } from './access-codes.ts';

/** The register of lost documents, an Access application. What people told of it in their own words is not read. */
export const necesidades = defineSource({
  id: 'necesidades',
  title: 'Necesidades: pérdida de documentos',
  owner: 'Inspección de Policía y Comisaría de Familia',
  driver: 'access',
  streams: [
    defineStream({
      id: 'documento-perdido',
      entity: documentoPerdido,
      table: 'Pérdida de documentos',
      scope: whole(),
      fields: {
        numero: codigo('Consecutivo'),
        fecha: fecha('Fecha denuncia', { time: 'dropped' }),
        dependencia: opcional(texto('Recibida en')),
        fecha_perdida: opcional(fecha('Fecha pérdida', { time: 'dropped' })),
        lugar: opcional(texto('Lugar')),
        tipo_documento: opcional(opcion('Tipo documento', tipoDocumentoPorLetras)),
        documento: opcional(documento('Número documento')),
        nombre: opcional(texto('Nombre completo')),
        telefono: opcional(texto('Teléfono')),
        documento_perdido: texto('Documento perdido'),
        numero_perdido: opcional(texto('Número perdido')),
        menor: bandera('Es menor', siNo),
        estado: opcion('Estado', { A: 'abierta', H: 'hallado', C: 'cerrada' }),
      },
    }),
  ],
});
