import { encodeExact } from '../types/exact.ts';
import { makeType, sqlType, type SqlType } from '../types/sql-type.ts';
import type { TokenCursor } from './cursor.ts';
import { parseCondition } from './parse-condition.ts';
import type { Expression, Ordering, Window } from './syntax.ts';

const NULL_LITERAL: Expression = { kind: 'literal', value: null, type: sqlType('int') };

export function parseExpression(cursor: TokenCursor): Expression {
  let left = parseProduct(cursor);
  for (;;) {
    const operator = ['+', '-', '&', '|', '^'].find((symbol) => cursor.isSymbol(symbol));
    if (operator === undefined) return left;
    cursor.next();
    left = { kind: 'arithmetic', operator, left, right: parseProduct(cursor) };
  }
}

function parseProduct(cursor: TokenCursor): Expression {
  let left = parseUnary(cursor);
  for (;;) {
    const operator = ['*', '/', '%'].find((symbol) => cursor.isSymbol(symbol));
    if (operator === undefined) return left;
    cursor.next();
    left = { kind: 'arithmetic', operator, left, right: parseUnary(cursor) };
  }
}

function parseUnary(cursor: TokenCursor): Expression {
  if (cursor.takeSymbol('-')) return { kind: 'negate', operand: parseUnary(cursor) };
  if (cursor.takeSymbol('+')) return parseUnary(cursor);
  const operand = parsePrimary(cursor);
  return cursor.takeWords('collate') ? { kind: 'collate', operand, collation: cursor.name() } : operand;
}

function parsePrimary(cursor: TokenCursor): Expression {
  const { kind, text } = cursor.token;
  if (kind === 'symbol') return parseParenthesis(cursor);
  if (kind === 'word' || kind === 'quoted') return parseWord(cursor);
  if (kind === 'end') throw cursor.syntaxError();
  cursor.next();
  return kind === 'variable' ? { kind, name: text.toLowerCase() } : literals[kind](text);
}

function parseParenthesis(cursor: TokenCursor): Expression {
  return cursor.parenthesized(() =>
    cursor.isWord('select', 'with') ? ({ kind: 'subquery', query: cursor.query() } as const) : parseExpression(cursor),
  );
}

type LiteralKind = 'string' | 'national' | 'number' | 'money' | 'binary';

const literals: Readonly<Record<LiteralKind, (text: string) => Expression>> = {
  string: (text) => ({ kind: 'literal', value: text, type: sqlType('varchar', { length: lengthOf(text, 8000) }) }),
  national: (text) => ({ kind: 'literal', value: text, type: sqlType('nvarchar', { length: lengthOf(text, 4000) }) }),
  binary: (text) => {
    const value = Buffer.from(text.length % 2 === 0 ? text : `0${text}`, 'hex');
    return { kind: 'literal', value, type: sqlType('varbinary', { length: Math.max(1, value.length) }) };
  },
  money: (text) => ({ kind: 'literal', value: encodeExact(text), type: sqlType('money') }),
  number: numberLiteral,
};

const lengthOf = (text: string, limit: number): number => (text.length > limit ? -1 : Math.max(1, text.length));

function numberLiteral(text: string): Expression {
  if (/e/i.test(text)) return { kind: 'literal', value: Number(text), type: sqlType('float') };
  if (/^\d+$/.test(text) && BigInt(text) <= 2_147_483_647n) {
    return { kind: 'literal', value: BigInt(text), type: sqlType('int') };
  }
  const [whole = '', fraction = ''] = text.split('.');
  const digits = whole.replace(/^0+/, '').length + fraction.length;
  const type = sqlType('numeric', { precision: Math.max(1, digits), scale: fraction.length });
  return { kind: 'literal', value: encodeExact(text), type };
}

function parseWord(cursor: TokenCursor): Expression {
  if (cursor.takeWords('null')) return NULL_LITERAL;
  if (cursor.takeWords('case')) return parseCase(cursor);
  if (cursor.takeWords('current_timestamp')) return call('getdate', []);
  if (cursor.isWord('cast', 'try_cast')) return parseCast(cursor);
  if (cursor.isWord('convert', 'try_convert')) return parseConvert(cursor);
  const name = cursor.objectName();
  return cursor.isSymbol('(') ? parseCall(cursor, (name.at(-1) ?? '').toLowerCase()) : { kind: 'column', name };
}

function call(name: string, operands: readonly Expression[]): Expression {
  return { kind: 'call', name, operands, distinct: false, star: false, over: null };
}

function parseCall(cursor: TokenCursor, name: string): Expression {
  cursor.expectSymbol('(');
  const distinct = cursor.takeWords('distinct');
  const star = cursor.takeSymbol('*');
  const empty = star || cursor.isSymbol(')');
  const operands = empty ? [] : cursor.list(() => parseExpression(cursor));
  cursor.expectSymbol(')');
  const over = cursor.takeWords('over') ? parseWindow(cursor) : null;
  return { kind: 'call', name, operands, distinct, star, over };
}

function parseWindow(cursor: TokenCursor): Window {
  return cursor.parenthesized(() => {
    const partitionBy = cursor.takeWords('partition', 'by') ? cursor.list(() => parseExpression(cursor)) : [];
    return { partitionBy, orderBy: parseOrderBy(cursor) };
  });
}

export function parseOrderBy(cursor: TokenCursor): readonly Ordering[] {
  if (!cursor.takeWords('order', 'by')) return [];
  return cursor.list(() => {
    const by = parseExpression(cursor);
    const descending = cursor.takeWords('desc');
    if (!descending) cursor.takeWords('asc');
    return { by, descending };
  });
}

function parseCase(cursor: TokenCursor): Expression {
  const subject = cursor.isWord('when') ? null : parseExpression(cursor);
  const whens: (readonly [ReturnType<typeof parseCondition>, Expression])[] = [];
  while (cursor.takeWords('when')) {
    const condition =
      subject === null
        ? parseCondition(cursor, parseExpression)
        : ({ kind: 'compare', operator: '=', left: subject, right: parseExpression(cursor) } as const);
    cursor.expectWord('then');
    whens.push([condition, parseExpression(cursor)]);
  }
  const otherwise = cursor.takeWords('else') ? parseExpression(cursor) : null;
  cursor.expectWord('end');
  return { kind: 'case', whens, otherwise };
}

function parseCast(cursor: TokenCursor): Expression {
  const lenient = cursor.next().text.toLowerCase() === 'try_cast';
  return cursor.parenthesized(() => {
    const operand = parseExpression(cursor);
    cursor.expectWord('as');
    return { kind: 'convert', operand, type: parseConversionType(cursor), style: null, lenient };
  });
}

function parseConvert(cursor: TokenCursor): Expression {
  const lenient = cursor.next().text.toLowerCase() === 'try_convert';
  return cursor.parenthesized(() => {
    const type = parseConversionType(cursor);
    cursor.expectSymbol(',');
    const operand = parseExpression(cursor);
    const style = cursor.takeSymbol(',') ? parseExpression(cursor) : null;
    return { kind: 'convert', operand, type, style, lenient };
  });
}

/** In CAST and CONVERT a length left out is 30, elsewhere 1. */
function parseConversionType(cursor: TokenCursor): SqlType {
  const start = cursor.ahead(1);
  const type = parseTypeName(cursor);
  const written = start.kind === 'symbol' && start.text === '(';
  return type.length === 1 && !written ? { ...type, length: 30 } : type;
}

export function parseTypeName(cursor: TokenCursor): SqlType {
  const name = cursor.name();
  if (!cursor.takeSymbol('(')) return makeType(name, []);
  const numbers = cursor.list(() => {
    const { text } = cursor.next();
    return text.toLowerCase() === 'max' ? -1 : Number(text);
  });
  cursor.expectSymbol(')');
  return makeType(name, numbers);
}
