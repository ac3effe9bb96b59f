import { SqlError } from '../sql-error.ts';
import { toCodePage } from './characters.ts';
import { decodeExact, digitsOf, encodeExact, roundText, truncate } from './exact.ts';
import { exactFromDouble, fromText, outOfRange } from './from-text.ts';
import { guidBytes, guidFromBytes } from './guids.ts';
import {
  BASE_DAY,
  localOf,
  MIDNIGHT,
  momentOf,
  momentText,
  roundInstant,
  roundToTicks,
  withOffset,
} from './instants.ts';
import {
  familyOf,
  isFixedLength,
  isNational,
  parseType,
  sqlType,
  typeText,
  type Family,
  type SqlType,
  type TypeName,
} from './sql-type.ts';
import { integerFromBinary, integerToBinary, padBinary } from './binary.ts';
import { fit, overflow, toText, variantParts } from './to-text.ts';
import type { Given, Stored } from './stored.ts';

type Value = NonNullable<Stored>;

const INTEGER_LIMITS: Readonly<Record<string, readonly [bigint, bigint]>> = {
  tinyint: [0n, 255n],
  smallint: [-32_768n, 32_767n],
  int: [-2_147_483_648n, 2_147_483_647n],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
};

const MAX_TEXT = sqlType('nvarchar', { length: -1 });

/** Converts as CAST does, or CONVERT with a style; a value that does not fit is the error that SQL Server gives. */
export function convert(value: Stored, source: SqlType, target: SqlType, style = 0): Stored {
  if (value === null) return null;
  if (source.name === 'sql_variant' && target.name !== 'sql_variant') {
    const { type, text } = variantParts(String(value));
    const base = parseType(type);
    return convert(fromText(text, base, MAX_TEXT, 0), base, target, style);
  }
  return targets[familyOf(target)](value, source, target, style);
}

type Conversion = (value: Value, source: SqlType, target: SqlType, style: number) => Stored;

const targets: Readonly<Record<Family, Conversion>> = {
  integer: (value, source, target) => checkInteger(toInteger(value, source, target), source, target),
  exact: (value, source, target) => checkExact(toExact(value, source, target), source, target),
  approximate: (value, source, target) => toFloat(value, source, target),
  instant: toInstant,
  text: toCharacters,
  guid: toGuid,
  binary: toBinary,
  variant: (value, source) =>
    source.name === 'sql_variant' ? value : `${typeText(source)}|${variantText(value, source)}`,
};

/** What a test gives for a cell, as the column keeps it. */
export function store(given: Given, type: SqlType): Stored {
  if (given === null) return null;
  if (typeof given === 'boolean') return convert(given ? 1n : 0n, sqlType('bit'), type);
  if (typeof given === 'bigint') return convert(given, sqlType('bigint'), type);
  if (typeof given === 'number') {
    return Number.isSafeInteger(given) && familyOf(type) !== 'approximate'
      ? convert(BigInt(given), sqlType('bigint'), type)
      : convert(given, sqlType('float'), type);
  }
  if (typeof given === 'string') return convert(given, MAX_TEXT, type, familyOf(type) === 'binary' ? 1 : 0);
  return convert(given, sqlType('varbinary', { length: -1 }), type);
}

function variantText(value: Value, source: SqlType): string {
  if (familyOf(source) === 'binary') return toText(value, source, 1);
  return toText(value, source, familyOf(source) === 'exact' ? 2 : 121);
}

function refuse(source: SqlType, target: SqlType): SqlError {
  const message = `Explicit conversion from data type ${source.name} to ${target.name} is not allowed.`;
  return new SqlError(529, 16, 2, message);
}

function toInteger(value: Value, source: SqlType, target: SqlType): bigint {
  const family = familyOf(source);
  if (family === 'integer') return value as bigint;
  if (family === 'exact') return integerOfExact(decodeExact(value as string), source);
  if (family === 'approximate') return BigInt(Math.trunc(Number(value)));
  if (family === 'text') return fromText(value as string, target, source, 0) as bigint;
  if (family === 'binary') return integerFromBinary(value as Uint8Array);
  throw refuse(source, target);
}

/** Money rounds to an integer, decimal and numeric are cut (CAST and CONVERT, "Truncating and rounding results"). */
function integerOfExact(plain: string, source: SqlType): bigint {
  const isMoney = source.name === 'money' || source.name === 'smallmoney';
  return isMoney ? BigInt(roundText(plain, 0)) : truncate(plain);
}

function checkInteger(value: bigint, source: SqlType, target: SqlType): bigint {
  if (target.name === 'bit') return value === 0n ? 0n : 1n;
  const [low, high] = INTEGER_LIMITS[target.name] ?? [value, value];
  if (value < low || value > high) throw overflow(source, target);
  return value;
}

function toExact(value: Value, source: SqlType, target: SqlType): string {
  const family = familyOf(source);
  if (family === 'integer') return encodeExact(String(value));
  if (family === 'exact') return value as string;
  if (family === 'approximate') return exactFromDouble(Number(value));
  if (family === 'text') return fromText(value as string, target, source, 0) as string;
  if (family === 'binary') return encodeExact(String(integerFromBinary(value as Uint8Array)));
  throw refuse(source, target);
}

const MONEY_LIMITS: Readonly<Record<string, readonly [bigint, bigint]>> = {
  money: [-(2n ** 63n), 2n ** 63n - 1n],
  smallmoney: [-(2n ** 31n), 2n ** 31n - 1n],
};

function checkExact(stored: string, source: SqlType, target: SqlType): string {
  const { whole, fraction } = digitsOf(stored);
  // Well inside: money and smallmoney end in the middle of their last digit.
  const room = target.precision - target.scale - (MONEY_LIMITS[target.name] === undefined ? 0 : 1);
  if (fraction <= target.scale && whole <= room) return stored;
  const text = roundText(decodeExact(stored), target.scale);
  const units = BigInt(text.replace('.', ''));
  const limit = 10n ** BigInt(target.precision) - 1n;
  const [low, high] = MONEY_LIMITS[target.name] ?? [-limit, limit];
  if (units < low || units > high) throw overflow(source, target);
  return encodeExact(text);
}

function toFloat(value: Value, source: SqlType, target: SqlType): number {
  const number = doubleOf(value, source, target);
  return target.name === 'real' ? Math.fround(number) : number;
}

function doubleOf(value: Value, source: SqlType, target: SqlType): number {
  const family = familyOf(source);
  if (family === 'integer' || family === 'approximate') return Number(value);
  if (family === 'exact') return Number(decodeExact(value as string));
  if (family === 'text') return fromText(value as string, target, source, 0) as number;
  throw refuse(source, target);
}

function toInstant(value: Value, source: SqlType, target: SqlType, style: number): string {
  if (familyOf(source) === 'text')
    return fitInstant(fromText(value as string, target, source, style) as string, target);
  if (familyOf(source) === 'integer' && target.name === 'datetime') {
    return momentText({ day: momentOf(`${BASE_DAY} ${MIDNIGHT}`).day + Number(value), units: 0n });
  }
  if (familyOf(source) !== 'instant') throw refuse(source, target);
  const stored = value as string;
  if (target.name === 'datetimeoffset') {
    const zoned = source.name === 'datetimeoffset' ? stored : withOffset(stored, 0);
    return roundInstant(zoned.slice(0, 27), target.scale) + zoned.slice(27);
  }
  return fitInstant(localOf(stored), target);
}

function fitInstant(stored: string, target: SqlType): string {
  const fitted = fits[target.name];
  return fitted === undefined ? roundInstant(stored, target.scale) : fitted(stored, target);
}

const fits: Partial<Record<TypeName, (stored: string, target: SqlType) => string>> = {
  date: (stored) => `${stored.slice(0, 10)} ${MIDNIGHT}`,
  time: (stored, { scale }) => `${BASE_DAY} ${roundInstant(stored, scale).slice(11)}`,
  datetime: (stored) => {
    if (stored < '1753') throw outOfRange();
    return roundToTicks(stored);
  },
  smalldatetime: toMinute,
  datetimeoffset: (stored, { scale }) => roundInstant(stored.slice(0, 27), scale) + stored.slice(27),
};

/** Up from 29.999 seconds on (learn.microsoft.com, "smalldatetime"). */
function toMinute(stored: string): string {
  if (stored < BASE_DAY || stored >= '2079-06-07') throw outOfRange();
  const { day, units } = momentOf(stored);
  const minute = 600_000_000n;
  return momentText({ day, units: ((units + 300_010_000n) / minute) * minute });
}

function toCharacters(value: Value, source: SqlType, target: SqlType, style: number): string {
  const text = fit(toText(value, source, style), source, target);
  const mapped = isNational(target) ? text : toCodePage(text);
  return isFixedLength(target) ? mapped.padEnd(target.length, ' ') : mapped;
}

function toGuid(value: Value, source: SqlType, target: SqlType, style: number): string {
  if (source.name === 'uniqueidentifier') return value as string;
  if (familyOf(source) === 'binary') return guidFromBytes(value as Uint8Array);
  if (familyOf(source) !== 'text') throw refuse(source, target);
  return fromText(value as string, target, source, style) as string;
}

function toBinary(value: Value, source: SqlType, target: SqlType, style: number): Uint8Array {
  const family = familyOf(source);
  if (family === 'binary') return padBinary(value as Uint8Array, target, 'right');
  if (family === 'integer') return padBinary(integerToBinary(value as bigint, source), target, 'left');
  if (family === 'guid') return padBinary(guidBytes(value as string), target, 'right');
  if (family !== 'text') throw refuse(source, target);
  return padBinary(fromText(value as string, target, source, style) as Uint8Array, target, 'right');
}
