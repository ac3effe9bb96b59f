import { encodeVarchar } from '../types/characters.ts';
import { decodeExact, roundText } from '../types/exact.ts';
import { guidBytes } from '../types/guids.ts';
import { momentOf, offsetOf, ticksOf } from '../types/instants.ts';
import { fromText } from '../types/from-text.ts';
import { convert } from '../types/convert.ts';
import {
  decimalBytes,
  familyOf,
  isNational,
  maxLengthOf,
  parseType,
  sqlType,
  timeBytes,
  type Family,
  type SqlType,
} from '../types/sql-type.ts';
import type { Stored } from '../types/stored.ts';
import { variantParts } from '../types/to-text.ts';
import { ByteWriter } from './byte-writer.ts';
import { hasFixedForm, MAX_SHORT, writeTypeInfo } from './type-info.ts';

type Value = NonNullable<Stored>;

const PLP_NULL = 0xffff_ffff_ffff_ffffn;
const PLP_CHUNK = 8000;
/** A text pointer and its timestamp; a reader passes over both (MS-TDS 2.2.7.19). */
const TEXT_POINTER = Buffer.from('dummy textptr\0\0\0dummyTS\0', 'latin1');

/** A value in a ROW or RETURNVALUE token, in the form that `writeTypeInfo` announced (MS-TDS 2.2.5.5). */
export function writeValue(out: ByteWriter, value: Stored, type: SqlType, nullable: boolean): void {
  if (type.name === 'sql_variant') writeVariant(out, value);
  else if (type.length < 0) writeLong(out, value === null ? null : contentOf(value, type), type);
  else if (type.length > 0) writeShort(out, value === null ? null : contentOf(value, type));
  else if (value === null) out.u8(0);
  else {
    const content = contentOf(value, type);
    if (nullable || !hasFixedForm(type)) out.u8(content.length);
    out.raw(content);
  }
}

function writeShort(out: ByteWriter, content: Uint8Array | null): void {
  if (content === null) out.u16(MAX_SHORT);
  else out.u16(content.length).raw(content);
}

function writeLong(out: ByteWriter, content: Uint8Array | null, type: SqlType): void {
  const isOld = type.name === 'text' || type.name === 'ntext' || type.name === 'image';
  if (isOld) {
    if (content === null) out.u8(0);
    else out.u8(16).raw(TEXT_POINTER).u32(content.length).raw(content);
    return;
  }
  if (content === null) {
    out.u64(PLP_NULL);
    return;
  }
  out.u64(BigInt(content.length));
  for (let start = 0; start < content.length; start += PLP_CHUNK) {
    const chunk = content.subarray(start, start + PLP_CHUNK);
    out.u32(chunk.length).raw(chunk);
  }
  out.u32(0);
}

function contentOf(value: Value, type: SqlType): Uint8Array {
  return contents[familyOf(type)](value, type);
}

const contents: Readonly<Record<Family, (value: Value, type: SqlType) => Uint8Array>> = {
  integer: (value, type) => new ByteWriter(8).unsigned(BigInt.asUintN(64, value as bigint), maxLengthOf(type)).bytes,
  exact: (value, type) => exactContent(value as string, type),
  approximate: (value, { name }) => {
    const out = new ByteWriter(8);
    return (name === 'real' ? out.f32(Number(value)) : out.f64(Number(value))).bytes;
  },
  instant: (value, type) => instantContent(value as string, type),
  text: (value, type) => (isNational(type) ? Buffer.from(value as string, 'utf16le') : encodeVarchar(value as string)),
  guid: (value) => guidBytes(value as string),
  binary: (value) => value as Uint8Array,
  variant: () => {
    throw new RangeError('a sql_variant inside another');
  },
};

function exactContent(stored: string, type: SqlType): Uint8Array {
  const units = BigInt(roundText(decodeExact(stored), type.scale).replace('.', ''));
  const out = new ByteWriter(20);
  if (type.name === 'smallmoney') return out.i32(Number(units)).bytes;
  if (type.name === 'money') {
    const unsigned = BigInt.asUintN(64, units);
    return out.u32(Number(unsigned >> 32n)).u32(Number(unsigned & 0xffff_ffffn)).bytes;
  }
  const magnitude = units < 0n ? -units : units;
  return out.u8(units < 0n ? 0 : 1).unsigned(magnitude, decimalBytes(type.precision) - 1).bytes;
}

function instantContent(stored: string, { name, scale }: SqlType): Uint8Array {
  const out = new ByteWriter(20);
  if (name === 'datetime' || name === 'smalldatetime') {
    const [days, ticks] = ticksOf(stored);
    return (name === 'datetime' ? out.i32(days).u32(ticks) : out.u16(days).u16(ticks / 18_000)).bytes;
  }
  const { day, units } = momentOf(stored);
  if (name !== 'date') out.unsigned(units / 10n ** BigInt(7 - scale), timeBytes(scale));
  if (name !== 'time') out.unsigned(BigInt(day), 3);
  if (name === 'datetimeoffset') out.u16(offsetOf(stored) & 0xffff);
  return out.bytes;
}

/** The length of all, then the base type, the count of its property bytes, those, and the value (MS-TDS 2.2.5.5.4). */
function writeVariant(out: ByteWriter, value: Stored): void {
  if (value === null) {
    out.u32(0);
    return;
  }
  const { type, text } = variantParts(value as string);
  const base = parseType(type);
  const style = familyOf(base) === 'binary' ? 1 : 0;
  const stored = convert(fromText(text, base, sqlType('nvarchar', { length: -1 }), style), base, base);
  const info = new ByteWriter(32);
  writeTypeInfo(info, base, false);
  const [token = 0, ...properties] = reorder(info.bytes, base);
  const content = contentOf(stored ?? 0n, base);
  out
    .u32(2 + properties.length + content.length)
    .u8(token)
    .u8(properties.length);
  out.raw(Uint8Array.from(properties)).raw(content);
}

/** The properties of a variant: a collation before the length, precision and scale without the size (MS-TDS 2.2.5.5.4). */
function reorder(info: Uint8Array, base: SqlType): readonly number[] {
  const [token = 0, ...rest] = info;
  const family = familyOf(base);
  if (family === 'text') return [token, ...rest.slice(2), ...rest.slice(0, 2)];
  if (family === 'exact') return hasFixedForm(base) ? [token] : [token, ...rest.slice(1)];
  return family === 'guid' ? [token] : [token, ...rest];
}
