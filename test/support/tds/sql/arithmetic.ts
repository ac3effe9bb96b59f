import { SqlError } from '../sql-error.ts';
import { familyOf, sqlType, type SqlType } from '../types/sql-type.ts';
import { asExact, castTo, coerce, commonType, concatenated, requireText, type Typed } from './typed.ts';

/** Arithmetic and concatenation, with the result types of "Precision, scale, and length (Transact-SQL)". */
export function arithmetic(operator: string, left: Typed, right: Typed): Typed {
  const nullable = left.nullable || right.nullable;
  const concatenation = operator === '+' ? joined(left, right, nullable) : null;
  if (concatenation !== null) return concatenation;
  const type = commonType(left, right);
  const family = familyOf(type);
  if (family === 'integer') return integers(operator, coerce(left, type), coerce(right, type), type, nullable);
  if (family === 'exact') {
    return exacts(operator, coerce(left, exactSide(left, type)), coerce(right, exactSide(right, type)), nullable);
  }
  if (family === 'approximate') return floats(operator, coerce(left, type), coerce(right, type), type, nullable);
  if (family === 'instant') return days(operator, left, right, type, nullable);
  if (family === 'binary') return integers(operator, castTo(left, BIGINT), castTo(right, BIGINT), BIGINT, nullable);
  throw invalid(operator, type);
}

function joined(left: Typed, right: Typed, nullable: boolean): Typed | null {
  if (isText(left) && isText(right)) {
    const [first, second] = [requireText(left), requireText(right)];
    return { sql: `(${first.sql} || ${second.sql})`, type: concatenated(first.type, second.type), nullable };
  }
  if (familyOf(left.type) !== 'binary' || familyOf(right.type) !== 'binary') return null;
  const length = left.type.length + right.type.length;
  return { sql: `ms_join(${left.sql}, ${right.sql})`, type: sqlType('varbinary', { length }), nullable };
}

function floats(operator: string, left: Typed, right: Typed, type: SqlType, nullable: boolean): Typed {
  if (operator === '/') return { sql: `ms_divide(${left.sql}, ${right.sql})`, type, nullable };
  return { sql: `(${left.sql} ${operator} ${right.sql})`, type, nullable };
}

const BIGINT = sqlType('bigint');

const isText = (value: Typed): boolean => familyOf(value.type) === 'text' || value.untyped === true;

export function negate(value: Typed): Typed {
  if (familyOf(value.type) === 'exact') return { ...value, sql: `ms_exact('-', ${zero}, ${value.sql}, 38)` };
  if (familyOf(value.type) === 'text') throw new SqlError(403, 16, 1, 'Invalid operator for data type.');
  return { ...value, sql: `(-${value.sql})` };
}

const zero = "'p00'";

function integers(operator: string, left: Typed, right: Typed, type: SqlType, nullable: boolean): Typed {
  if (operator === '^') throw invalid(operator, type);
  const isDivision = operator === '/' || operator === '%';
  const sql = isDivision
    ? `ms_divide_whole('${operator}', ${left.sql}, ${right.sql})`
    : `(${left.sql} ${operator} ${right.sql})`;
  return castTo({ sql, type: BIGINT, nullable }, type);
}

function exactSide(value: Typed, common: SqlType): SqlType {
  if (value.untyped === true) return common;
  return familyOf(value.type) === 'exact' || familyOf(value.type) === 'integer' ? asExact(value.type) : common;
}

function exacts(operator: string, left: Typed, right: Typed, nullable: boolean): Typed {
  const type = exactResult(operator, left.type, right.type);
  return { sql: `ms_exact('${operator}', ${left.sql}, ${right.sql}, ${type.scale})`, type, nullable };
}

function exactResult(operator: string, left: SqlType, right: SqlType): SqlType {
  const money = [left, right].find((type) => type.name === 'money' || type.name === 'smallmoney');
  if (money !== undefined && [left, right].every((type) => type.name.endsWith('money') || type.scale === 0))
    return money;
  const [p1, s1, p2, s2] = [left.precision, left.scale, right.precision, right.scale];
  switch (operator) {
    case '+':
    case '-': {
      const scale = Math.max(s1, s2);
      return bounded(Math.max(p1 - s1, p2 - s2) + scale + 1, scale, false);
    }
    case '*':
      return bounded(p1 + p2 + 1, s1 + s2, true);
    case '/': {
      const scale = Math.max(6, s1 + p2 + 1);
      return bounded(p1 - s1 + s2 + scale, scale, true);
    }
    case '%':
      return bounded(Math.min(p1 - s1, p2 - s2) + Math.max(s1, s2), Math.max(s1, s2), false);
    default:
      throw invalid(operator, left);
  }
}

/** Beyond 38 digits, decimals give way to the whole part, of a product or quotient down to six. */
function bounded(precision: number, scale: number, keepsSix: boolean): SqlType {
  if (precision <= 38) return sqlType('numeric', { precision, scale });
  const whole = precision - scale;
  const room = Math.max(38 - whole, keepsSix ? Math.min(scale, 6) : 0);
  return sqlType('numeric', { precision: 38, scale: Math.min(scale, room) });
}

/** A datetime and a number of days. */
function days(operator: string, left: Typed, right: Typed, type: SqlType, nullable: boolean): Typed {
  if (type.name !== 'datetime' && type.name !== 'smalldatetime') throw invalid(operator, type);
  if (operator !== '+' && operator !== '-') throw invalid(operator, type);
  const [instant, number] = familyOf(left.type) === 'instant' ? [left, right] : [right, left];
  if (familyOf(number.type) !== 'integer') throw invalid(operator, type);
  const count = operator === '-' ? `-(${number.sql})` : number.sql;
  return { sql: `ms_date_add('day', ${count}, ${instant.sql})`, type, nullable };
}

function invalid(operator: string, type: SqlType): SqlError {
  const words: Readonly<Record<string, string>> = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' };
  const word = words[operator] ?? operator;
  return new SqlError(8117, 16, 1, `Operand data type ${type.name} is invalid for ${word} operator.`);
}
