import { editionText } from './envelope.ts';
import type { Envelope } from './envelope.ts';

interface Header {
  readonly description: string;
  readonly examples: readonly [string];
  readonly pattern?: string;
  readonly const?: string;
}

/** Every message carries these: CloudEvents 1.0, binary mode, and what the product says besides. */
const always: Readonly<Record<string, Header>> = {
  'content-type': {
    description: 'De qué clase son los datos',
    examples: ['application/json'],
    const: 'application/json',
  },
  ce_specversion: { description: 'Versión de CloudEvents', examples: ['1.0'], const: '1.0' },
  ce_id: {
    description: 'Identifica el mensaje: origen, clave y edición. Enviado otra vez es el mismo',
    examples: ['hassql/recaudo#[2026,"000003"]@1795626965000.12'],
  },
  ce_source: { description: 'De dónde salió: /fuente/flujo', examples: ['/hassql/recaudo'], pattern: '^/[^/]+/[^/]+$' },
  ce_type: {
    description: 'Entidad, versión y operación: upsert (así quedó el registro) o delete (ya no está en su fuente)',
    examples: ['libro.recaudo.v1.upsert'],
  },
  ce_subject: { description: 'La clave del registro en su flujo, como arreglo JSON', examples: ['[2026,"000003"]'] },
  ce_time: {
    description: 'Cuándo se leyó de la fuente, en UTC',
    examples: ['2026-11-25T17:16:05.123Z'],
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$',
  },
  ce_dataschema: {
    description: 'El $id del JSON Schema que cumplen los datos',
    examples: ['urn:libro-unico:recaudo:v1'],
    pattern: '^urn:libro-unico:',
  },
  ce_edicion: {
    description: 'Ordena los estados de un registro: comparada como texto, la mayor es la última',
    examples: [editionText({ turn: 1_795_626_965_000, ordinal: 12 })],
    pattern: '^\\d{16}\\.\\d{10}$',
  },
  ce_corrida: { description: 'Número de la corrida que lo leyó', examples: ['57'], pattern: '^\\d+$' },
  ce_ambito: {
    description: 'La parte del flujo en que se leyó: toda la tabla, una vigencia, un archivo, un corte',
    examples: ['vigencia=2026'],
  },
  ce_registro: {
    description:
      'Lugar en el registro del libro: encarnación y posición. Sirve para notar una base devuelta a una copia',
    examples: ['05a820ad-53fc-4876-b64b-5ffc07adb2a6/524'],
    pattern: '^[^/]+/\\d+$',
  },
};

const huella: Header = {
  description: 'Huella del registro: 24 caracteres de base64url, los primeros 144 bits de un SHA-256',
  examples: ['q1d3nZkJX0uQwQ0m1mF8r2bT'],
  pattern: '^[\\w-]{24}$',
};

const atTimes: Readonly<Record<string, Header>> = {
  ce_nuevo: { description: 'Ninguna clave de su lote se conocía todavía', examples: ['1'], const: '1' },
};

const observaciones: Header = {
  description: 'Lo sospechoso que la fuente trae así, como arreglo JSON de { code, field }; falta cuando no hay nada',
  examples: ['[{"code":"NIT_DV","field":"documento"}]'],
};

/** The headers of a message, by its operation, as JSON Schema; those that are not required are there at times. */
export function headersSchema(operation: Envelope['operation']): Readonly<Record<string, unknown>> {
  const required = operation === 'upsert' ? { ...always, ce_huella: huella } : always;
  const optional = operation === 'upsert' ? { ...atTimes, ce_observaciones: observaciones } : atTimes;
  const properties = Object.entries({ ...required, ...optional }).map(
    ([name, header]) => [name, { type: 'string', ...header }] as const,
  );
  return { type: 'object', required: Object.keys(required), properties: Object.fromEntries(properties) };
}
