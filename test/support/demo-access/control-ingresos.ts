import { addDays } from '../../../ops/demo/town/calendar.ts';
import type { Random } from '../../../ops/demo/town/random.ts';
import { counted, flag, moment, namesTable, none, numbered, text, whole } from './application.ts';
import type { Application, Mark } from './application.ts';

const VISITAS = 120;
const DEPENDENCIAS = ['DESPACHO', 'SECRETARÍA DE HACIENDA', 'SECRETARÍA DE PLANEACIÓN', 'COMISARÍA DE FAMILIA'];

/** Visitors with the survey on their own row, and a photograph of some. */
export function controlIngresos(random: Random): Application {
  return {
    file: 'Control de ingresos.accdb',
    format: 'V2007',
    tables: [
      namesTable('Dependencias', DEPENDENCIAS),
      {
        name: 'Registro de visitas',
        key: 'Id',
        columns: [
          'Id:LONG',
          'Fecha y hora de ingreso:SHORT_DATE_TIME',
          'Fecha y hora de salida:SHORT_DATE_TIME',
          'Dependencia:LONG',
          'Tipo de documento:TEXT:5',
          'Cédula:TEXT:20',
          'Nombre del visitante:TEXT:100',
          'Teléfono:TEXT:20',
          'Correo electrónico:TEXT:80',
          'Funcionario:TEXT:60',
          'Asunto:MEMO',
          'Foto:LONG',
          'Contestó la encuesta:BOOLEAN',
          'Atención:BYTE',
          'Tiempo de espera:BYTE',
          'Claridad:BYTE',
          'Quedó resuelto:BOOLEAN',
          'Observaciones de la encuesta:MEMO',
        ],
        lookup: ['Dependencia', 'SELECT Id, Nombre FROM Dependencias;'],
        attachments: {
          column: 'Foto',
          files: Array.from({ length: VISITAS }, (_, index) =>
            index % 10 === 0 ? `visitante${numbered(index + 1)}.jpg` : '',
          ),
        },
        rows: Array.from({ length: VISITAS }, (_, index) => visita(random, index + 1)),
      },
    ],
  };
}

function visita(random: Random, ordinal: number): readonly Mark[] {
  const date = addDays('2026-01-13', ordinal * 2);
  const hour = random.between(8, 15);
  const at = (hours: number): string =>
    `${date}T${String(hours).padStart(2, '0')}:${String(random.between(10, 59))}:${String(random.between(10, 59))}`;
  const answered = ordinal % 3 !== 0;
  const mark = (): Mark => (answered ? whole(random.between(2, 5)) : none);
  return [
    whole(1000 + ordinal),
    moment(at(hour)),
    ordinal % 8 === 0 ? none : moment(at(hour + 1)),
    whole(random.between(1, DEPENDENCIAS.length)),
    text(ordinal % 15 === 0 ? 'CE' : 'CC'),
    text(String(9_970_000_000 + 29 * ordinal)),
    text(`VISITANTE INVENTADO Ñ${numbered(ordinal)}`),
    ordinal % 4 === 0 ? none : text(`300997${numbered(ordinal)}`),
    ordinal % 5 === 0 ? none : text(`visitante${numbered(ordinal)}@correo.inventado`),
    text(`FUNCIONARIA INVENTADA ${numbered(random.between(1, 9))}`),
    text(`Pregunta por su trámite inventado ${numbered(ordinal)}`),
    counted,
    flag(answered),
    mark(),
    mark(),
    mark(),
    flag(answered && random.chance(70)),
    answered && ordinal % 4 === 1 ? text(`Dice el visitante ${numbered(ordinal)} que esperó mucho.`) : none,
  ];
}
