import { decodeVarchar } from '../types/characters.ts';
import { encodeExact, scaledText } from '../types/exact.ts';
import { guidFromBytes } from '../types/guids.ts';
import { dayNumber, BASE_DAY, momentText, offsetText, ticksText } from '../types/instants.ts';
import { familyOf, isNational, timeBytes, type Family, type SqlType } from '../types/sql-type.ts';
import type { Stored } from '../types/stored.ts';
import { ByteReader } from './byte-reader.ts';
import { MAX_SHORT, Token, type ReceivedType } from './type-info.ts';

const PLP_NULL = 0xffff_ffff_ffff_ffffn;

/** A parameter's value, in the form that its TYPE_INFO announced (MS-TDS 2.2.5.5). */
export function readValue(input: ByteReader, received: ReceivedType): Stored {
  const content = readContent(input, received);
  return content === null ? null : valueOf(content, received.type);
}

const sizes: Readonly<Record<number, number>> = {
  [Token.int1]: 1,
  [Token.bit]: 1,
  [Token.int2]: 2,
  [Token.int4]: 4,
  [Token.datetime4]: 4,
  [Token.real]: 4,
  [Token.money4]: 4,
  [Token.money]: 8,
  [Token.datetime]: 8,
  [Token.float]: 8,
  [Token.int8]: 8,
};

function readContent(input: ByteReader, { token, type, fixed }: ReceivedType): Buffer | null {
  if (token === Token.null) return null;
  if (fixed) return input.raw(sizes[token] ?? 0);
  if (token === Token.text || token === Token.ntext || token === Token.image) return readOldLong(input);
  if (type.length < 0) return readPartial(input);
  return type.length > 0 ? readShort(input) : readTiny(input);
}

function readShort(input: ByteReader): Buffer | null {
  const length = input.u16();
  return length === MAX_SHORT ? null : input.raw(length);
}

function readTiny(input: ByteReader): Buffer | null {
  const length = input.u8();
  return length === 0 ? null : input.raw(length);
}

/** As a parameter, a text or image has no text pointer, only its length (MS-TDS 2.2.5.2.2, LONGLEN_TYPE). */
function readOldLong(input: ByteReader): Buffer | null {
  const length = input.u32();
  return length === 0xffff_ffff ? null : input.raw(length);
}

function readPartial(input: ByteReader): Buffer | null {
  if (input.u64() === PLP_NULL) return null;
  const chunks: Buffer[] = [];
  for (let length = input.u32(); length > 0; length = input.u32()) chunks.push(input.raw(length));
  return Buffer.concat(chunks);
}

function valueOf(content: Buffer, type: SqlType): Stored {
  return values[familyOf(type)](new ByteReader(content), type);
}

const values: Readonly<Record<Family, (input: ByteReader, type: SqlType) => Stored>> = {
  integer: (input, { name }) => (name === 'tinyint' || name === 'bit' ? input.unsigned(1) : input.signed(input.left)),
  exact: exactOf,
  approximate: (input, { name }) => (name === 'real' ? input.f32() : input.f64()),
  instant: instantOf,
  text: ({ bytes }, type) => (isNational(type) ? bytes.toString('utf16le') : decodeVarchar(bytes)),
  guid: ({ bytes }) => guidFromBytes(bytes),
  binary: ({ bytes }) => Buffer.from(bytes),
  variant: () => {
    throw new RangeError('a sql_variant parameter');
  },
};

function exactOf(input: ByteReader, type: SqlType): string {
  if (type.name === 'smallmoney') return encodeExact(scaledText(input.signed(4), 4));
  if (type.name === 'money') {
    const high = input.unsigned(4);
    return encodeExact(scaledText(BigInt.asIntN(64, (high << 32n) | input.unsigned(4)), 4));
  }
  const positive = input.u8() === 1;
  const magnitude = input.unsigned(input.left);
  return encodeExact(scaledText(positive ? magnitude : -magnitude, type.scale));
}

function instantOf(input: ByteReader, type: SqlType): string {
  const { name, scale } = type;
  if (name === 'date') return momentText({ day: Number(input.unsigned(3)), units: 0n });
  if (name === 'smalldatetime') return ticksText(input.u16(), input.u16() * 18_000);
  if (name === 'datetime') return ticksText(Number(input.signed(4)), input.u32());
  const units = input.unsigned(timeBytes(scale)) * 10n ** BigInt(7 - scale);
  const day = name === 'time' ? dayNumber(BASE_DAY) : Number(input.unsigned(3));
  const text = momentText({ day, units });
  return name === 'datetimeoffset' ? text + offsetText(Number(input.signed(2))) : text;
}
