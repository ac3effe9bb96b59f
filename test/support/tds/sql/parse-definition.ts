import type { TokenCursor } from './cursor.ts';
import { parseExpression, parseTypeName } from './parse-expression.ts';
import { nameList, parseQuery, skipParenthesis } from './parse-query.ts';
import type { ColumnDefinition, IndexDefinition, Statement } from './syntax.ts';

/** CREATE TABLE, INDEX and VIEW; `text` is the batch, from which definitions are shown as they were written. */
export function parseCreate(cursor: TokenCursor, text: string): Statement {
  const { line } = cursor.token;
  const start = cursor.token.start;
  cursor.expectWord('create');
  if (cursor.takeWords('table')) return parseTable(cursor, text, line);
  if (cursor.takeWords('view')) {
    const table = cursor.objectName();
    cursor.expectWord('as');
    const query = parseQuery(cursor);
    return { kind: 'createView', table, query, text: text.slice(start, cursor.consumed), line };
  }
  return parseIndex(cursor, line);
}

function parseIndex(cursor: TokenCursor, line: number): Statement {
  const unique = cursor.takeWords('unique');
  const clustered = cursor.takeWords('clustered');
  if (!clustered) cursor.takeWords('nonclustered');
  cursor.expectWord('index');
  const name = cursor.name();
  cursor.expectWord('on');
  const table = cursor.objectName();
  const columns = orderedNames(cursor);
  if (cursor.takeWords('include')) skipParenthesis(cursor);
  return { kind: 'createIndex', table, index: { name, columns, unique, primary: false, clustered }, line };
}

function orderedNames(cursor: TokenCursor): readonly string[] {
  return cursor.parenthesized(() =>
    cursor.list(() => {
      const name = cursor.name();
      if (!cursor.takeWords('asc')) cursor.takeWords('desc');
      return name;
    }),
  );
}

function parseTable(cursor: TokenCursor, text: string, line: number): Statement {
  const table = cursor.objectName();
  const columns: ColumnDefinition[] = [];
  const indexes: IndexDefinition[] = [];
  cursor.parenthesized(() =>
    cursor.list(() => {
      const index = parseTableConstraint(cursor);
      if (index !== null) indexes.push(index);
      else columns.push(parseColumn(cursor, text, indexes));
    }),
  );
  return { kind: 'createTable', table, columns, indexes, line };
}

function parseTableConstraint(cursor: TokenCursor): IndexDefinition | null {
  const name = cursor.takeWords('constraint') ? cursor.name() : null;
  const key = parseKeyWords(cursor, name);
  return key === null ? null : { ...key, columns: orderedNames(cursor) };
}

/** A primary key is clustered unless it says otherwise, a unique constraint is not. */
function parseKeyWords(cursor: TokenCursor, name: string | null): IndexDefinition | null {
  const primary = cursor.takeWords('primary', 'key');
  if (!primary && !cursor.takeWords('unique')) return null;
  const nonclustered = cursor.takeWords('nonclustered');
  const clustered = cursor.takeWords('clustered') || (primary && !nonclustered);
  return { name, columns: [], unique: true, primary, clustered };
}

function parseColumn(cursor: TokenCursor, text: string, indexes: IndexDefinition[]): ColumnDefinition {
  const name = cursor.name();
  if (cursor.takeWords('as')) {
    const start = cursor.token.start;
    const computed = parseExpression(cursor);
    const definition = text.slice(start, cursor.consumed);
    cursor.takeWords('persisted');
    return { name, type: null, nullable: true, identity: false, computed, definition, initial: null };
  }
  // `timestamp` alone is a column of that name and type.
  const type = parseTypeName(cursor);
  let column: ColumnDefinition = {
    name,
    type,
    nullable: type.name !== 'rowversion',
    identity: false,
    computed: null,
    definition: null,
    initial: null,
  };
  for (let more = parseColumnOption(cursor, column, indexes); more !== null;) {
    column = more;
    more = parseColumnOption(cursor, column, indexes);
  }
  return column;
}

function parseColumnOption(
  cursor: TokenCursor,
  column: ColumnDefinition,
  indexes: IndexDefinition[],
): ColumnDefinition | null {
  const simple = parseSimpleOption(cursor, column);
  if (simple !== null) return simple;
  const name = cursor.takeWords('constraint') ? cursor.name() : null;
  if (cursor.takeWords('default')) return { ...column, initial: parseExpression(cursor) };
  const key = parseKeyWords(cursor, name);
  if (key === null) return null;
  indexes.push({ ...key, columns: cursor.isSymbol('(') ? nameList(cursor) : [column.name] });
  return key.primary ? { ...column, nullable: false } : column;
}

function parseSimpleOption(cursor: TokenCursor, column: ColumnDefinition): ColumnDefinition | null {
  if (cursor.takeWords('not', 'null')) return { ...column, nullable: false };
  if (cursor.takeWords('null')) return { ...column, nullable: true };
  if (cursor.takeWords('collate')) {
    cursor.name();
    return column;
  }
  if (!cursor.takeWords('identity')) return null;
  if (cursor.isSymbol('(')) skipParenthesis(cursor);
  return { ...column, identity: true, nullable: false };
}
