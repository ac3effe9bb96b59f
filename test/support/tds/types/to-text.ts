import { SqlError } from '../sql-error.ts';
import { decodeVarchar } from './characters.ts';
import { decodeExact, roundText } from './exact.ts';
import { guidText } from './guids.ts';
import { dateStyle } from './date-styles.ts';
import { familyOf, type Family, type SqlType } from './sql-type.ts';
import type { Stored } from './stored.ts';

type Value = NonNullable<Stored>;

/** The text that CONVERT and CAST give (learn.microsoft.com, "CAST and CONVERT"), before it is cut to the target's length. */
export function toText(value: Value, type: SqlType, style: number): string {
  return texts[familyOf(type)](value, type, style);
}

const texts: Readonly<Record<Family, (value: Value, type: SqlType, style: number) => string>> = {
  integer: (value) => String(value),
  text: (value) => value as string,
  exact: (value, type, style) => exactText(value as string, type, style),
  approximate: (value, _type, style) => floatText(Number(value), style),
  instant: (value, type, style) => dateStyle(value as string, type, style),
  guid: (value) => guidText(value as string),
  binary: (value, _type, style) => binaryText(value as Uint8Array, style),
  variant: (value) => variantParts(value as string).text,
};

/** A sql_variant is kept as its base type and its text: `decimal(9,2)|1.50`. */
export function variantParts(stored: string): { readonly type: string; readonly text: string } {
  const bar = stored.indexOf('|');
  return { type: stored.slice(0, bar), text: stored.slice(bar + 1) };
}

function exactText(stored: string, type: SqlType, style: number): string {
  const plain = decodeExact(stored);
  if (type.name !== 'money' && type.name !== 'smallmoney') return roundText(plain, type.scale);
  if (style === 2 || style === 126) return roundText(plain, 4);
  const text = roundText(plain, 2);
  return style === 1 ? text.replace(/\B(?=(\d{3})+(?!\d))(?=\d*\.)/g, ',') : text;
}

function floatText(value: number, style: number): string {
  if (style === 1) return exponential(value, 7);
  if (style === 2) return exponential(value, 15);
  if (style === 3) return exponential(value, 16);
  return general(value);
}

function exponential(value: number, decimals: number): string {
  return value.toExponential(decimals).replace(/e([+-])(\d+)$/, (_, sign: string, digits: string) => {
    return `e${sign}${digits.padStart(3, '0')}`;
  });
}

/** C's `%g` with six digits and an exponent of three. */
function general(value: number): string {
  if (value === 0) return '0';
  const exponent = Number(value.toExponential(5).split('e')[1]);
  if (exponent < -4 || exponent >= 6) {
    return exponential(value, 5).replace(/\.?0*e/, 'e');
  }
  const text = value.toFixed(Math.max(0, 5 - exponent));
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function binaryText(bytes: Uint8Array, style: number): string {
  const hex = (): string => Buffer.from(bytes).toString('hex').toUpperCase();
  if (style === 1) return `0x${hex()}`;
  return style === 2 ? hex() : decodeVarchar(bytes);
}

/** Too little room: characters are cut, an integer becomes `*`, other numbers and a uniqueidentifier are errors. */
export function fit(text: string, source: SqlType, target: SqlType): string {
  if (target.length < 0 || text.length <= target.length) return text;
  const family = familyOf(source);
  if (family === 'guid') {
    throw new SqlError(8170, 16, 2, 'Insufficient result space to convert uniqueidentifier value to char.');
  }
  if (family === 'integer' && (target.name === 'varchar' || target.name === 'char')) return '*';
  if (family === 'integer' || family === 'exact' || family === 'approximate') throw overflow(source, target);
  return text.slice(0, target.length);
}

export function overflow(source: SqlType, target: SqlType): SqlError {
  const message = `Arithmetic overflow error converting ${source.name} to data type ${target.name}.`;
  return new SqlError(8115, 16, 5, message);
}
