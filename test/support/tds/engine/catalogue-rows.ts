import { COLLATION_NAME } from '../types/characters.ts';
import { familyOf, maxLengthOf, type SqlType, type TypeName } from '../types/sql-type.ts';
import { informationRows } from './catalogue-information.ts';
import { catalogueName, TYPE_IDS, type CatalogueRow, type Seen, type SeenColumn } from './catalogue-row.ts';
import { databaseRows, sessionRow } from './catalogue-server.ts';
import { storageRows } from './catalogue-storage.ts';
import { isPermitted, type Session } from './session.ts';
import type { Store } from './store.ts';
import { fullName, type Table, type View } from './table.ts';

/** The rows of each catalogue view. An account sees the objects that it has some permission on. */
export function catalogueRows(store: Store, session: Session): Readonly<Record<string, readonly CatalogueRow[]>> {
  const permanent = store.tables.filter(({ owner }) => owner === null);
  const objects = [...permanent, ...store.views].filter((object) =>
    isPermitted(session.account, 'SELECT', fullName(object)),
  );
  const seen = objects.map((object) => ({ object, columns: columnsOf(object) }));
  const schemas = schemaIds(objects);
  const tables = objects.filter((object) => 'physical' in object);
  return {
    ...objectRows(seen, schemas),
    ...informationRows(store, seen, schemas),
    'sys.types': Object.entries(TYPE_IDS).map(([name, id]) => typeRow(name as TypeName, id)),
    ...storageRows(tables),
    'sys.databases': databaseRows(store),
    'sys.dm_exec_sessions': [...store.sessions.values()].map((each) => sessionRow(each)),
  };
}

function columnsOf(object: Table | View): readonly SeenColumn[] {
  if ('physical' in object) return object.columns;
  return object.shown.map((column) => ({ identity: false, computed: null, ...column }));
}

function schemaIds(objects: readonly (Table | View)[]): ReadonlyMap<string, number> {
  const names = new Set(['dbo', ...objects.map(({ schema }) => schema.toLowerCase())]);
  const ids = new Map([...names].map((name, index) => [name, index === 0 ? 1 : index + 4]));
  return ids.set('sys', 4).set('information_schema', 3);
}

function objectRows(seen: readonly Seen[], schemas: ReadonlyMap<string, number>): Record<string, CatalogueRow[]> {
  const objects = seen.map(({ object }) => ({
    name: object.name,
    object_id: object.id,
    schema_id: schemas.get(object.schema.toLowerCase()) ?? 1,
    parent_object_id: 0,
    type: 'physical' in object ? 'U ' : 'V ',
    type_desc: 'physical' in object ? 'USER_TABLE' : 'VIEW',
    create_date: object.created,
    modify_date: object.created,
    is_ms_shipped: false,
  }));
  const columns = seen.flatMap(({ object, columns: own }) =>
    own.map((column, index) => columnRow(object, column, index)),
  );
  return {
    'sys.schemas': [...schemas].map(([name, id]) => ({ name, schema_id: id, principal_id: 1 })),
    'sys.objects': objects,
    'sys.tables': objects.filter(({ type }) => type === 'U '),
    'sys.views': objects.filter(({ type }) => type === 'V '),
    'sys.columns': columns,
    'sys.computed_columns': columns.filter((column) => column['is_computed'] === true),
    'sys.identity_columns': columns.filter((column) => column['is_identity'] === true),
    'sys.sql_modules': seen.flatMap(({ object }) =>
      'definition' in object ? [{ object_id: object.id, definition: object.definition }] : [],
    ),
  };
}

function columnRow(object: Table | View, column: SeenColumn, index: number): CatalogueRow {
  const { type } = column;
  return {
    object_id: object.id,
    name: column.name,
    column_id: index + 1,
    system_type_id: TYPE_IDS[type.name],
    user_type_id: TYPE_IDS[type.name],
    max_length: maxLengthOf(type),
    precision: precisionOf(type),
    scale: type.scale,
    collation_name: familyOf(type) === 'text' && type.name !== 'xml' ? COLLATION_NAME : null,
    is_nullable: column.nullable,
    is_ansi_padded: familyOf(type) === 'text' || familyOf(type) === 'binary',
    is_rowguidcol: false,
    is_identity: column.identity,
    is_computed: column.computed !== null,
    is_persisted: false,
    definition: column.computed === null ? null : `(${column.computed.definition})`,
  };
}

function precisionOf(type: SqlType): number {
  if (familyOf(type) !== 'instant') return type.precision;
  const widths: Partial<Record<TypeName, number>> = { date: 10, datetime: 23, smalldatetime: 16 };
  const width = widths[type.name];
  if (width !== undefined) return width;
  const base = type.name === 'time' ? 8 : type.name === 'datetime2' ? 19 : 26;
  return type.scale === 0 ? base : base + 1 + type.scale;
}

function typeRow(name: TypeName, id: number): CatalogueRow {
  return {
    name: catalogueName(name),
    system_type_id: id,
    user_type_id: id,
    schema_id: 4,
    max_length: 8,
    precision: 0,
    scale: 0,
    is_nullable: true,
    is_user_defined: false,
  };
}
