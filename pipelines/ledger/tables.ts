import { fieldsOf } from '../../schemas/entity.ts';
import type { CanonicalEntity } from '../../schemas/entity.ts';
import type { ScalarName } from '../../schemas/scalars/scalar.ts';

/** How each scalar is kept. A scalar without a column type does not compile. */
const columnTypes: Readonly<Record<ScalarName, string>> = {
  bandera: 'boolean',
  codigo: 'text',
  codigo_predial: 'text',
  cuenta: 'text',
  decimal: 'numeric',
  dinero: 'numeric(19,2)',
  divipola: 'text',
  documento: 'text',
  entero: 'bigint',
  fecha: 'date',
  instante: 'timestamptz',
  matricula: 'text',
  numero_predial: 'text',
  opcion: 'text',
  periodo: 'smallint',
  rubro: 'text',
  texto: 'text',
  vigencia: 'smallint',
};

export interface LedgerColumn {
  readonly name: string;
  readonly type: string;
  readonly comment: string;
}

/** Where a row came from, and which state of the record it is. */
const provenance: readonly LedgerColumn[] = [
  { name: '_origen', type: 'text collate "C" not null', comment: 'Fuente y flujo de los que viene el registro' },
  {
    name: '_clave',
    type: 'text collate "C" not null',
    comment: 'Clave dentro del flujo: arreglo JSON de valores canónicos',
  },
  {
    name: '_turno',
    type: 'bigint not null',
    comment: 'Turno de la corrida que lo leyó; con _ordinal ordena sus estados',
  },
  { name: '_ordinal', type: 'integer not null', comment: 'Orden dentro del turno' },
  { name: '_corrida', type: 'integer not null', comment: 'Número de la corrida' },
  { name: '_ambito', type: 'text collate "C" not null', comment: 'Parte del flujo en la que se leyó' },
  { name: '_huella', type: 'text collate "C"', comment: 'Huella del registro canónico' },
  { name: '_leido_en', type: 'timestamptz not null', comment: 'Cuándo se leyó de la fuente' },
  { name: '_eliminado_en', type: 'timestamptz', comment: 'Cuándo se vio que ya no está en la fuente; nulo si está' },
  { name: '_observaciones', type: 'jsonb', comment: 'Lo sospechoso pero fiel a la fuente: [{code, field}]' },
];

/** Columns of an entity's table in `libro`, and of its twin in `historia`. */
export function columnsOfTable(entity: CanonicalEntity): readonly LedgerColumn[] {
  const own = fieldsOf(entity).map(({ name, scalar, description }) => ({
    name,
    type: columnTypes[scalar],
    comment: description,
  }));
  return [...own, ...provenance];
}

export function columnNames(entity: CanonicalEntity): readonly string[] {
  return columnsOfTable(entity).map(({ name }) => name);
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Statements that make the entity's two tables from nothing; what is already there is left alone. */
export function createTables(entity: CanonicalEntity): string {
  const columns = columnsOfTable(entity).map(({ name, type }) => `  ${quoted(name)} ${type}`);
  const table = (schema: string, key: string): string =>
    `create table if not exists ${schema}.${entity.name} (\n${[...columns, `  primary key (${key})`].join(',\n')}\n);\n`;
  return table('libro', '_clave, _origen') + table('historia', '_clave, _origen, _turno, _ordinal') + comments(entity);
}

/** Statements that add one column to both tables: the only change that is no new version. */
export function addColumn(entity: CanonicalEntity, column: LedgerColumn): string {
  const added = ['libro', 'historia'].map(
    (schema) => `alter table ${schema}.${entity.name} add column ${quoted(column.name)} ${column.type};\n`,
  );
  return added.join('') + columnComment(entity, column);
}

function comments(entity: CanonicalEntity): string {
  const columns = columnsOfTable(entity).map((column) => columnComment(entity, column));
  return [`comment on table libro.${entity.name} is ${literal(entity.summary)};\n`, ...columns].join('');
}

function columnComment(entity: CanonicalEntity, { name, comment }: LedgerColumn): string {
  return `comment on column libro.${entity.name}.${quoted(name)} is ${literal(comment)};\n`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
