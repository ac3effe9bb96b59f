import { addDays } from '../../../ops/demo/town/calendar.ts';
import type { Random } from '../../../ops/demo/town/random.ts';
import { day, moment, namesTable, none, numbered, text, whole } from './application.ts';
import type { Application, Mark } from './application.ts';

const CLASES = [
  'Encuesta nueva',
  'Inclusión de personas',
  'Retiro de personas',
  'Actualización',
  'Cambio de domicilio',
];

/** Requests for a survey and how far each got. */
export function sisben(random: Random): Application {
  return {
    file: 'Solicitud encuestas SISBEN.accdb',
    format: 'V2007',
    tables: [
      namesTable('Clases de solicitud', CLASES),
      {
        name: 'Solicitudes',
        key: 'No Solicitud',
        columns: [
          'No Solicitud:TEXT:15',
          'Fecha solicitud:SHORT_DATE_TIME',
          'Clase de solicitud:LONG',
          'Tipo Doc:TEXT:5',
          'Documento:TEXT:20',
          'Nombres y apellidos:TEXT:100',
          'Dirección:TEXT:100',
          'Barrio o vereda:TEXT:60',
          'Celular:TEXT:20',
          'Encuestador asignado:TEXT:60',
          'Fecha de visita:SHORT_DATE_TIME',
          'No Ficha:TEXT:20',
          'Personas hogar:INT',
          'Observaciones:MEMO',
          'Estado:TEXT:15',
        ],
        lookup: ['Clase de solicitud', 'SELECT Id, Nombre FROM [Clases de solicitud];'],
        rows: Array.from({ length: 60 }, (_, index) => solicitud(random, index + 1)),
      },
    ],
  };
}

function solicitud(random: Random, ordinal: number): readonly Mark[] {
  const fecha = addDays('2026-01-05', ordinal * 5);
  const steps = ['Recibida', 'Asignada', 'Visitada', 'Cargada', 'Rechazada'] as const;
  const step = random.below(steps.length);
  return [
    text(`SIS-2026-${numbered(ordinal)}`),
    moment(`${fecha}T${String(random.between(8, 15)).padStart(2, '0')}:30:00`),
    whole(random.between(1, CLASES.length)),
    text('CC'),
    text(String(9_980_000_000 + 37 * ordinal)),
    text(`HOGAR INVENTADO NÚÑEZ ${numbered(ordinal)}`),
    text(`CASA INVENTADA ${numbered(ordinal)}`),
    text(`SECTOR INVENTADO ${numbered(random.between(1, 9))}`),
    ordinal % 6 === 0 ? none : text(`300998${numbered(ordinal)}`),
    step === 0 ? none : text(`ENCUESTADOR INVENTADO ${numbered(random.between(1, 4))}`),
    step < 2 ? none : day(addDays(fecha, random.between(4, 20))),
    step < 3 ? none : text(`FICHA-${numbered(7000 + ordinal)}`),
    ordinal % 9 === 0 ? none : whole(random.between(1, 8)),
    text(`La familia ${numbered(ordinal)} pide que la visiten por la tarde.`),
    text(steps[step] ?? 'Recibida'),
  ];
}
