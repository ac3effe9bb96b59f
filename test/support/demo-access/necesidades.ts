import { addDays } from '../../../ops/demo/town/calendar.ts';
import type { Random } from '../../../ops/demo/town/random.ts';
import { day, flag, moment, none, numbered, text, whole } from './application.ts';
import type { Application, Mark } from './application.ts';

const PERDIDOS = ['CÉDULA DE CIUDADANÍA', 'TARJETA DE IDENTIDAD', 'LICENCIA DE CONDUCCIÓN', 'CARNÉ DE LA EPS'];

/** Lost documents: two in three at the Inspección, some of minors. */
export function necesidades(random: Random): Application {
  return {
    file: 'Necesidades.mdb',
    format: 'V2000',
    tables: [
      {
        name: 'Pérdida de documentos',
        key: 'Consecutivo',
        columns: [
          'Consecutivo:LONG',
          'Fecha denuncia:SHORT_DATE_TIME',
          'Recibida en:TEXT:50',
          'Fecha pérdida:SHORT_DATE_TIME',
          'Lugar:MEMO',
          'Tipo documento:TEXT:5',
          'Número documento:TEXT:20',
          'Nombre completo:TEXT:100',
          'Teléfono:TEXT:20',
          'Documento perdido:TEXT:60',
          'Número perdido:TEXT:30',
          'Es menor:BOOLEAN',
          'Relato:MEMO',
          'Estado:TEXT:1',
        ],
        rows: Array.from({ length: 40 }, (_, index) => constancia(random, index + 1)),
      },
    ],
  };
}

function constancia(random: Random, ordinal: number): readonly Mark[] {
  const denuncia = addDays('2025-02-03', ordinal * 15 + random.below(9));
  const isMinor = ordinal % 7 === 0;
  const number = String(9_960_000_000 + 31 * ordinal);
  return [
    // Numbers that were given out and whose row is gone.
    whole(ordinal + Math.floor(ordinal / 9)),
    moment(`${denuncia}T${String(random.between(8, 16)).padStart(2, '0')}:${String(random.between(10, 59))}:00`),
    text(ordinal % 3 === 0 ? 'COMISARÍA DE FAMILIA' : 'INSPECCIÓN DE POLICÍA'),
    ordinal % 5 === 0 ? none : day(addDays(denuncia, -random.between(1, 12))),
    text(placeOf(ordinal)),
    text(isMinor ? 'TI' : 'CC'),
    text(ordinal % 4 === 0 ? number.replace(/\B(?=(?:\d{3})+$)/g, '.') : number),
    text(`DENUNCIANTE INVENTADA Ñ${numbered(ordinal)}`),
    ordinal % 6 === 0 ? none : text(`300996${numbered(ordinal)}`),
    text(random.pick(PERDIDOS)),
    text(`PERDIDO-${numbered(ordinal)}`),
    flag(isMinor),
    text(`Manifiesta la denunciante ${numbered(ordinal)} que no sabe en qué momento lo perdió.`),
    text(random.pick(['A', 'A', 'H', 'C'])),
  ];
}

/** Some longer than a text of Access may be. */
function placeOf(ordinal: number): string {
  const place = `VEREDA INVENTADA ${numbered(ordinal)}, CAMINO DE LA PEÑA`;
  return ordinal % 10 === 0 ? `${place}${', PASANDO EL PUENTE'.repeat(20)}` : place;
}
