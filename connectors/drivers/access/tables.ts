import { IntegrationError } from '../../../schemas/errors.ts';
import type { Column, TableInfo } from '../../driver.ts';
import type { CatalogueEntry } from './catalogue.ts';
import { BOOLEAN, reasonLeftOut, typeOf } from './column-types.ts';
import type { StoredColumn, TableDefinition } from './definition.ts';
import type { OpenedCopy } from './opened-copy.ts';

/** A table of a copy. */
export interface FoundTable {
  /** As the file names it. */
  readonly name: string;
  readonly definition: TableDefinition;
  readonly readable: readonly StoredColumn[];
}

export function tableNames({ catalogue }: OpenedCopy): readonly TableInfo[] {
  return catalogue.flatMap((entry) => (entry.kind === 'table' ? [{ name: entry.name, kind: 'table' }] : []));
}

/** NOT_FOUND when the file keeps no such table; names are compared as Access does, without regard to case. */
export function findTable(file: string, { catalogue, definitions }: OpenedCopy, title: string): FoundTable {
  const wanted = title.toLowerCase();
  const entry =
    catalogue.find(({ name }) => name === title) ?? catalogue.find(({ name }) => name.toLowerCase() === wanted);
  const definition = entry?.kind === 'table' ? definitions.get(entry.name) : undefined;
  if (entry && definition) {
    const readable = definition.columns.filter((column) => reasonLeftOut(column) === null);
    return { name: entry.name, definition, readable };
  }
  throw new IntegrationError(
    'NOT_FOUND',
    `En la base de Access ${file} la tabla ${title} ${absence(entry, [...definitions.keys()])}.`,
    { context: { file, table: title } },
  );
}

function absence(entry: CatalogueEntry | undefined, names: readonly string[]): string {
  if (entry?.kind === 'link') return `es un vínculo a ${entry.target}; declare un driver que la lea allá`;
  if (entry?.kind === 'query') return 'es una consulta guardada, y solo se leen tablas';
  return `no está; hay ${names.length === 0 ? 'ninguna' : names.join(', ')}`;
}

export function findColumn(table: FoundTable, name: string): StoredColumn {
  const wanted = name.toLowerCase();
  const column =
    table.readable.find((candidate) => candidate.name === name) ??
    table.readable.find((candidate) => candidate.name.toLowerCase() === wanted);
  if (column) return column;
  const unread = table.definition.columns.find((candidate) => candidate.name.toLowerCase() === wanted);
  const reason = unread
    ? `no se puede leer: ${reasonLeftOut(unread) ?? ''}`
    : `no está; tiene ${table.readable.map((candidate) => candidate.name).join(', ')}`;
  throw new IntegrationError('NOT_FOUND', `En la tabla ${table.name} la columna ${name} ${reason}.`, {
    context: { table: table.name, column: name },
  });
}

export function tableColumns({ readable }: FoundTable): readonly Column[] {
  return readable.map((column) => ({
    name: column.name,
    type: typeOf(column)?.type ?? 'any',
    declared: typeOf(column)?.declared(column) ?? '',
    nullable: column.code !== BOOLEAN,
  }));
}

export function leftOutNotices({ name, definition }: FoundTable): readonly string[] {
  return definition.columns.flatMap((column) => {
    const reason = reasonLeftOut(column);
    return reason === null ? [] : [`la columna ${column.name} de ${name} se deja por fuera: ${reason}`];
  });
}
