import { unsupported } from '../sql-error.ts';
import { sqlType } from '../types/sql-type.ts';
import { TokenCursor } from './cursor.ts';
import { tokenize } from './lexer.ts';
import { parseCondition } from './parse-condition.ts';
import { parseCreate } from './parse-definition.ts';
import { parseExpression, parseTypeName } from './parse-expression.ts';
import { nameList, parseQuery, skipHints } from './parse-query.ts';
import type { Expression, Statement } from './syntax.ts';

/** A batch as its statements. A batch that cannot be read is a SqlError (102 or 50000) and runs not at all. */
export function parseBatch(text: string): readonly Statement[] {
  const cursor = new TokenCursor(tokenize(text), parseQuery);
  const statements: Statement[] = [];
  while (!cursor.atEnd) {
    if (!cursor.takeSymbol(';')) statements.push(...parseStatement(cursor, text));
  }
  return statements;
}

/** An expression alone, as a computed column's definition. */
export function parseExpressionText(text: string): Expression {
  return parseExpression(new TokenCursor(tokenize(text), parseQuery));
}

type Reader = (cursor: TokenCursor, line: number, text: string) => readonly Statement[];
const one = (read: (cursor: TokenCursor, line: number, text: string) => Statement): Reader => {
  return (cursor, line, text) => [read(cursor, line, text)];
};
const query = one((cursor, line) => ({ kind: 'select', query: parseQuery(cursor), line }));

const readers: Readonly<Record<string, Reader>> = {
  select: query,
  with: query,
  insert: one(parseInsert),
  update: one(parseUpdate),
  delete: one(parseDelete),
  truncate: one((cursor, line) => {
    cursor.next();
    cursor.expectWord('table');
    return { kind: 'truncate', table: cursor.objectName(), line };
  }),
  create: one((cursor, _line, text) => parseCreate(cursor, text)),
  drop: one(parseDrop),
  declare: parseDeclare,
  set: one(parseSet),
  begin: one(parseBegin),
  commit: one(parseTransaction('commit')),
  rollback: one(parseTransaction('rollback')),
  save: one(parseTransaction('save')),
  use: one((cursor, line) => {
    cursor.next();
    return { kind: 'use', database: cursor.name(), line };
  }),
  if: one(parseIf),
  while: one((cursor, line, text) => {
    cursor.next();
    const condition = parseCondition(cursor, parseExpression);
    return { kind: 'while', condition, body: parseBody(cursor, text), line };
  }),
  print: one((cursor, line) => {
    cursor.next();
    return { kind: 'print', value: parseExpression(cursor), line };
  }),
  raiserror: one((cursor, line) => {
    cursor.next();
    const operands = cursor.parenthesized(() => cursor.list(() => parseExpression(cursor)));
    return { kind: 'raise', operands, line };
  }),
  throw: one((cursor, line) => {
    cursor.next();
    return { kind: 'raise', operands: cursor.list(() => parseExpression(cursor)), line };
  }),
  waitfor: one((cursor, line) => {
    cursor.next();
    cursor.expectWord('delay');
    return { kind: 'wait', delay: parseExpression(cursor), line };
  }),
  exec: one(parseExecute),
  execute: one(parseExecute),
};

function parseStatement(cursor: TokenCursor, text: string): readonly Statement[] {
  const { kind, line } = cursor.token;
  const word = kind === 'word' ? cursor.token.text.toLowerCase() : '';
  const read = Object.hasOwn(readers, word) ? readers[word] : undefined;
  if (read === undefined) throw cursor.syntaxError();
  return read(cursor, line, text);
}

function parseBody(cursor: TokenCursor, text: string): Statement {
  const { line } = cursor.token;
  const [first, ...rest] = parseStatement(cursor, text);
  if (first === undefined || rest.length > 0) return { kind: 'block', statements: first ? [first, ...rest] : [], line };
  return first;
}

function parseIf(cursor: TokenCursor, line: number, text: string): Statement {
  cursor.next();
  const condition = parseCondition(cursor, parseExpression);
  const then = parseBody(cursor, text);
  cursor.takeSymbol(';');
  const otherwise = cursor.takeWords('else') ? parseBody(cursor, text) : null;
  return { kind: 'if', condition, then, otherwise, line };
}

function parseInsert(cursor: TokenCursor, line: number): Statement {
  cursor.next();
  cursor.takeWords('into');
  const table = cursor.objectName();
  const columns = cursor.isSymbol('(') ? nameList(cursor) : null;
  if (cursor.takeWords('default', 'values')) return { kind: 'insert', table, columns: [], from: [[]], line };
  const from = cursor.takeWords('values')
    ? cursor.list(() => cursor.parenthesized(() => cursor.list(() => parseExpression(cursor))))
    : parseQuery(cursor);
  return { kind: 'insert', table, columns, from, line };
}

function parseUpdate(cursor: TokenCursor, line: number): Statement {
  cursor.next();
  const table = cursor.objectName();
  skipHints(cursor);
  cursor.expectWord('set');
  const assignments = cursor.list(() => {
    const name = cursor.objectName().at(-1) ?? '';
    cursor.expectSymbol('=');
    return [name, parseExpression(cursor)] as const;
  });
  if (cursor.isWord('from')) throw unsupported('UPDATE … FROM');
  const where = cursor.takeWords('where') ? parseCondition(cursor, parseExpression) : null;
  return { kind: 'update', table, assignments, where, line };
}

function parseDelete(cursor: TokenCursor, line: number): Statement {
  cursor.next();
  cursor.takeWords('from');
  const table = cursor.objectName();
  skipHints(cursor);
  const where = cursor.takeWords('where') ? parseCondition(cursor, parseExpression) : null;
  return { kind: 'delete', table, where, line };
}

function parseDrop(cursor: TokenCursor, line: number): Statement {
  cursor.next();
  const isView = cursor.takeWords('view');
  if (!isView) cursor.expectWord('table');
  const ifExists = cursor.takeWords('if', 'exists');
  return { kind: isView ? 'dropView' : 'dropTable', table: cursor.objectName(), ifExists, line };
}

function parseDeclare(cursor: TokenCursor, line: number): readonly Statement[] {
  cursor.next();
  return cursor.list(() => {
    const name = variableName(cursor);
    cursor.takeWords('as');
    const type = parseTypeName(cursor);
    const value = cursor.takeSymbol('=') ? parseExpression(cursor) : null;
    return { kind: 'declare', name, type, value, line };
  });
}

function variableName(cursor: TokenCursor): string {
  if (cursor.token.kind !== 'variable') throw cursor.syntaxError();
  return cursor.next().text.toLowerCase();
}

/** `SET @x = …`, or an option: all words up to its value, `SET TRANSACTION ISOLATION LEVEL SNAPSHOT` included. */
function parseSet(cursor: TokenCursor, line: number): Statement {
  cursor.next();
  if (cursor.token.kind === 'variable') {
    const name = variableName(cursor);
    cursor.expectSymbol('=');
    return { kind: 'assign', name, value: parseExpression(cursor), line };
  }
  if (cursor.takeWords('transaction', 'isolation', 'level')) {
    const words = [cursor.name()];
    if (cursor.isWord('uncommitted', 'committed', 'read')) words.push(cursor.name());
    return { kind: 'set', option: 'transaction isolation level', value: words.join(' ').toLowerCase(), line };
  }
  const names = cursor.list(() => cursor.name().toLowerCase());
  if (names.length === 1 && cursor.isWord('io', 'time', 'xml')) cursor.next();
  return { kind: 'set', option: names.join(','), value: parseSetValue(cursor), line };
}

function parseSetValue(cursor: TokenCursor): string {
  const sign = cursor.takeSymbol('-') ? '-' : '';
  if (cursor.atEnd) throw cursor.syntaxError();
  return sign + cursor.next().text.toLowerCase();
}

function parseBegin(cursor: TokenCursor, line: number, text: string): Statement {
  cursor.next();
  if (cursor.isWord('tran', 'transaction')) {
    cursor.next();
    return { kind: 'begin', name: transactionName(cursor), line };
  }
  if (cursor.isWord('try')) throw unsupported('TRY … CATCH');
  const statements: Statement[] = [];
  while (!cursor.takeWords('end')) {
    if (!cursor.takeSymbol(';')) statements.push(...parseStatement(cursor, text));
  }
  return { kind: 'block', statements, line };
}

function parseTransaction(kind: 'commit' | 'rollback' | 'save') {
  return (cursor: TokenCursor, line: number): Statement => {
    cursor.next();
    if (!cursor.takeWords('tran') && !cursor.takeWords('transaction')) cursor.takeWords('work');
    return { kind, name: transactionName(cursor), line };
  };
}

function transactionName(cursor: TokenCursor): string | null {
  const { kind, text } = cursor.token;
  if (kind === 'quoted' || kind === 'variable') return cursor.next().text;
  return kind === 'word' && !Object.hasOwn(readers, text.toLowerCase()) && !cursor.isWord('end', 'else')
    ? cursor.next().text
    : null;
}

function parseExecute(cursor: TokenCursor, line: number): Statement {
  cursor.next();
  const procedure = cursor.objectName().at(-1)?.toLowerCase() ?? '';
  const ends = cursor.atEnd || cursor.isSymbol(';');
  const operands = ends ? [] : cursor.list(() => parseOperand(cursor));
  return { kind: 'execute', procedure, operands, line };
}

function parseOperand(cursor: TokenCursor): { readonly name: string | null; readonly value: Expression } {
  const named = cursor.token.kind === 'variable' && cursor.ahead(1).text === '=';
  const name = named ? variableName(cursor) : null;
  if (named) cursor.next();
  if (cursor.token.kind === 'word') {
    const text = cursor.next().text;
    return { name, value: { kind: 'literal', value: text, type: sqlType('nvarchar', { length: text.length }) } };
  }
  return { name, value: parseExpression(cursor) };
}
