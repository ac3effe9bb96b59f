import { COLLATION } from '../types/characters.ts';
import { decimalBytes, maxLengthOf, sqlType, type SqlType, type TypeName } from '../types/sql-type.ts';
import type { ByteReader } from './byte-reader.ts';
import type { ByteWriter } from './byte-writer.ts';

/** TYPE_INFO (MS-TDS 2.2.5.6) and the type numbers of 2.2.5.4. */
export const Token = {
  null: 0x1f,
  image: 0x22,
  text: 0x23,
  guid: 0x24,
  intN: 0x26,
  date: 0x28,
  time: 0x29,
  datetime2: 0x2a,
  datetimeoffset: 0x2b,
  int1: 0x30,
  bit: 0x32,
  int2: 0x34,
  int4: 0x38,
  datetime4: 0x3a,
  real: 0x3b,
  money: 0x3c,
  datetime: 0x3d,
  float: 0x3e,
  variant: 0x62,
  ntext: 0x63,
  bitN: 0x68,
  decimalN: 0x6a,
  numericN: 0x6c,
  floatN: 0x6d,
  moneyN: 0x6e,
  datetimeN: 0x6f,
  money4: 0x7a,
  int8: 0x7f,
  varbinary: 0xa5,
  varchar: 0xa7,
  binary: 0xad,
  char: 0xaf,
  nvarchar: 0xe7,
  nchar: 0xef,
  xml: 0xf1,
} as const;

export const MAX_SHORT = 0xffff;

/** Of the types that have one form for NOT NULL columns and another for nullable ones. */
const paired: Partial<Record<TypeName, readonly [fixed: number, nullable: number]>> = {
  bit: [Token.bit, Token.bitN],
  tinyint: [Token.int1, Token.intN],
  smallint: [Token.int2, Token.intN],
  int: [Token.int4, Token.intN],
  bigint: [Token.int8, Token.intN],
  real: [Token.real, Token.floatN],
  float: [Token.float, Token.floatN],
  money: [Token.money, Token.moneyN],
  smallmoney: [Token.money4, Token.moneyN],
  datetime: [Token.datetime, Token.datetimeN],
  smalldatetime: [Token.datetime4, Token.datetimeN],
};

type Write = (out: ByteWriter, type: SqlType) => void;

const short = (token: number, bytesEach: number, collated: boolean): Write => {
  return (out, type) => {
    out.u8(token).u16(type.length < 0 ? MAX_SHORT : Math.max(1, type.length) * bytesEach);
    if (collated) out.raw(COLLATION);
  };
};
const long = (token: number, bytes: number, collated: boolean): Write => {
  return (out) => {
    out.u8(token).u32(bytes);
    if (collated) out.raw(COLLATION);
  };
};
const exact = (token: number): Write => {
  return (out, type) => out.u8(token).u8(decimalBytes(type.precision)).u8(type.precision).u8(type.scale);
};
const scaled = (token: number): Write => {
  return (out, type) => out.u8(token).u8(type.scale);
};

const others: Partial<Record<TypeName, Write>> = {
  decimal: exact(Token.decimalN),
  numeric: exact(Token.numericN),
  date: (out) => out.u8(Token.date),
  time: scaled(Token.time),
  datetime2: scaled(Token.datetime2),
  datetimeoffset: scaled(Token.datetimeoffset),
  char: short(Token.char, 1, true),
  varchar: short(Token.varchar, 1, true),
  nchar: short(Token.nchar, 2, true),
  nvarchar: short(Token.nvarchar, 2, true),
  binary: short(Token.binary, 1, false),
  varbinary: short(Token.varbinary, 1, false),
  rowversion: short(Token.binary, 1, false),
  text: long(Token.text, 0x7fff_ffff, true),
  ntext: long(Token.ntext, 0x7fff_fffe, true),
  image: long(Token.image, 0x7fff_ffff, false),
  xml: (out) => out.u8(Token.xml).u8(0),
  uniqueidentifier: (out) => out.u8(Token.guid).u8(16),
  sql_variant: (out) => out.u8(Token.variant).u32(8009),
};

/** Columns that are NOT NULL come in the fixed forms, as from a real server. */
export function writeTypeInfo(out: ByteWriter, type: SqlType, nullable: boolean): void {
  const pair = paired[type.name];
  if (pair === undefined) {
    others[type.name]?.(out, type);
    return;
  }
  if (nullable) out.u8(pair[1]).u8(maxLengthOf(type));
  else out.u8(pair[0]);
}

export function hasFixedForm(type: SqlType): boolean {
  return paired[type.name] !== undefined;
}

const fixedForms = new Map<number, TypeName>();
for (const [name, [fixed]] of Object.entries(paired)) fixedForms.set(fixed, name as TypeName);

const bySize: Readonly<Record<number, Readonly<Record<number, TypeName>>>> = {
  [Token.intN]: { 1: 'tinyint', 2: 'smallint', 4: 'int', 8: 'bigint' },
  [Token.bitN]: { 1: 'bit' },
  [Token.floatN]: { 4: 'real', 8: 'float' },
  [Token.moneyN]: { 4: 'smallmoney', 8: 'money' },
  [Token.datetimeN]: { 4: 'smalldatetime', 8: 'datetime' },
  [Token.guid]: { 16: 'uniqueidentifier' },
};

/** A type as a client declares it for a parameter. */
export interface ReceivedType {
  readonly token: number;
  readonly type: SqlType;
  /** Sent in the NOT NULL form, without a length before the value. */
  readonly fixed: boolean;
}

type Read = (input: ByteReader) => SqlType;

const readShort = (name: TypeName, bytesEach: number, collated: boolean): Read => {
  return (input) => {
    const bytes = input.u16();
    if (collated) input.raw(5);
    return sqlType(name, { length: bytes === MAX_SHORT ? -1 : bytes / bytesEach });
  };
};
const readLong = (name: TypeName, collated: boolean): Read => {
  return (input) => {
    input.u32();
    if (collated) input.raw(5);
    return sqlType(name);
  };
};
const readExact = (name: TypeName): Read => {
  return (input) => {
    input.u8();
    return sqlType(name, { precision: input.u8(), scale: input.u8() });
  };
};
const readScaled = (name: TypeName): Read => {
  return (input) => sqlType(name, { scale: input.u8() });
};

const reads: Readonly<Record<number, Read>> = {
  [Token.null]: () => sqlType('int'),
  [Token.decimalN]: readExact('decimal'),
  [Token.numericN]: readExact('numeric'),
  [Token.date]: () => sqlType('date'),
  [Token.time]: readScaled('time'),
  [Token.datetime2]: readScaled('datetime2'),
  [Token.datetimeoffset]: readScaled('datetimeoffset'),
  [Token.char]: readShort('char', 1, true),
  [Token.varchar]: readShort('varchar', 1, true),
  [Token.nchar]: readShort('nchar', 2, true),
  [Token.nvarchar]: readShort('nvarchar', 2, true),
  [Token.binary]: readShort('binary', 1, false),
  [Token.varbinary]: readShort('varbinary', 1, false),
  [Token.text]: readLong('text', true),
  [Token.ntext]: readLong('ntext', true),
  [Token.image]: readLong('image', false),
  [Token.xml]: (input) => {
    if (input.u8() !== 0) throw new RangeError('an XML schema collection');
    return sqlType('xml');
  },
};

export function readTypeInfo(input: ByteReader): ReceivedType {
  const token = input.u8();
  const fixed = fixedForms.get(token);
  if (fixed !== undefined) return { token, type: sqlType(fixed), fixed: true };
  const sizes = bySize[token];
  if (sizes !== undefined) {
    const name = sizes[input.u8()];
    if (name !== undefined) return { token, type: sqlType(name), fixed: false };
  }
  const read = reads[token];
  if (read === undefined) throw new RangeError(`type 0x${token.toString(16)}`);
  return { token, type: read(input), fixed: false };
}
