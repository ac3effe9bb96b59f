import { isPermitted } from '../engine/session.ts';
import { fullName, type Table, type View } from '../engine/table.ts';
import { SqlError } from '../sql-error.ts';
import { quoteName } from './quote.ts';
import type { ObjectName, Source } from './syntax.ts';
import {
  coerce,
  commonOf,
  type Scope,
  type ScopeColumn,
  type ScopeSource,
  type Translation,
  type Typed,
} from './typed.ts';

interface TranslatedSource {
  readonly sql: string;
  readonly sources: readonly ScopeSource[];
}

/** What stands in FROM, and the names that it gives. */
export function translateSource(translation: Translation, source: Source, outer: Scope | null): TranslatedSource {
  switch (source.kind) {
    case 'name':
      return named(translation, source.name, source.alias);
    case 'query': {
      const { sql, columns } = translation.query(source.query, outer);
      return derived(translation, `(${sql})`, source.alias, columns, source.columns);
    }
    case 'values':
      return values(translation, source, outer);
    case 'join': {
      const left = translateSource(translation, source.left, outer);
      const right = translateSource(translation, source.right, outer);
      const sources = [...left.sources, ...right.sources];
      const on = source.on === null ? '' : ` ON ${translation.condition(source.on, { sources, outer })}`;
      return { sql: `${left.sql} ${source.join.toUpperCase()} JOIN ${nested(source.right, right.sql)}${on}`, sources };
    }
  }
}

const nested = (source: Source, sql: string): string => (source.kind === 'join' ? `(${sql})` : sql);

function derived(
  translation: Translation,
  sql: string,
  alias: string,
  columns: readonly (Pick<Typed, 'type' | 'nullable'> & { readonly name: string })[],
  names: readonly string[] | null,
): TranslatedSource {
  const own = translation.alias();
  return {
    sql: `${sql} AS ${own}`,
    sources: [
      {
        alias,
        schema: null,
        columns: columns.map((column, index) => ({
          ...column,
          name: names?.[index] ?? column.name,
          sql: `${own}.c${index}`,
        })),
      },
    ],
  };
}

function values(
  translation: Translation,
  source: Extract<Source, { kind: 'values' }>,
  outer: Scope | null,
): TranslatedSource {
  const scope: Scope = { sources: [], outer };
  const rows = source.rows.map((row) => row.map((each) => translation.expression(each, scope)));
  const types = source.columns.map((_, place) => commonOf(rows.flatMap((row) => row[place] ?? [])));
  const selects = rows.map((row) => {
    const cells = row.map((cell, place) => `${coerce(cell, types[place] ?? cell.type).sql} AS c${place}`);
    return `SELECT ${cells.join(', ')}`;
  });
  const columns = source.columns.map((name, place) => {
    const type = types[place];
    if (type === undefined) throw new SqlError(8158, 16, 1, `'${source.alias}' has fewer columns than were specified.`);
    return { name, type, nullable: true };
  });
  return derived(translation, `(${selects.join(' UNION ALL ')})`, source.alias, columns, null);
}

function named(translation: Translation, name: ObjectName, alias: string | null): TranslatedSource {
  const shown = alias ?? name.at(-1) ?? '';
  const cte = name.length === 1 ? translation.ctes.get(shownName(name)) : undefined;
  if (cte !== undefined) return derived(translation, cte.sql, shown, cte.columns, null);
  const system = translation.systemTable(name);
  if (system !== null) return physical(translation, system.sql, shown, system.columns);
  const found = isOwnDatabase(translation, name) ? translation.store.find(name, translation.session.spid) : null;
  if (found === null) throw new SqlError(208, 16, 1, `Invalid object name '${name.join('.')}'.`);
  if (!isAllowed(translation, found)) throw denied(translation, found);
  if ('physical' in found) return physical(translation, tableRows(translation, found), shown, tableColumns(found));
  const { sql, columns } = translation.query(found.query, null);
  return derived(translation, `(${sql})`, shown, columns, null);
}

function isAllowed({ session }: Translation, object: Table | View): boolean {
  return ('owner' in object && object.owner !== null) || isPermitted(session.account, 'SELECT', fullName(object));
}

const shownName = (name: ObjectName): string => (name.at(-1) ?? '').toLowerCase();

function isOwnDatabase(translation: Translation, name: ObjectName): boolean {
  const database = name.at(-3);
  return database === undefined || database.toLowerCase() === translation.store.facts.database.toLowerCase();
}

export function denied(
  translation: Translation,
  { schema, name }: Pick<Table | View, 'schema' | 'name'>,
  permission = 'SELECT',
): SqlError {
  const where = `the object '${name}', database '${translation.store.facts.database}', schema '${schema}'`;
  return new SqlError(229, 14, 5, `The ${permission} permission was denied on ${where}.`);
}

function physical(
  translation: Translation,
  sql: string,
  alias: string,
  columns: readonly Omit<ScopeColumn, 'sql'>[],
): TranslatedSource {
  const own = translation.alias();
  const named = columns.map((column) => ({ ...column, sql: `${own}.${quoteName(column.name)}` }));
  return { sql: `${sql} AS ${own}`, sources: [{ alias, schema: null, columns: named }] };
}

export function tableColumns(table: Table): readonly Omit<ScopeColumn, 'sql'>[] {
  return table.columns.map((column) => ({
    name: column.name,
    type: column.type,
    nullable: column.nullable,
    table: fullName(table),
    ...(column.computed === null ? {} : { computed: true }),
    ...(column.identity ? { identity: true } : {}),
  }));
}

/** The rows of a table that the session sees, its computed columns among them. */
export function tableRows(translation: Translation, table: Table, extra: readonly string[] = []): string {
  const scope: Scope = {
    sources: [
      {
        alias: table.name,
        schema: null,
        columns: tableColumns(table).map((column) => ({ ...column, sql: quoteName(column.name) })),
      },
    ],
    outer: null,
  };
  const cells = table.columns.map((column) => {
    if (column.computed === null) return quoteName(column.name);
    const value = translation.expression(column.computed.expression, scope);
    return `${coerce(value, column.type).sql} AS ${quoteName(column.name)}`;
  });
  const { physical: name } = table;
  return `(SELECT ${[...extra, ...cells].join(', ')} FROM ${name} WHERE ${translation.visibility})`;
}
