import { openTranslation } from '../sql/translator.ts';
import type { ColumnDefinition, IndexDefinition, Statement } from '../sql/syntax.ts';
import { SqlError } from '../sql-error.ts';
import { Command } from '../wire/tokens.ts';
import type { ResultSink } from './result-sink.ts';
import { isPermitted, type Session } from './session.ts';
import { duplicate } from './writes.ts';
import { indexKeys, type Store } from './store.ts';
import type { Table, TableColumn, TableIndex } from './table.ts';

type Definition = Extract<Statement, { kind: 'createTable' | 'createIndex' | 'createView' | 'dropTable' | 'dropView' }>;

interface Run {
  readonly store: Store;
  readonly session: Session;
  readonly sink: ResultSink;
}

/** CREATE and DROP. They take effect at once, also inside a transaction. */
export function define(run: Run, statement: Definition): void {
  const { store, session, sink } = run;
  const isTemporary = statement.table.at(-1)?.startsWith('#') === true;
  if (!isTemporary && !isPermitted(session.account, 'CREATE TABLE', null)) {
    throw new SqlError(262, 14, 1, `CREATE TABLE permission denied in database '${store.facts.database}'.`);
  }
  switch (statement.kind) {
    case 'createTable':
      createTable(store, session, statement);
      break;
    case 'createIndex': {
      const table = store.table(statement.table, session.spid);
      const index = nameIndex(table.name, statement.index);
      if (index.unique) requireUnique(store, table, index);
      store.createIndex(table, index);
      break;
    }
    case 'createView': {
      const translation = openTranslation(store, session, 'true');
      const shown = translation.query(statement.query, null).columns;
      store.createView(statement.table, { query: statement.query, definition: statement.text, shown });
      break;
    }
    case 'dropTable':
    case 'dropView':
      drop(store, session, statement);
      break;
  }
  sink.done(Command.none, null);
}

function createTable(store: Store, session: Session, statement: Extract<Definition, { kind: 'createTable' }>): void {
  const columns: TableColumn[] = [];
  for (const definition of statement.columns) columns.push(columnOf(store, session, definition, columns));
  const name = statement.table.at(-1) ?? '';
  const keys = new Set(statement.indexes.filter(({ primary }) => primary).flatMap((index) => index.columns));
  const required = columns.map((column) => (keys.has(column.name) ? { ...column, nullable: false } : column));
  const indexes = statement.indexes.map((index) => nameIndex(name, index));
  const table = store.createTable(statement.table, required, indexes, session.spid);
  table.madeBy = session.transaction?.id ?? null;
}

function nameIndex(table: string, index: IndexDefinition): TableIndex {
  const prefix = index.primary ? 'PK' : 'UQ';
  return { ...index, name: index.name ?? `${prefix}_${table}_${index.columns.join('_')}` };
}

/** A computed column has the type of its expression, over the columns before it. */
function columnOf(
  store: Store,
  session: Session,
  definition: ColumnDefinition,
  before: readonly TableColumn[],
): TableColumn {
  const { name, nullable, identity, initial, computed } = definition;
  if (computed === null && definition.type !== null) {
    return { name, type: definition.type, nullable, identity, initial, computed: null };
  }
  if (computed === null)
    throw new SqlError(173, 15, 1, `The definition for column '${name}' must include a data type.`);
  const translation = openTranslation(store, session, 'true');
  const columns = before.map((column) => ({ ...column, computed: false, sql: column.name }));
  const typed = translation.expression(computed, { sources: [{ alias: '', schema: null, columns }], outer: null });
  return {
    name,
    type: definition.type ?? typed.type,
    nullable: typed.nullable,
    identity: false,
    initial: null,
    computed: { expression: computed, definition: definition.definition ?? '' },
  };
}

function requireUnique(store: Store, table: Table, index: TableIndex): void {
  const keys = indexKeys(table, index).join(', ');
  const sql = `SELECT 1 FROM ${table.physical} WHERE "~to" IS NULL GROUP BY ${keys} HAVING count(*) > 1 LIMIT 1`;
  if (store.sqlite.prepare(sql).get() !== undefined) throw duplicate(table, index);
}

function drop(
  store: Store,
  session: Session,
  statement: Extract<Definition, { kind: 'dropTable' | 'dropView' }>,
): void {
  const found = store.find(statement.table, session.spid);
  if (found !== null) {
    store.drop(found);
    return;
  }
  if (statement.ifExists) return;
  const kind = statement.kind === 'dropTable' ? 'table' : 'view';
  const message = `Cannot drop the ${kind} '${statement.table.join('.')}', because it does not exist or you do not have permission.`;
  throw new SqlError(3701, 11, 5, message);
}
