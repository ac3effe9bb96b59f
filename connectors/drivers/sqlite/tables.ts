import type { DatabaseSync } from 'node:sqlite';
import { IntegrationError } from '../../../schemas/errors.ts';
import type { Column, ColumnType, TableInfo } from '../../driver.ts';

export interface Place {
  readonly file: string;
  readonly schema: string | null;
}

/** A table or view found in the file. */
export interface Table {
  /** As the file names it. */
  readonly name: string;
  /** As it was asked for: for messages. */
  readonly title: string;
  /** Quoted, ready for a statement. */
  readonly sql: string;
  readonly columns: readonly TableColumn[];
  /** A name by which the row's number can be asked, null where there is none. */
  readonly rowid: string | null;
  /** Columns that the table is stored by when it has no row number. */
  readonly storedBy: readonly string[];
}

export interface TableColumn extends Column {
  readonly affinity: Affinity;
  /** Place in the primary key, from 1; 0 outside it. */
  readonly keyPart: number;
}

type Affinity = 'integer' | 'text' | 'none' | 'real' | 'numeric';

/** SQLite promises no type: a column of affinity NUMERIC or none may hold anything. */
const typeOf: Readonly<Record<Affinity, ColumnType>> = {
  integer: 'integer',
  text: 'text',
  none: 'any',
  real: 'float',
  numeric: 'any',
};

export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** Tables and views of the file, by the names that readings use. */
export function listTables(database: DatabaseSync, place: Place): readonly TableInfo[] {
  const rows = database
    .prepare(
      `SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .all() as { name: string; type: string }[];
  const prefix = place.schema === null ? '' : `${place.schema}.`;
  return rows.map(({ name, type }) => ({ name: prefix + name, kind: type === 'view' ? 'view' : 'table' }));
}

/** NOT_FOUND when the file has no such table; names are compared as SQLite does, without regard to case. */
export function findTable(database: DatabaseSync, place: Place, title: string): Table {
  const found = database
    .prepare(
      `SELECT name, type, wr FROM pragma_table_list WHERE schema = 'main' AND name COLLATE NOCASE IN (?, ?) ORDER BY name = ? COLLATE NOCASE DESC LIMIT 1`,
    )
    .get(title, bareName(title, place.schema), title) as { name: string; type: string; wr: number } | undefined;
  if (!found) {
    throw new IntegrationError(
      'NOT_FOUND',
      `La tabla ${title} no está en la base SQLite ${place.file}. Revise el nombre${place.schema === null ? '' : ` (las tablas se llaman ${place.schema}.NOMBRE)`}.`,
      { context: { file: place.file, table: title } },
    );
  }
  const columns = columnsOf(database, found.name);
  const stored = found.type === 'table' && found.wr === 0;
  return {
    name: found.name,
    title,
    sql: `main.${identifier(found.name)}`,
    columns,
    rowid: stored ? rowidName(columns) : null,
    storedBy: found.wr === 1 ? primaryKey(columns) : [],
  };
}

/** The column as SQLite knows it; NOT_FOUND when the table lacks it. */
export function findColumn(table: Table, name: string): TableColumn {
  const wanted = name.toLowerCase();
  const column = table.columns.find((candidate) => candidate.name.toLowerCase() === wanted);
  if (column) return column;
  throw new IntegrationError(
    'NOT_FOUND',
    `La columna ${name} no está en la tabla ${table.title}; tiene ${table.columns.map((candidate) => candidate.name).join(', ')}.`,
    { context: { table: table.title, column: name } },
  );
}

export function primaryKey(columns: readonly TableColumn[]): readonly string[] {
  return columns
    .filter((column) => column.keyPart > 0)
    .sort((a, b) => a.keyPart - b.keyPart)
    .map((column) => column.name);
}

function bareName(title: string, schema: string | null): string {
  const prefix = `${schema ?? 'main'}.`;
  return title.toLowerCase().startsWith(prefix.toLowerCase()) ? title.slice(prefix.length) : title;
}

function columnsOf(database: DatabaseSync, table: string): readonly TableColumn[] {
  // hidden = 1: the control columns of a virtual table; 2 and 3 are generated columns, which hold data.
  const rows = database
    .prepare(`SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid`)
    .all(table) as {
    name: string;
    type: string;
    notnull: number;
    pk: number;
  }[];
  return rows.map(({ name, type, notnull, pk }) => {
    const affinity = affinityOf(type);
    const blob = /BLOB/i.test(type) && affinity === 'none';
    return {
      name,
      type: blob ? 'binary' : typeOf[affinity],
      declared: type,
      nullable: notnull === 0,
      affinity,
      keyPart: pk,
    };
  });
}

/** https://www.sqlite.org/datatype3.html#determination_of_column_affinity, in its order. */
function affinityOf(declared: string): Affinity {
  if (/INT/i.test(declared)) return 'integer';
  if (/CHAR|CLOB|TEXT/i.test(declared)) return 'text';
  if (declared === '' || /BLOB/i.test(declared)) return 'none';
  if (/REAL|FLOA|DOUB/i.test(declared)) return 'real';
  return 'numeric';
}

function rowidName(columns: readonly TableColumn[]): string | null {
  const taken = new Set(columns.map((column) => column.name.toLowerCase()));
  return ['rowid', '_rowid_', 'oid'].find((name) => !taken.has(name)) ?? null;
}
