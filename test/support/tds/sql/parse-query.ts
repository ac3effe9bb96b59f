import { sqlType } from '../types/sql-type.ts';
import type { TokenCursor } from './cursor.ts';
import { parseCondition } from './parse-condition.ts';
import { parseExpression, parseOrderBy } from './parse-expression.ts';
import type { Condition, Expression, ObjectName, Query, Select, SelectItem, Source } from './syntax.ts';

/** SELECT with its CTEs, set operators, order and paging; hints and options are read and left out. */
export function parseQuery(cursor: TokenCursor): Query {
  const ctes = cursor.takeWords('with') ? cursor.list(() => parseCte(cursor)) : [];
  const first = parseSelect(cursor);
  const rest: { readonly operator: string; readonly select: Select }[] = [];
  for (let operator = setOperator(cursor); operator !== null; operator = setOperator(cursor)) {
    rest.push({ operator, select: parseSelect(cursor) });
  }
  const orderBy = parseOrderBy(cursor);
  const { offset, fetch } = parsePaging(cursor);
  if (cursor.takeWords('option')) skipParenthesis(cursor);
  return { kind: 'query', ctes, first, rest, orderBy, offset, fetch };
}

function parseCte(cursor: TokenCursor): Query['ctes'][number] {
  const name = cursor.name();
  const columns = cursor.isSymbol('(') ? nameList(cursor) : null;
  cursor.expectWord('as');
  return { name, columns, query: cursor.parenthesized(() => parseQuery(cursor)) };
}

export function nameList(cursor: TokenCursor): readonly string[] {
  return cursor.parenthesized(() => cursor.list(() => cursor.name()));
}

function setOperator(cursor: TokenCursor): string | null {
  if (cursor.takeWords('union', 'all')) return 'UNION ALL';
  if (cursor.takeWords('union')) return 'UNION';
  if (cursor.takeWords('except')) return 'EXCEPT';
  return cursor.takeWords('intersect') ? 'INTERSECT' : null;
}

function parseSelect(cursor: TokenCursor): Select {
  if (cursor.isSymbol('(')) return cursor.parenthesized(() => parseSelect(cursor));
  cursor.expectWord('select');
  const distinct = cursor.takeWords('distinct');
  if (!distinct) cursor.takeWords('all');
  const top = cursor.takeWords('top') ? parseTop(cursor) : null;
  const items = cursor.list(() => parseItem(cursor));
  const from = cursor.takeWords('from') ? parseFrom(cursor) : null;
  const where = cursor.takeWords('where') ? condition(cursor) : null;
  const groupBy = cursor.takeWords('group', 'by') ? cursor.list(() => parseExpression(cursor)) : [];
  const having = cursor.takeWords('having') ? condition(cursor) : null;
  return { distinct, top, items, from, where, groupBy, having };
}

const condition = (cursor: TokenCursor): Condition => parseCondition(cursor, parseExpression);

/** `TOP (n)`, or the old `TOP n` with a number. */
function parseTop(cursor: TokenCursor): Expression {
  if (cursor.isSymbol('(')) return cursor.parenthesized(() => parseExpression(cursor));
  const { kind, text } = cursor.next();
  if (kind !== 'number' || !/^\d+$/.test(text)) throw cursor.syntaxError();
  return { kind: 'literal', value: BigInt(text), type: sqlType('bigint') };
}

function parseItem(cursor: TokenCursor): SelectItem {
  if (cursor.takeSymbol('*')) return { kind: 'star', of: [] };
  const star = cursor.attempt(() => qualifiedStar(cursor));
  if (star !== null) return { kind: 'star', of: star };
  const second = cursor.ahead(1);
  if (cursor.token.kind === 'variable' && second.kind === 'symbol' && second.text === '=') {
    const variable = cursor.next().text.toLowerCase();
    cursor.next();
    return { kind: 'assign', variable, value: parseExpression(cursor) };
  }
  if (cursor.token.kind !== 'string' && second.kind === 'symbol' && second.text === '=') {
    const alias = cursor.name();
    cursor.next();
    return { kind: 'expression', value: parseExpression(cursor), alias };
  }
  const value = parseExpression(cursor);
  return { kind: 'expression', value, alias: parseItemAlias(cursor) };
}

function qualifiedStar(cursor: TokenCursor): ObjectName {
  const parts = [cursor.name()];
  cursor.expectSymbol('.');
  while (!cursor.takeSymbol('*')) {
    parts.push(cursor.name());
    cursor.expectSymbol('.');
  }
  return parts;
}

const AFTER_ITEM = ['from', 'where', 'group', 'having', 'order', 'union', 'except', 'intersect', 'option', 'into'];
const AFTER_SOURCE = [
  ...AFTER_ITEM,
  ...[
    'on',
    'inner',
    'left',
    'right',
    'full',
    'cross',
    'outer',
    'join',
    'with',
    'set',
    'when',
    'for',
    'offset',
    'fetch',
  ],
];
/** A statement may begin right after another one, without a semicolon. */
export const STATEMENT_WORDS = [
  ...['select', 'insert', 'update', 'delete', 'create', 'drop', 'truncate', 'declare', 'set', 'begin', 'commit'],
  ...[
    'rollback',
    'save',
    'use',
    'if',
    'else',
    'while',
    'print',
    'raiserror',
    'throw',
    'waitfor',
    'exec',
    'execute',
    'end',
  ],
];

function parseItemAlias(cursor: TokenCursor): string | null {
  if (cursor.takeWords('as')) return cursor.token.kind === 'string' ? cursor.next().text : cursor.name();
  if (cursor.isWord(...AFTER_ITEM, ...STATEMENT_WORDS)) return null;
  const { kind } = cursor.token;
  if (kind === 'string') return cursor.next().text;
  return kind === 'word' || kind === 'quoted' ? cursor.name() : null;
}

export function parseFrom(cursor: TokenCursor): Source {
  let left = parseJoined(cursor);
  while (cursor.takeSymbol(',')) left = { kind: 'join', join: 'cross', left, right: parseJoined(cursor), on: null };
  return left;
}

function parseJoined(cursor: TokenCursor): Source {
  let left = parseSource(cursor);
  for (let join = parseJoinWord(cursor); join !== null; join = parseJoinWord(cursor)) {
    const right = parseSource(cursor);
    const on = cursor.takeWords('on') ? condition(cursor) : null;
    left = { kind: 'join', join, left, right, on };
  }
  return left;
}

function parseJoinWord(cursor: TokenCursor): Extract<Source, { kind: 'join' }>['join'] | null {
  if (cursor.takeWords('join') || cursor.takeWords('inner', 'join')) return 'inner';
  if (cursor.takeWords('cross', 'join')) return 'cross';
  for (const side of ['left', 'right', 'full'] as const) {
    if (cursor.takeWords(side, 'join') || cursor.takeWords(side, 'outer', 'join')) return side;
  }
  return null;
}

function parseSource(cursor: TokenCursor): Source {
  if (!cursor.isSymbol('(')) {
    const name = cursor.objectName();
    const alias = parseSourceAlias(cursor);
    skipHints(cursor);
    return { kind: 'name', name, alias };
  }
  if (cursor.ahead(1).text.toLowerCase() === 'values') return parseValues(cursor);
  const query = cursor.attempt(() => cursor.parenthesized(() => parseQuery(cursor)));
  if (query === null) return cursor.parenthesized(() => parseFrom(cursor));
  const alias = parseSourceAlias(cursor) ?? '';
  return { kind: 'query', query, alias, columns: cursor.isSymbol('(') ? nameList(cursor) : null };
}

function parseValues(cursor: TokenCursor): Source {
  const rows = cursor.parenthesized(() => {
    cursor.expectWord('values');
    return cursor.list(() => cursor.parenthesized(() => cursor.list(() => parseExpression(cursor))));
  });
  const alias = parseSourceAlias(cursor);
  if (alias === null) throw cursor.syntaxError();
  return { kind: 'values', rows, alias, columns: nameList(cursor) };
}

function parseSourceAlias(cursor: TokenCursor): string | null {
  if (cursor.takeWords('as')) return cursor.name();
  if (cursor.isWord(...AFTER_SOURCE, ...STATEMENT_WORDS)) return null;
  const { kind } = cursor.token;
  return kind === 'word' || kind === 'quoted' ? cursor.name() : null;
}

/** `WITH (INDEX(…), READPAST)`; `(NOLOCK)` without WITH is left as the syntax error that it should be in new code. */
export function skipHints(cursor: TokenCursor): void {
  const next = cursor.ahead(1);
  if (cursor.isWord('with') && next.kind === 'symbol' && next.text === '(') {
    cursor.next();
    skipParenthesis(cursor);
  }
}

export function skipParenthesis(cursor: TokenCursor): void {
  cursor.expectSymbol('(');
  for (let depth = 1; depth > 0; cursor.next()) {
    if (cursor.atEnd) throw cursor.syntaxError();
    if (cursor.isSymbol('(')) depth++;
    if (cursor.isSymbol(')')) depth--;
  }
}

function parsePaging(cursor: TokenCursor): Pick<Query, 'offset' | 'fetch'> {
  if (!cursor.takeWords('offset')) return { offset: null, fetch: null };
  const offset = parseExpression(cursor);
  if (!cursor.takeWords('rows')) cursor.takeWords('row');
  if (!cursor.takeWords('fetch', 'next') && !cursor.takeWords('fetch', 'first')) return { offset, fetch: null };
  const fetch = parseExpression(cursor);
  if (!cursor.takeWords('rows')) cursor.expectWord('row');
  cursor.expectWord('only');
  return { offset, fetch };
}
