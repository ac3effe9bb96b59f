import { SqlError } from '../sql-error.ts';
import type { Condition } from './syntax.ts';
import {
  castTo,
  coerce,
  commonOf,
  commonType,
  comparable,
  orderKey,
  requireText,
  type Scope,
  type Translation,
  type Typed,
} from './typed.ts';
import { familyOf } from '../types/sql-type.ts';

const OPERATORS: Readonly<Record<string, string>> = { '!=': '<>', '!<': '>=', '!>': '<=' };

type Kind = Condition['kind'];
type Translators = {
  readonly [Each in Kind]: (at: Translation, of: Extract<Condition, { kind: Each }>, scope: Scope) => string;
};

const both = (at: Translation, of: Extract<Condition, { kind: 'and' | 'or' }>, scope: Scope): string =>
  `(${at.condition(of.left, scope)} ${of.kind.toUpperCase()} ${at.condition(of.right, scope)})`;

const translators: Translators = {
  and: both,
  or: both,
  not: (at, of, scope) => `(NOT ${at.condition(of.operand, scope)})`,
  null: (at, of, scope) => `(${at.expression(of.operand, scope).sql} IS ${of.negated ? 'NOT ' : ''}NULL)`,
  exists: (at, of, scope) => `EXISTS (${at.query(of.query, scope).sql})`,
  compare: (at, of, scope) => {
    const operator = OPERATORS[of.operator] ?? of.operator;
    return compare(operator, at.expression(of.left, scope), at.expression(of.right, scope));
  },
  between: (at, of, scope) => {
    const operand = at.expression(of.operand, scope);
    const low = compare('>=', operand, at.expression(of.low, scope));
    const high = compare('<=', operand, at.expression(of.high, scope));
    return `(${of.negated ? 'NOT ' : ''}(${low} AND ${high}))`;
  },
  in: isIn,
  like,
};

/** A condition in SQLite's SQL; three-valued logic is the same in both. */
export function translateCondition(translation: Translation, condition: Condition, scope: Scope): string {
  const translate = translators[condition.kind] as (at: Translation, of: Condition, scope: Scope) => string;
  return translate(translation, condition, scope);
}

export function compare(operator: string, left: Typed, right: Typed): string {
  const type = commonType(comparable(left), comparable(right));
  const byCodePoint = left.byCodePoint === true || right.byCodePoint === true;
  const key = (value: Typed): string => orderKey({ ...coerce(value, type), byCodePoint });
  return `(${key(left)} ${operator} ${key(right)})`;
}

function isIn(translation: Translation, condition: Extract<Condition, { kind: 'in' }>, scope: Scope): string {
  const operand = comparable(translation.expression(condition.operand, scope));
  const word = condition.negated ? 'NOT IN' : 'IN';
  if (!('kind' in condition.list)) {
    const list = condition.list.map((each) => comparable(translation.expression(each, scope)));
    const type = commonOf([operand, ...list]);
    const keys = list.map((each) => orderKey(coerce(each, type)));
    return `(${orderKey(coerce(operand, type))} ${word} (${keys.join(', ')}))`;
  }
  const query = translation.query(condition.list, scope);
  const [column] = query.columns;
  if (column === undefined || query.columns.length !== 1) {
    throw new SqlError(116, 16, 1, 'Only one expression can be specified in the select list of a subquery.');
  }
  const name = translation.alias();
  const inner = { sql: `${name}.c`, type: column.type, nullable: true };
  const type = commonType(operand, inner);
  const keys = `WITH ${name}(c) AS (${query.sql}) SELECT ${orderKey(coerce(inner, type))} FROM ${name}`;
  return `(${orderKey(coerce(operand, type))} ${word} (${keys}))`;
}

function like(translation: Translation, condition: Extract<Condition, { kind: 'like' }>, scope: Scope): string {
  const operand = requireText(translation.expression(condition.operand, scope));
  const pattern = translation.expression(condition.pattern, scope);
  const text = familyOf(pattern.type) === 'text' ? pattern : castTo(pattern, operand.type);
  const escape = condition.escape === null ? "''" : translation.expression(condition.escape, scope).sql;
  return `(${condition.negated ? 'NOT ' : ''}ms_like(${operand.sql}, ${text.sql}, ${escape}, ${operand.byCodePoint === true ? 1 : 0}))`;
}
