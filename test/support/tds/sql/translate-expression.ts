import { SqlError } from '../sql-error.ts';
import { arithmetic, negate } from './arithmetic.ts';
import { callFunction } from './functions.ts';
import type { Expression, ObjectName } from './syntax.ts';
import { bind, castTo, coerce, commonOf, type Scope, type ScopeColumn, type Translation, type Typed } from './typed.ts';

type Kind = Expression['kind'];
type Translators = {
  readonly [Each in Kind]: (at: Translation, of: Extract<Expression, { kind: Each }>, scope: Scope) => Typed;
};

const translators: Translators = {
  literal,
  column: (_at, of, scope) => findColumn(of.name, scope),
  variable: (at, of) => variable(at, of.name),
  // A binary collation compares code points, every other one as the database's own.
  collate: (at, of, scope) => ({
    ...at.expression(of.operand, scope),
    byCodePoint: /_bin2?$/i.test(of.collation),
  }),
  negate: (at, of, scope) => negate(at.expression(of.operand, scope)),
  arithmetic: (at, of, scope) => arithmetic(of.operator, at.expression(of.left, scope), at.expression(of.right, scope)),
  case: cases,
  convert: (at, of, scope) => {
    // TRY_CONVERT and TRY_CAST came with SQL Server 2012 (11.0).
    if (of.lenient && at.store.facts.version[0] < 11) {
      throw new SqlError(195, 15, 10, "'TRY_CONVERT' is not a recognized built-in function name.");
    }
    const style = of.style === null ? '0' : at.expression(of.style, scope).sql;
    return castTo(at.expression(of.operand, scope), of.type, style, of.lenient);
  },
  call: callFunction,
  subquery: (at, of, scope) => {
    const { sql, columns } = at.query(of.query, scope);
    const [column] = columns;
    if (column === undefined || columns.length > 1) {
      throw new SqlError(116, 16, 1, 'Only one expression can be specified in the select list of a subquery.');
    }
    return { sql: `(${sql})`, type: column.type, nullable: true };
  },
};

/** An expression in SQLite's SQL with its SQL Server type. */
export function translateExpression(translation: Translation, expression: Expression, scope: Scope): Typed {
  const translate = translators[expression.kind] as (at: Translation, of: Expression, scope: Scope) => Typed;
  return translate(translation, expression, scope);
}

function literal(translation: Translation, { value, type }: Extract<Expression, { kind: 'literal' }>): Typed {
  if (value === null) return { sql: 'NULL', type, nullable: true, untyped: true };
  const plain = typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));
  const sql = plain ? plainNumber(value) : bind(translation, value);
  return { sql, type, nullable: false };
}

const plainNumber = (value: bigint | number): string =>
  typeof value === 'bigint' ? String(value) : /[.e]/.test(String(value)) ? String(value) : `${value}.0`;

function variable(translation: Translation, name: string): Typed {
  if (name.startsWith('@@')) return callFunction(translation, globalCall(name), { sources: [], outer: null });
  const found = translation.session.variables.get(name);
  if (found === undefined) throw new SqlError(137, 15, 2, `Must declare the scalar variable "${name}".`);
  return { sql: bind(translation, found.value), type: found.type, nullable: true };
}

function globalCall(name: string): Extract<Expression, { kind: 'call' }> {
  return { kind: 'call', name, operands: [], distinct: false, star: false, over: null };
}

/** The column that a name means, in the innermost query that has one. */
export function findColumn(name: ObjectName, scope: Scope): ScopeColumn {
  const column = (name.at(-1) ?? '').toLowerCase();
  const source = name.at(-2)?.toLowerCase();
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const found = at.sources
      .filter((candidate) => source === undefined || candidate.alias.toLowerCase() === source)
      .flatMap((candidate) => candidate.columns.filter((each) => each.name.toLowerCase() === column));
    const [first] = found;
    if (found.length > 1) throw new SqlError(209, 16, 1, `Ambiguous column name '${name.join('.')}'.`);
    if (first !== undefined) return first;
  }
  throw source === undefined
    ? new SqlError(207, 16, 1, `Invalid column name '${name.join('.')}'.`)
    : new SqlError(4104, 16, 1, `The multi-part identifier "${name.join('.')}" could not be bound.`);
}

function cases(translation: Translation, expression: Extract<Expression, { kind: 'case' }>, scope: Scope): Typed {
  const results = expression.whens.map(([, result]) => translation.expression(result, scope));
  const last = expression.otherwise === null ? null : translation.expression(expression.otherwise, scope);
  const all = last === null ? results : [...results, last];
  const type = commonOf(all);
  const whens = expression.whens.map(([condition], index) => {
    const result = results[index];
    if (result === undefined) throw new RangeError('a WHEN without a result');
    return `WHEN ${translation.condition(condition, scope)} THEN ${coerce(result, type).sql}`;
  });
  const end = last === null ? '' : ` ELSE ${coerce(last, type).sql}`;
  return {
    sql: `CASE ${whens.join(' ')}${end} END`,
    type,
    nullable: last === null || all.some((each) => each.nullable),
  };
}
