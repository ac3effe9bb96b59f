import { solicitudSisben } from '../../schemas/entities/solicitud-sisben.ts';
import { codigo, documento, entero, fecha, opcion, opcional, texto } from '../fields/index.ts';
import { whole } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';
import { tipoDocumentoPorLetras } from './access-codes.ts';

/** Requests for a survey of the SISBEN, an Access application. */
export const sisben = defineSource({
  id: 'sisben',
  title: 'SISBEN: solicitudes de encuesta',
  owner: 'Oficina del SISBEN',
  driver: 'access',
  streams: [
    defineStream({
      id: 'solicitud',
      entity: solicitudSisben,
      table: 'Solicitudes',
      scope: whole(),
      fields: {
        numero: codigo('No Solicitud'),
        fecha: fecha('Fecha solicitud', { time: 'dropped' }),
        // A lookup: its cell keeps the number of a row of the table of classes.
        clase: opcion('Clase de solicitud', {
          1: 'nueva',
          2: 'inclusion',
          3: 'retiro',
          4: 'actualizacion',
          5: 'cambio_domicilio',
        }),
        tipo_documento: opcional(opcion('Tipo Doc', tipoDocumentoPorLetras)),
        documento: opcional(documento('Documento')),
        nombre: opcional(texto('Nombres y apellidos')),
        direccion: opcional(texto('Dirección')),
        sector: opcional(texto('Barrio o vereda')),
        telefono: opcional(texto('Celular')),
        encuestador: opcional(texto('Encuestador asignado')),
        fecha_visita: opcional(fecha('Fecha de visita', { time: 'dropped' })),
        ficha: opcional(codigo('No Ficha')),
        personas: opcional(entero('Personas hogar')),
        estado: opcion('Estado', {
          Recibida: 'recibida',
          Asignada: 'asignada',
          Visitada: 'visitada',
          Cargada: 'cargada',
          Rechazada: 'rechazada',
        }),
      },
    }),
  ],
});
