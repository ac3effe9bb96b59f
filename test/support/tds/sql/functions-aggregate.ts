import { SqlError } from '../sql-error.ts';
import { familyOf, sqlType, type SqlType } from '../types/sql-type.ts';
import type { Expression } from './syntax.ts';
import { castTo, comparable, orderKey, type Typed } from './typed.ts';

type Call = Extract<Expression, { kind: 'call' }>;
type Aggregate = (call: Call, operand: () => Typed) => Typed;

/** COUNT is an int, COUNT_BIG a bigint; sums have the types of "SUM (Transact-SQL)". */
export const aggregates: Readonly<Record<string, Aggregate>> = {
  count: (call, operand) => castTo(counted(call, operand), sqlType('int')),
  count_big: counted,
  sum: (call, operand) => summed(call, operand()),
  avg: (call, operand) => average(call, operand()),
  min: (_, operand) => extreme('min', operand()),
  max: (_, operand) => extreme('max', operand()),
};

function counted(call: Call, operand: () => Typed): Typed {
  const type = sqlType('bigint');
  if (call.star) return { sql: 'count(*)', type, nullable: false };
  const value = operand();
  return { sql: `count(${call.distinct ? `DISTINCT ${orderKey(value)}` : value.sql})`, type, nullable: false };
}

function sumType(type: SqlType): SqlType {
  const family = familyOf(type);
  if (type.name === 'bigint' || type.name === 'money') return type;
  if (type.name === 'smallmoney') return sqlType('money');
  if (family === 'integer' && type.name !== 'bit') return sqlType('int');
  if (family === 'exact') return sqlType('decimal', { precision: 38, scale: type.scale });
  if (family === 'approximate') return sqlType('float');
  throw notSummable(type);
}

function notSummable(type: SqlType): SqlError {
  return new SqlError(8117, 16, 1, `Operand data type ${type.name} is invalid for sum operator.`);
}

function summed(call: Call, value: Typed): Typed {
  const type = sumType(value.type);
  const distinct = call.distinct ? 'DISTINCT ' : '';
  const inner = { sql: '', type, nullable: true };
  if (familyOf(type) === 'exact') return castTo({ ...inner, sql: `ms_sum(${distinct}${value.sql})` }, type);
  if (familyOf(type) === 'approximate') return { ...inner, sql: `sum(${distinct}${value.sql})` };
  return castTo({ ...inner, sql: `sum(${distinct}${value.sql})`, type: sqlType('bigint') }, type);
}

function average(call: Call, value: Typed): Typed {
  const sum = summed(call, value);
  const count = `count(${call.distinct ? 'DISTINCT ' : ''}${value.sql})`;
  if (familyOf(sum.type) === 'approximate') return { ...sum, sql: `avg(${value.sql})` };
  if (familyOf(sum.type) === 'integer') return { ...sum, sql: `(${sum.sql} / nullif(${count}, 0))` };
  const scale = sum.type.name === 'money' ? 4 : Math.max(6, sum.type.scale);
  const type = sum.type.name === 'money' ? sum.type : { ...sum.type, scale };
  const number = `ms_convert(nullif(${count}, 0), 'bigint', 'decimal(19,0)', 0)`;
  return { ...sum, type, sql: `ms_exact('/', ${sum.sql}, ${number}, ${scale})` };
}

function extreme(name: 'min' | 'max', operand: Typed): Typed {
  const value = comparable(operand);
  if (value.type.name === 'bit') {
    throw new SqlError(8117, 16, 1, `Operand data type bit is invalid for ${name} operator.`);
  }
  const sql = familyOf(value.type) === 'text' ? `ms_${name}(${value.sql})` : `${name}(${value.sql})`;
  return { sql, type: value.type, nullable: true };
}
