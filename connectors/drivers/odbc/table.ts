import { IntegrationError } from '../../../schemas/errors.ts';
import type { Column, TableInfo } from '../../driver.ts';
import type { DeclaredColumn, Dialect, Form, TableName } from './dialect.ts';
import type { WireRow } from './protocol.ts';

/** Asks the source for a few rows. */
export type Ask = (sql: string) => Promise<readonly WireRow[]>;

/** What a catalogue is asked with: in SQL, or by the functions of ODBC. */
export interface Asking {
  readonly dialect: Dialect;
  readonly place: string;
  readonly query: Ask;
  /** Each row by the names that ODBC gives its columns. */
  readonly functions: (
    asked: { readonly kind: 'tables' } | { readonly kind: 'columns'; readonly table: string },
  ) => Promise<readonly ReadonlyMap<string, string>[]>;
}

export interface TableColumn extends DeclaredColumn {
  readonly quoted: string;
  readonly form: Form | null;
}

export interface Table extends TableName {
  readonly place: string;
  readonly quoted: string;
  readonly columns: readonly TableColumn[];
  /** Indexes that tell every row apart, by the names of their columns. */
  readonly keys: readonly (readonly string[])[];
  /** A number of each row that is no column of the table. */
  readonly rowNumber: TableColumn | null;
}

export async function listTables({ dialect, query, functions }: Asking): Promise<readonly TableName[]> {
  const { catalogue } = dialect;
  if (catalogue.kind === 'sql') {
    return (await query(catalogue.tables)).map(([schema, name, kind]) =>
      tableName(schema === null || schema === undefined ? null : String(schema), String(name), String(kind) === 'view'),
    );
  }
  return (await functions({ kind: 'tables' })).flatMap((row) => {
    const [type = '', name = ''] = [row.get('TABLE_TYPE'), row.get('TABLE_NAME')];
    return type === 'TABLE' || type === 'VIEW' ? [tableName(null, name, type === 'VIEW')] : [];
  });
}

/** NOT_FOUND, saying which there are, when the account sees no such table. */
export async function findTable(asking: Asking, title: string): Promise<Table> {
  const all = await listTables(asking);
  const wanted = title.toLowerCase();
  const found =
    all.find(({ name }) => name === title) ??
    all.find(({ name }) => name.toLowerCase() === wanted) ??
    all.find(({ bare }) => bare.toLowerCase() === wanted);
  if (!found) throw tableNotFound(asking.place, title, all);
  const { dialect, place } = asking;
  const column = columnMaker(dialect);
  const quoted = [...(found.schema === null ? [] : [found.schema]), found.bare].map(dialect.quote).join('.');
  const { columns, keys, rowNumber } = await describe(asking, found);
  return {
    ...found,
    place,
    quoted,
    columns: columns.map(column),
    keys,
    rowNumber:
      rowNumber === null ? null : column({ name: rowNumber, base: 'integer', declared: 'INTEGER', nullable: false }),
  };
}

interface Description {
  readonly columns: readonly DeclaredColumn[];
  readonly keys: Table['keys'];
  readonly rowNumber: string | null;
}

async function describe(asking: Asking, table: TableName): Promise<Description> {
  const { catalogue } = asking.dialect;
  if (catalogue.kind === 'functions') {
    const rows = await asking.functions({ kind: 'columns', table: table.bare });
    const columns = rows.map((row) => {
      const declared = row.get('TYPE_NAME') ?? '';
      return { name: row.get('COLUMN_NAME') ?? '', base: baseOf(declared), declared, nullable: true };
    });
    return { columns, keys: [], rowNumber: null };
  }
  const columns = (await asking.query(catalogue.columns(table))).map(([name, type, declared, nullable]) => ({
    name: String(name),
    base: baseOf(String(type)),
    declared: String(declared),
    nullable: String(nullable) === '1',
  }));
  const indexes = Map.groupBy(await asking.query(catalogue.keys(table)), ([index]) => String(index));
  const numbered = catalogue.rowNumber === undefined ? [] : await asking.query(catalogue.rowNumber(table));
  return {
    columns,
    keys: [...indexes.values()].map((rows) => rows.map(([, name]) => String(name))),
    rowNumber: numbered[0]?.[0] === undefined ? null : String(numbered[0][0]),
  };
}

function columnMaker(dialect: Dialect): (column: DeclaredColumn) => TableColumn {
  return (column) => ({ ...column, quoted: dialect.quote(column.name), form: dialect.form(column) });
}

function tableName(schema: string | null, bare: string, isView: boolean): TableName {
  return { name: schema === null ? bare : `${schema}.${bare}`, schema, bare, kind: isView ? 'view' : 'table' };
}

function baseOf(type: string): string {
  return type
    .toLowerCase()
    .replace(/\s*\(.*$/, '')
    .trim();
}

/** The column as the source knows it; NOT_FOUND when the table lacks it. */
export function findColumn(table: Table, name: string): TableColumn {
  const wanted = name.toLowerCase();
  const found =
    table.columns.find((column) => column.name === name) ??
    table.columns.find((column) => column.name.toLowerCase() === wanted);
  if (found) return found;
  throw new IntegrationError(
    'NOT_FOUND',
    `La columna ${name} no está en la tabla ${table.name} de ${table.place}; tiene ${table.columns.map((column) => column.name).join(', ')}.`,
    { context: { table: table.name, column: name } },
  );
}

/** The column and its form; SOURCE_DRIFTED where its type has none: its stream's trouble, not that of the source. */
export function readable(table: Table, name: string): TableColumn & { readonly form: Form } {
  const column = findColumn(table, name);
  const { form } = column;
  if (form !== null) return { ...column, form };
  throw new IntegrationError(
    'SOURCE_DRIFTED',
    `La columna ${column.name} de ${table.name}, de tipo ${column.declared}, no se puede leer exacta de ${table.place}; quítela de la declaración o léala por otro driver.`,
    { context: { table: table.name, column: column.name } },
  );
}

export function columnInfo({ name, form, declared, nullable }: TableColumn): Column {
  return { name, type: form?.type ?? 'any', declared, nullable };
}

export function tableInfo({ name, kind }: TableName): TableInfo {
  return { name, kind };
}

const NAMED_AT_MOST = 30;

function tableNotFound(place: string, title: string, all: readonly TableName[]): IntegrationError {
  const named = all.slice(0, NAMED_AT_MOST).map(({ name }) => name);
  const more = all.length > named.length ? ` y ${String(all.length - named.length)} más` : '';
  const there = named.length === 0 ? 'no se ve ninguna' : `se ven ${named.join(', ')}${more}`;
  return new IntegrationError(
    'NOT_FOUND',
    `La tabla ${title} no está en ${place}, o la cuenta no la puede ver: ${there}.`,
    {
      context: { place, table: title },
    },
  );
}
