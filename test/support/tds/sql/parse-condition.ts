import type { TokenCursor } from './cursor.ts';
import type { Condition, Expression } from './syntax.ts';

type ReadExpression = (cursor: TokenCursor) => Expression;

/** Conditions and expressions contain each other, so the reader of expressions is given. */
export function parseCondition(cursor: TokenCursor, read: ReadExpression): Condition {
  let left = parseConjunction(cursor, read);
  while (cursor.takeWords('or')) left = { kind: 'or', left, right: parseConjunction(cursor, read) };
  return left;
}

function parseConjunction(cursor: TokenCursor, read: ReadExpression): Condition {
  let left = parseNegation(cursor, read);
  while (cursor.takeWords('and')) left = { kind: 'and', left, right: parseNegation(cursor, read) };
  return left;
}

function parseNegation(cursor: TokenCursor, read: ReadExpression): Condition {
  if (cursor.takeWords('not')) return { kind: 'not', operand: parseNegation(cursor, read) };
  if (cursor.takeWords('exists')) return { kind: 'exists', query: cursor.parenthesized(() => cursor.query()) };
  // A parenthesis may hold a condition or an expression; only reading on tells.
  const inner = cursor.isSymbol('(')
    ? cursor.attempt(() => cursor.parenthesized(() => parseCondition(cursor, read)))
    : null;
  return inner ?? parsePredicate(cursor, read(cursor), read);
}

const COMPARISONS = ['=', '<>', '!=', '<', '<=', '>', '>=', '!<', '!>'];

function parsePredicate(cursor: TokenCursor, left: Expression, read: ReadExpression): Condition {
  const operator = COMPARISONS.find((symbol) => cursor.isSymbol(symbol));
  if (operator !== undefined) {
    cursor.next();
    return { kind: 'compare', operator, left, right: read(cursor) };
  }
  if (cursor.takeWords('is')) {
    const negated = cursor.takeWords('not');
    cursor.expectWord('null');
    return { kind: 'null', operand: left, negated };
  }
  return parseNegatable(cursor, left, cursor.takeWords('not'), read);
}

function parseNegatable(cursor: TokenCursor, operand: Expression, negated: boolean, read: ReadExpression): Condition {
  if (cursor.takeWords('in')) {
    const list = cursor.parenthesized(() =>
      cursor.isWord('select', 'with') ? cursor.query() : cursor.list(() => read(cursor)),
    );
    return { kind: 'in', operand, list, negated };
  }
  if (cursor.takeWords('like')) {
    const pattern = read(cursor);
    const escape = cursor.takeWords('escape') ? read(cursor) : null;
    return { kind: 'like', operand, pattern, escape, negated };
  }
  if (cursor.takeWords('between')) {
    const low = read(cursor);
    cursor.expectWord('and');
    return { kind: 'between', operand, low, high: read(cursor), negated };
  }
  throw cursor.syntaxError();
}
