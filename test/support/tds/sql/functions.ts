import { SqlError, unsupported } from '../sql-error.ts';
import { aggregates } from './functions-aggregate.ts';
import { dateFunctions } from './functions-date.ts';
import { numberFunctions } from './functions-number.ts';
import { systemFunctions } from './functions-system.ts';
import { textFunctions } from './functions-text.ts';
import type { Expression } from './syntax.ts';
import type { Scope, Translation, Typed } from './typed.ts';
import { coerce, commonOf, orderKey } from './typed.ts';
import type { SqlFunction } from './sql-function.ts';
import { sqlType } from '../types/sql-type.ts';

type Call = Extract<Expression, { kind: 'call' }>;

const general: Readonly<Record<string, SqlFunction>> = {
  coalesce: { min: 1, max: 100, make: (_, operands) => coalesced(operands) },
  // ISNULL takes the type of its first operand, COALESCE the common one.
  isnull: {
    min: 2,
    max: 2,
    make: (_, [first, second]) => {
      const type = first.untyped === true ? second.type : first.type;
      return {
        sql: `ifnull(${first.sql}, ${coerce(second, type).sql})`,
        type,
        nullable: first.nullable && second.nullable,
      };
    },
  },
  nullif: {
    min: 2,
    max: 2,
    make: (_, [first, second]) => {
      const type = commonOf([first, second]);
      const keys = [orderKey(coerce(first, type)), orderKey(coerce(second, type))];
      return { sql: `CASE WHEN ${keys.join(' = ')} THEN NULL ELSE ${first.sql} END`, type: first.type, nullable: true };
    },
  },
  newid: { min: 0, max: 0, make: () => ({ sql: 'ms_newid()', type: sqlType('uniqueidentifier'), nullable: false }) },
};

function coalesced(operands: readonly Typed[]): Typed {
  const type = commonOf(operands);
  const sql = operands.map((each) => coerce(each, type).sql);
  return {
    sql: sql.length === 1 ? (sql[0] ?? 'NULL') : `coalesce(${sql.join(', ')})`,
    type,
    nullable: operands.every((each) => each.nullable),
  };
}

const all = new Map<string, SqlFunction>(
  [general, textFunctions, numberFunctions, dateFunctions, systemFunctions].flatMap((group) => Object.entries(group)),
);

/** The version in which a function came, where that is after SQL Server 2008 R2. */
const SINCE: Readonly<Record<string, number>> = { concat: 11, is_rolemember: 11, trim: 14 };

/** A function's call; one that the test server lacks is an error of its own, never a wrong answer. */
export function callFunction(translation: Translation, call: Call, scope: Scope): Typed {
  if (call.name === 'row_number' && call.over !== null) return rowNumber(translation, call, scope);
  const aggregate = aggregateOf(call);
  if (aggregate !== null) return aggregate(call, () => translation.expression(only(call), scope));
  const since = SINCE[call.name] ?? 0;
  const found = translation.store.facts.version[0] < since ? undefined : all.get(call.name);
  if (found === undefined) return unknown(call.name);
  const operands = call.operands.map((each) => datePart(found, call, each) ?? translation.expression(each, scope));
  if (operands.length < found.min || operands.length > found.max) {
    throw new SqlError(174, 15, 1, `The ${call.name} function requires ${found.min} argument(s).`);
  }
  return found.make(translation, operands as unknown as Parameters<SqlFunction['make']>[1]);
}

function aggregateOf({ name, over }: Call): (typeof aggregates)[string] | null {
  const found = Object.hasOwn(aggregates, name) ? aggregates[name] : undefined;
  if (found !== undefined && over !== null) throw unsupported(`${name.toUpperCase()} … OVER`);
  return found ?? null;
}

function unknown(name: string): never {
  throw name.startsWith('@@')
    ? new SqlError(137, 15, 2, `Must declare the scalar variable "${name}".`)
    : new SqlError(195, 15, 10, `'${name}' is not a recognized built-in function name.`);
}

/** `day` in DATEADD(day, …) is a word, not a column. */
function datePart(found: SqlFunction, call: Call, operand: Expression): Typed | null {
  if (found.takesPart !== true || operand !== call.operands[0] || operand.kind !== 'column') return null;
  return {
    sql: `'${(operand.name[0] ?? '').toLowerCase().replace(/\W/g, '')}'`,
    type: sqlType('varchar'),
    nullable: false,
  };
}

function only(call: Call): Expression {
  const [operand] = call.operands;
  if (operand !== undefined && call.operands.length === 1) return operand;
  throw new SqlError(174, 15, 1, `The ${call.name} function requires 1 argument(s).`);
}

function rowNumber(translation: Translation, call: Call, scope: Scope): Typed {
  const parts = call.over?.partitionBy.map((each) => orderKey(translation.expression(each, scope))) ?? [];
  const order = call.over?.orderBy.map(({ by, descending }) => {
    return `${orderKey(translation.expression(by, scope))}${descending ? ' DESC' : ''}`;
  });
  const partition = parts.length === 0 ? '' : `PARTITION BY ${parts.join(', ')} `;
  const sql = `row_number() OVER (${partition}ORDER BY ${(order ?? []).join(', ')})`;
  return { sql, type: sqlType('bigint'), nullable: true };
}
