import { SqlError } from '../sql-error.ts';
import { encodeVarchar } from './characters.ts';
import { encodeExact, plainOfDouble, truncate } from './exact.ts';
import { guidFromText } from './guids.ts';
import { BASE_DAY, isDay, MIDNIGHT, withOffset } from './instants.ts';
import { familyOf, type SqlType } from './sql-type.ts';
import type { Stored } from './stored.ts';

/** Reads text as SQL Server converts it to `type`; ranges and scales are checked by the caller. */
export function fromText(text: string, type: SqlType, source: SqlType, style: number): Stored {
  switch (familyOf(type)) {
    case 'integer':
      return integerFrom(text, type, source);
    case 'exact':
      return exactFrom(text, type, source);
    case 'approximate':
      return floatFrom(text, type, source);
    case 'instant':
      return instantFrom(text, type, style);
    case 'text':
      return text;
    case 'guid':
      return guidFrom(text);
    case 'binary':
      return binaryFrom(text, type, source, style);
    case 'variant':
      return `${source.name}(${Math.max(1, text.length)})|${text}`;
  }
}

function integerFrom(text: string, type: SqlType, source: SqlType): bigint {
  const trimmed = text.trim();
  if (type.name === 'bit' && /^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === 'true' ? 1n : 0n;
  if (trimmed === '') return 0n;
  if (!/^[+-]?\d+$/.test(trimmed)) throw conversionFailed(text, source, type);
  return truncate(trimmed.replace('+', ''));
}

function exactFrom(text: string, type: SqlType, source: SqlType): string {
  const isMoney = type.name === 'money' || type.name === 'smallmoney';
  const trimmed = isMoney ? text.trim().replace(/[$,]/g, '') : text.trim();
  if (isMoney && trimmed === '') return encodeExact('0');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(trimmed)) throw badNumber(source, type);
  return encodeExact(trimmed);
}

function floatFrom(text: string, type: SqlType, source: SqlType): number {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) throw badNumber(source, type);
  return Number(trimmed);
}

/** A plain decimal out of a double, for the exact types. */
export function exactFromDouble(value: number): string {
  return encodeExact(plainOfDouble(value));
}

const WRITTEN =
  /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{4})(\d{2})(\d{2})|(\d{2})\/(\d{2})\/(\d{4}))?(?:[ T]?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.:](\d{1,7}))?)?)?\s*(Z|[+-]\d{2}:\d{2})?$/;

function instantFrom(text: string, type: SqlType, style: number): string {
  const match = WRITTEN.exec(text.trim());
  if (match === null) throw badDate();
  const day = dayIn(match, style);
  if (!isDay(day)) throw outOfRange();
  const local = `${day} ${clockIn(match)}`;
  if (type.name !== 'datetimeoffset') return local;
  const zone = match[14] ?? '+00:00';
  return withOffset(local, zone === 'Z' ? 0 : minutesOf(zone));
}

function dayIn(match: RegExpExecArray, style: number): string {
  const [year, month, day] = match.slice(1, 4);
  const [packedYear, packedMonth, packedDay] = match.slice(4, 7);
  const [first, second, lastYear] = match.slice(7, 10);
  if (year !== undefined) return [year, month, day].join('-');
  if (packedYear !== undefined) return [packedYear, packedMonth, packedDay].join('-');
  if (lastYear === undefined) return BASE_DAY;
  return (style === 103 ? [lastYear, second, first] : [lastYear, first, second]).join('-');
}

function clockIn(match: RegExpExecArray): string {
  const [hour, minute, second, fraction] = match.slice(10, 14);
  if (hour === undefined) return MIDNIGHT;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) throw outOfRange();
  return `${hour.padStart(2, '0')}:${minute ?? '00'}:${second ?? '00'}.${(fraction ?? '').padEnd(7, '0')}`;
}

function minutesOf(zone: string): number {
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return zone.startsWith('-') ? -minutes : minutes;
}

function guidFrom(text: string): string {
  const guid = guidFromText(text);
  if (guid !== null) return guid;
  throw new SqlError(8169, 16, 2, 'Conversion failed when converting from a character string to uniqueidentifier.');
}

function binaryFrom(text: string, type: SqlType, source: SqlType, style: number): Uint8Array {
  if (style === 0) {
    const national = source.name === 'nvarchar' || source.name === 'nchar' || source.name === 'ntext';
    return national ? Buffer.from(text, 'utf16le') : encodeVarchar(text);
  }
  const match = (style === 1 ? /^0x((?:[\da-f]{2})*)$/i : /^((?:[\da-f]{2})*)$/i).exec(text);
  if (match === null) throw badNumber(source, type);
  return Buffer.from(match[1] ?? '', 'hex');
}

function conversionFailed(text: string, source: SqlType, type: SqlType): SqlError {
  const message = `Conversion failed when converting the ${source.name} value '${text}' to data type ${type.name}.`;
  return new SqlError(245, 16, 1, message);
}

function badNumber(source: SqlType, type: SqlType): SqlError {
  return new SqlError(8114, 16, 5, `Error converting data type ${source.name} to ${type.name}.`);
}

function badDate(): SqlError {
  return new SqlError(241, 16, 1, 'Conversion failed when converting date and/or time from character string.');
}

export function outOfRange(): SqlError {
  const message = 'The conversion of a varchar data type to a datetime data type resulted in an out-of-range value.';
  return new SqlError(242, 16, 3, message);
}
