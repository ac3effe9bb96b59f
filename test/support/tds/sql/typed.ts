import { SqlError } from '../sql-error.ts';
import type { Session } from '../engine/session.ts';
import type { Store } from '../engine/store.ts';
import { familyOf, isNational, precedenceOf, sqlType, typeText, type Family, type SqlType } from '../types/sql-type.ts';
import type { Stored } from '../types/stored.ts';
import { quoteText } from './quote.ts';
import type { Condition, Expression, ObjectName, Query } from './syntax.ts';
import type { ResultColumn } from '../wire/tokens.ts';

/** An expression in SQLite's SQL, with the SQL Server type of its value. */
export interface Typed {
  readonly sql: string;
  readonly type: SqlType;
  readonly nullable: boolean;
  /** A literal NULL: it takes the type of what it stands beside. */
  readonly untyped?: boolean;
  /** Under a binary collation. */
  readonly byCodePoint?: boolean;
}

export interface ScopeColumn extends Typed {
  readonly name: string;
  readonly computed?: boolean;
  readonly identity?: boolean;
  readonly table?: string;
}

export interface ScopeSource {
  readonly alias: string;
  /** `dbo` in `dbo.PAGOS`, when the source has no alias of its own. */
  readonly schema: string | null;
  readonly columns: readonly ScopeColumn[];
}

/** What names mean at a place: the sources of its FROM, then those of the queries around it. */
export interface Scope {
  readonly sources: readonly ScopeSource[];
  readonly outer: Scope | null;
}

export interface TranslatedQuery {
  readonly sql: string;
  readonly columns: readonly ResultColumn[];
  /** SELECT @a = …: the variable of each column. */
  readonly variables: readonly string[];
}

export interface Translation {
  readonly session: Session;
  readonly store: Store;
  /** Values for `?1`, `?2` …, in their order. */
  readonly binds: Stored[];
  readonly ctes: Map<string, ScopeSource & { readonly sql: string }>;
  /** The condition under which the session sees a version of a row. */
  readonly visibility: string;
  /** A catalogue view (`sys.tables`), or null when the name is none. */
  systemTable(name: ObjectName): { readonly sql: string; readonly columns: readonly Omit<ScopeColumn, 'sql'>[] } | null;
  alias(): string;
  expression(expression: Expression, scope: Scope): Typed;
  condition(condition: Condition, scope: Scope): string;
  query(query: Query, outer: Scope | null): TranslatedQuery;
}

export function bind(translation: Translation, value: Stored): string {
  translation.binds.push(value);
  return `?${translation.binds.length}`;
}

export function int(sql: string, nullable = false): Typed {
  return { sql, type: sqlType('int'), nullable };
}

/** The value in another type, as CAST or CONVERT gives it. */
export function castTo(value: Typed, type: SqlType, style = '0', lenient = false): Typed {
  const parts = [value.sql, quoteText(typeText(value.type)), quoteText(typeText(type)), style];
  const sql = `${lenient ? 'ms_try_convert' : 'ms_convert'}(${parts.join(', ')})`;
  return { sql, type, nullable: value.nullable || lenient };
}

/** The value for use beside others of `type`: converted only where its stored form would differ. */
export function coerce(value: Typed, type: SqlType): Typed {
  if (value.untyped === true) return { ...value, type };
  const from = familyOf(value.type);
  const to = familyOf(type);
  const same =
    from === to && from !== 'variant' && !(value.type.name === 'datetimeoffset') && type.name !== 'datetimeoffset';
  if (same || typeText(value.type) === typeText(type)) return { ...value, type };
  return castTo(value, from === 'text' && to === 'binary' ? { ...type, length: -1 } : type);
}

/** The type of two values in one expression: precedence decides, lengths and scales make room for both. */
export function commonType(left: Typed, right: Typed): SqlType {
  if (left.untyped === true) return right.type;
  if (right.untyped === true) return left.type;
  const leftFirst = precedenceOf(left.type) >= precedenceOf(right.type);
  const [high, low] = leftFirst ? [left.type, right.type] : [right.type, left.type];
  const family = familyOf(high);
  if (family === 'exact' && familyOf(low) === 'integer') return widerExact(high, asExact(low));
  return family === familyOf(low) ? wider(high, low, family) : high;
}

function wider(high: SqlType, low: SqlType, family: Family): SqlType {
  if (family === 'text' || family === 'binary') return { ...high, length: longer(high, low) };
  if (family === 'exact') return widerExact(high, low);
  if (family !== 'instant') return high;
  return { ...high, scale: high.name === 'datetime' ? 3 : Math.max(high.scale, low.scale) };
}

/** The common type of several values; all of them NULL literals are an int. */
export function commonOf(values: readonly Typed[]): SqlType {
  const [first, ...rest] = values;
  if (first === undefined) return sqlType('int');
  return rest.reduce<Typed>((found, each) => {
    const untyped = found.untyped === true && each.untyped === true;
    return { sql: '', nullable: true, type: commonType(found, each), ...(untyped ? { untyped } : {}) };
  }, first).type;
}

function longer(left: SqlType, right: SqlType): number {
  return left.length < 0 || right.length < 0 ? -1 : Math.max(left.length, right.length);
}

function widerExact(high: SqlType, low: SqlType): SqlType {
  if (high.name === 'money' || high.name === 'smallmoney') return high;
  const scale = Math.max(high.scale, low.scale);
  const whole = Math.max(high.precision - high.scale, low.precision - low.scale);
  return { ...high, precision: Math.min(38, whole + scale), scale };
}

/** An integer type as the numeric that holds it. */
export function asExact(type: SqlType): SqlType {
  return familyOf(type) === 'integer' ? sqlType('numeric', { precision: Math.max(1, type.precision), scale: 0 }) : type;
}

/** What SQLite compares, groups and orders by, so that the result is SQL Server's. */
export function orderKey(value: Typed): string {
  if (familyOf(value.type) === 'text')
    return value.byCodePoint === true ? `rtrim(${value.sql})` : `ms_key(${value.sql})`;
  return value.type.name === 'datetimeoffset' ? `substr(${value.sql}, 1, 27)` : value.sql;
}

const NOT_COMPARABLE = new Set(['text', 'ntext', 'image', 'xml']);

export function comparable(value: Typed): Typed {
  if (!NOT_COMPARABLE.has(value.type.name)) return value;
  const message = `The ${value.type.name} data type cannot be compared or sorted, except when using IS NULL or LIKE operator.`;
  throw new SqlError(306, 16, 2, message);
}

export function requireText(value: Typed): Typed {
  if (familyOf(value.type) === 'text') return value;
  return castTo(value, sqlType('varchar', { length: 8000 }));
}

export function concatenated(left: SqlType, right: SqlType): SqlType {
  const national = isNational(left) || isNational(right);
  const length = left.length < 0 || right.length < 0 ? -1 : left.length + right.length;
  return sqlType(national ? 'nvarchar' : 'varchar', { length: Math.min(length, national ? 4000 : 8000) });
}
