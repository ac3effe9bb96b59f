import { encuestaSatisfaccion } from '../../schemas/entities/encuesta-satisfaccion.ts';
import { visita } from '../../schemas/entities/visita.ts';
import { bandera, codigo, documento, entero, fecha, instante, opcion, opcional, texto } from '../fields/index.ts';
import { onlyRows } from '../rows/index.ts';
import { whole } from '../scope.ts';
import { defineSource, defineStream } from '../source.ts';
import { siNo, tipoDocumentoPorLetras } from './access-codes.ts';

/** Both streams read it: the survey is filled in on the visit's own row. */
const REGISTRO = 'Registro de visitas';
/** Colombia, without daylight saving. */
const zone = '-05:00';

const common = {
  fecha: fecha('Fecha y hora de ingreso', { time: 'dropped' }),
  // A lookup: its cell keeps the number of a row of another table. A site translates it with `fields.traducido`.
  dependencia: opcional(texto('Dependencia')),
} as const;

/** Visitors and what they thought of the attention, an Access application. Photographs and remarks are not read. */
export const controlIngresos = defineSource({
  id: 'control-ingresos',
  title: 'Control de ingresos: visitantes y encuesta de satisfacción',
  owner: 'Recepción',
  driver: 'access',
  streams: [
    defineStream({
      id: 'visita',
      entity: visita,
      table: REGISTRO,
      scope: whole(),
      fields: {
        ...common,
        numero: codigo('Id'),
        entrada: opcional(instante('Fecha y hora de ingreso', { zone })),
        salida: opcional(instante('Fecha y hora de salida', { zone })),
        tipo_documento: opcional(opcion('Tipo de documento', tipoDocumentoPorLetras)),
        documento: opcional(documento('Cédula')),
        nombre: opcional(texto('Nombre del visitante')),
        telefono: opcional(texto('Teléfono')),
        correo: opcional(texto('Correo electrónico')),
        funcionario: opcional(texto('Funcionario')),
        asunto: opcional(texto('Asunto')),
      },
    }),
    defineStream({
      id: 'encuesta',
      entity: encuestaSatisfaccion,
      table: REGISTRO,
      scope: whole(),
      rows: [onlyRows({ column: 'Contestó la encuesta', in: ['true', '-1', '1'] }, 'no contestó la encuesta')],
      fields: {
        ...common,
        visita: codigo('Id'),
        atencion: opcional(entero('Atención')),
        tiempo: opcional(entero('Tiempo de espera')),
        claridad: opcional(entero('Claridad')),
        resuelto: bandera('Quedó resuelto', siNo),
      },
    }),
  ],
});
