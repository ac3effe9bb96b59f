import { SqlError } from '../sql-error.ts';

/** The type names of SQL Server that the test server knows; `timestamp` is rowversion, `sysname` is nvarchar(128). */
export type TypeName =
  | 'bit'
  | 'tinyint'
  | 'smallint'
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'numeric'
  | 'money'
  | 'smallmoney'
  | 'float'
  | 'real'
  | 'date'
  | 'time'
  | 'datetime'
  | 'datetime2'
  | 'smalldatetime'
  | 'datetimeoffset'
  | 'char'
  | 'varchar'
  | 'nchar'
  | 'nvarchar'
  | 'text'
  | 'ntext'
  | 'xml'
  | 'uniqueidentifier'
  | 'binary'
  | 'varbinary'
  | 'image'
  | 'rowversion'
  | 'sql_variant';

/** `length` in characters or bytes, -1 for max; `precision` and `scale` of exact numbers; `scale` of times. */
export interface SqlType {
  readonly name: TypeName;
  readonly length: number;
  readonly precision: number;
  readonly scale: number;
}

export type Family = 'integer' | 'exact' | 'approximate' | 'instant' | 'text' | 'guid' | 'binary' | 'variant';

interface Kind {
  readonly family: Family;
  /** Of two types in one expression the greater is taken (learn.microsoft.com, "Data type precedence"). */
  readonly precedence: number;
  /** What stands between the parentheses, in their order, and what it is when left out. */
  readonly parameters: readonly ('length' | 'precision' | 'scale')[];
  readonly defaults: Partial<SqlType>;
}

const kind = (
  family: Family,
  precedence: number,
  defaults: Partial<SqlType> = {},
  parameters: Kind['parameters'] = [],
): Kind => ({ family, precedence, parameters, defaults });

const kinds: Readonly<Record<TypeName, Kind>> = {
  sql_variant: kind('variant', 30),
  xml: kind('text', 29, { length: -1 }),
  datetimeoffset: kind('instant', 28, { scale: 7 }, ['scale']),
  datetime2: kind('instant', 27, { scale: 7 }, ['scale']),
  datetime: kind('instant', 26, { scale: 3 }),
  smalldatetime: kind('instant', 25),
  date: kind('instant', 24),
  time: kind('instant', 23, { scale: 7 }, ['scale']),
  float: kind('approximate', 22, { precision: 53 }, ['precision']),
  real: kind('approximate', 21, { precision: 24 }),
  decimal: kind('exact', 20, { precision: 18, scale: 0 }, ['precision', 'scale']),
  numeric: kind('exact', 19, { precision: 18, scale: 0 }, ['precision', 'scale']),
  money: kind('exact', 18, { precision: 19, scale: 4 }),
  smallmoney: kind('exact', 17, { precision: 10, scale: 4 }),
  bigint: kind('integer', 16, { precision: 19 }),
  int: kind('integer', 15, { precision: 10 }),
  smallint: kind('integer', 14, { precision: 5 }),
  tinyint: kind('integer', 13, { precision: 3 }),
  bit: kind('integer', 12, { precision: 1 }),
  ntext: kind('text', 11, { length: -1 }),
  text: kind('text', 10, { length: -1 }),
  image: kind('binary', 9, { length: -1 }),
  rowversion: kind('binary', 8, { length: 8 }),
  uniqueidentifier: kind('guid', 7),
  nvarchar: kind('text', 6, { length: 1 }, ['length']),
  nchar: kind('text', 5, { length: 1 }, ['length']),
  varchar: kind('text', 4, { length: 1 }, ['length']),
  char: kind('text', 3, { length: 1 }, ['length']),
  varbinary: kind('binary', 2, { length: 1 }, ['length']),
  binary: kind('binary', 1, { length: 1 }, ['length']),
};

const aliases: Readonly<Record<string, TypeName>> = {
  timestamp: 'rowversion',
  integer: 'int',
  dec: 'decimal',
  'double precision': 'float',
  character: 'char',
};

export function familyOf(type: SqlType): Family {
  return kinds[type.name].family;
}

export function precedenceOf(type: SqlType): number {
  return kinds[type.name].precedence;
}

export function isNational(type: SqlType): boolean {
  return type.name === 'nvarchar' || type.name === 'nchar' || type.name === 'ntext' || type.name === 'xml';
}

export function isFixedLength(type: SqlType): boolean {
  return type.name === 'char' || type.name === 'nchar' || type.name === 'binary';
}

export function isTypeName(name: string): name is TypeName {
  return Object.hasOwn(kinds, name);
}

export function sqlType(name: TypeName, parameters: Partial<SqlType> = {}): SqlType {
  const type = { name, length: 0, precision: 0, scale: 0, ...kinds[name].defaults, ...parameters };
  // float(1) to float(24) are real (learn.microsoft.com, "float and real").
  return name === 'float' && type.precision <= 24 ? sqlType('real') : type;
}

/** `max` is given as -1. */
export function makeType(written: string, numbers: readonly number[]): SqlType {
  const lower = written.toLowerCase();
  if (lower === 'sysname') return sqlType('nvarchar', { length: 128 });
  const name = aliases[lower] ?? lower;
  if (!isTypeName(name)) {
    throw new SqlError(2715, 16, 3, `Column, parameter, or variable: Cannot find data type ${written}.`);
  }
  const parameters: { length?: number; precision?: number; scale?: number } = {};
  kinds[name].parameters.forEach((parameter, index) => {
    const given = numbers[index];
    if (given !== undefined) parameters[parameter] = given;
  });
  return sqlType(name, parameters);
}

/** Reads `decimal(18,2)`, `varchar(max)`, `datetime2(7)`. */
export function parseType(written: string): SqlType {
  const match = /^\s*(\w+)\s*(?:\(\s*(\w+)\s*(?:,\s*(\d+)\s*)?\))?\s*$/.exec(written);
  if (match === null) throw new SqlError(2715, 16, 3, `Cannot find data type ${written}.`);
  const [, name = '', first, second] = match;
  const numbers = [first, second].filter((part) => part !== undefined);
  return makeType(
    name,
    numbers.map((part) => (part.toLowerCase() === 'max' ? -1 : Number(part))),
  );
}

/** The type as T-SQL writes it. */
export function typeText(type: SqlType): string {
  const values = kinds[type.name].parameters.map((parameter) => type[parameter]);
  if (values.length === 0 || type.name === 'float') return type.name;
  return `${type.name}(${values.map((value) => (value === -1 ? 'max' : String(value))).join(',')})`;
}

/** The largest number of bytes that `sys.columns.max_length` gives for it. */
export function maxLengthOf(type: SqlType): number {
  if (type.length !== 0) {
    if (type.name === 'text' || type.name === 'ntext' || type.name === 'image') return 16;
    return type.length > 0 && isNational(type) ? type.length * 2 : type.length;
  }
  return fixedLengths[type.name] ?? variableLength(type);
}

const fixedLengths: Partial<Record<TypeName, number>> = {
  bit: 1,
  tinyint: 1,
  smallint: 2,
  int: 4,
  bigint: 8,
  money: 8,
  smallmoney: 4,
  float: 8,
  real: 4,
  date: 3,
  datetime: 8,
  smalldatetime: 4,
  uniqueidentifier: 16,
  sql_variant: 8016,
};

function variableLength(type: SqlType): number {
  if (familyOf(type) === 'exact') return decimalBytes(type.precision);
  return timeBytes(type.scale) + (type.name === 'time' ? 0 : type.name === 'datetime2' ? 3 : 5);
}

/** Bytes of a decimal on the wire and on disk, sign included (MS-TDS 2.2.5.5.1.6). */
export function decimalBytes(precision: number): number {
  if (precision <= 9) return 5;
  if (precision <= 19) return 9;
  return precision <= 28 ? 13 : 17;
}

/** Bytes of a time's count of units (MS-TDS 2.2.5.5.1.8). */
export function timeBytes(scale: number): number {
  if (scale <= 2) return 3;
  return scale <= 4 ? 4 : 5;
}
