import { IntegrationError } from '../../schemas/errors.ts';
import type { Column } from '../../connectors/driver.ts';
import type { Stream } from '../../connectors/source.ts';
import { digestOf } from './digest.ts';

/** Raised when a reader comes to read some cell otherwise than before: every row is then read again. */
const READERS_VERSION = 1;

/** Fingerprint of everything that decides what a row becomes. Functions of the declaration are not part of it: its data are. */
export function declarationDigest(stream: Stream): string {
  const { entity, table, scope, key, fields, rows, where, files } = stream;
  return digestOf(
    JSON.stringify({
      readers: READERS_VERSION,
      entity: [entity.name, entity.version],
      table,
      scope,
      key,
      fields,
      rows,
      where,
      files,
    }),
  );
}

/** SOURCE_DRIFTED, before a row is read, when a declared column is missing or of a type that its reader does not take. */
export function demandColumns(
  origin: string,
  place: string,
  stream: Stream,
  wanted: readonly string[],
  offered: readonly Column[],
): void {
  const types = new Map(offered.map((column) => [column.name, column]));
  const missing = wanted.filter((column) => !types.has(column));
  if (missing.length > 0) {
    throw new IntegrationError(
      'SOURCE_DRIFTED',
      `En ${place} falta ${missing.length === 1 ? 'la columna' : 'las columnas'} ${missing.join(', ')}, que ${origin} declara. ` +
        `Hay: ${offered.map((column) => column.name).join(', ')}. Corrija el nombre en libro.config.ts.`,
    );
  }
  for (const [name, field] of Object.entries(stream.fields)) {
    for (const column of field.columns) {
      const type = types.get(column);
      if (type && type.type !== 'any' && !field.takes.includes(type.type)) {
        throw new IntegrationError(
          'SOURCE_DRIFTED',
          `La columna ${column} de ${place} es ${type.declared} y ${origin} la lee como ${field.reader} (campo ${name}), ` +
            `que admite ${field.takes.join(', ')}. Declare otro lector para ese campo en libro.config.ts.`,
        );
      }
    }
  }
}
