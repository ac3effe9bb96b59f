import { familyOf } from '../types/sql-type.ts';
import type { SqlFunction } from './sql-function.ts';
import { castTo, type Typed } from './typed.ts';
import { sqlType } from '../types/sql-type.ts';

const FLOAT = sqlType('float');

/** Text and money apart, a number keeps its type; text is read as a float. */
const asNumber = (value: Typed): Typed => (familyOf(value.type) === 'text' ? castTo(value, FLOAT) : value);

function rounded(how: 'floor' | 'ceiling' | 'round', operand: Typed, digits: string): Typed {
  const value = asNumber(operand);
  const family = familyOf(value.type);
  if (family === 'integer') return value;
  if (family === 'approximate')
    return { ...value, type: FLOAT, sql: `ms_round_float(${value.sql}, '${how}', ${digits})` };
  const isMoney = value.type.name === 'money' || value.type.name === 'smallmoney';
  const type = how === 'round' || isMoney ? value.type : { ...value.type, scale: 0 };
  return { ...value, type, sql: `ms_round_exact(${value.sql}, '${how}', ${digits})` };
}

const whole = (how: 'floor' | 'ceiling'): SqlFunction => ({
  min: 1,
  max: 1,
  make: (_, [value]) => rounded(how, value, '0'),
});

export const numberFunctions: Readonly<Record<string, SqlFunction>> = {
  floor: whole('floor'),
  ceiling: whole('ceiling'),
  round: { min: 2, max: 2, make: (_, [value, digits]) => rounded('round', value, digits.sql) },
  abs: {
    min: 1,
    max: 1,
    make: (_, [operand]) => {
      const value = asNumber(operand);
      if (familyOf(value.type) !== 'exact') return { ...value, sql: `abs(${value.sql})` };
      const negative = `ms_exact('-', 'p00', ${value.sql}, 38)`;
      return { ...value, sql: `CASE WHEN ${value.sql} < 'p00' THEN ${negative} ELSE ${value.sql} END` };
    },
  },
};
