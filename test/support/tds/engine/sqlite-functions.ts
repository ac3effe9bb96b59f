import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

import type { ServerFacts } from './facts.ts';
import { isPermitted, type Session } from './session.ts';
import { SqlError } from '../sql-error.ts';
import { collationKey, encodeVarchar, decodeVarchar } from '../types/characters.ts';
import { convert } from '../types/convert.ts';
import { dateAdd, dateDifference, datePart } from '../types/date-arithmetic.ts';
import {
  decodeExact,
  encodeExact,
  plainOfDouble,
  rescale,
  roundText,
  scaledText,
  toScaled,
  truncate,
} from '../types/exact.ts';
import { guidFromBytes } from '../types/guids.ts';
import { offsetOf, offsetText, withOffset } from '../types/instants.ts';
import { familyOf, isNational, maxLengthOf, parseType, type SqlType } from '../types/sql-type.ts';
import type { Stored } from '../types/stored.ts';
import { likePattern, patternIndex } from './like.ts';

type Text = string | null;

/** What the functions ask of the database that they belong to. */
export interface FunctionHost {
  readonly sqlite: DatabaseSync;
  readonly facts: ServerFacts;
  readonly sessions: ReadonlyMap<number, Session>;
  find(name: readonly string[]): { readonly id: number; readonly schema: string; readonly name: string } | null;
}

const types = new Map<string, SqlType>();

/** Types come to the functions as text; each is read once. */
function typeOf(text: string): SqlType {
  const known = types.get(text);
  if (known !== undefined) return known;
  const type = parseType(text);
  types.set(text, type);
  return type;
}

/** Gives SQLite the functions that translated T-SQL calls. */
export function registerFunctions(store: FunctionHost): void {
  const { sqlite } = store;
  const define = (name: string, work: (...values: never[]) => Stored): void => {
    const options = { deterministic: true, useBigIntArguments: true, varargs: true };
    sqlite.function(name, options, (...values) => work(...(values as never[])));
  };
  for (const [name, work] of Object.entries({ ...conversions, ...texts, ...numbers, ...dates })) define(name, work);
  sqlite.function('ms_now', (kind) => clockText(store.facts.now(), String(kind)));
  sqlite.function('ms_newid', () => guidFromBytes(randomBytes(16)));
  sqlite.function('ms_permission', { useBigIntArguments: true }, (spid, securable, kind, permission) =>
    permissionOf(store, Number(spid), securable as Text, kind as Text, permission as Text),
  );
  sqlite.function('ms_object_id', (name) => {
    const id = name === null ? undefined : store.find(nameParts(String(name)))?.id;
    return id === undefined ? null : BigInt(id);
  });
  registerAggregates(store);
}

/** `[dbo].[PAGOS]` as its parts. */
function nameParts(written: string): readonly string[] {
  return written.split('.').map((part) => part.replace(/^\[|\]$/g, ''));
}

type Work = (...values: never[]) => Stored;

const conversions: Readonly<Record<string, Work>> = {
  ms_convert: (value: Stored, from: string, to: string, style: bigint | number) =>
    convert(value, typeOf(from), typeOf(to), Number(style)),
  ms_try_convert: (value: Stored, from: string, to: string, style: bigint | number) => {
    try {
      return convert(value, typeOf(from), typeOf(to), Number(style));
    } catch (thrown) {
      if (thrown instanceof SqlError && thrown.number !== 529) return null;
      throw thrown;
    }
  },
  ms_datalength: (value: Stored, type: string) => (value === null ? null : BigInt(bytesOf(value, typeOf(type)))),
};

function bytesOf(value: NonNullable<Stored>, type: SqlType): number {
  switch (familyOf(type)) {
    case 'text':
      return (value as string).length * (isNational(type) ? 2 : 1);
    case 'binary':
      return (value as Uint8Array).length;
    case 'integer':
    case 'exact':
    case 'approximate':
    case 'instant':
    case 'guid':
    case 'variant':
      return maxLengthOf(type);
  }
}

const onText = (work: (text: string) => Stored) => (text: Text) => (text === null ? null : work(text));

const texts: Readonly<Record<string, Work>> = {
  ms_key: onText(collationKey),
  ms_len: onText((text) => BigInt(text.replace(/ +$/, '').length)),
  ms_upper: onText((text) => text.toUpperCase()),
  ms_lower: onText((text) => text.toLowerCase()),
  ms_ascii: onText((text) => (text === '' ? null : BigInt(encodeVarchar(text.slice(0, 1))[0] ?? 0))),
  ms_char: (code: bigint | null) =>
    code === null || code < 0n || code > 255n ? null : decodeVarchar(Uint8Array.of(Number(code))),
  ms_quote: onText((text) => `[${text.replaceAll(']', ']]')}]`),
  ms_left: (text: Text, length: bigint) => text?.slice(0, Math.max(0, Number(length))) ?? null,
  ms_right: (text: Text, length: bigint) =>
    text === null ? null : Number(length) <= 0 ? '' : text.slice(-Number(length)),
  ms_replicate: (text: Text, count: bigint) => (text === null || count < 0n ? null : text.repeat(Number(count))),
  ms_replace: (text: Text, from: Text, to: Text) => {
    if (text === null || from === null || to === null) return null;
    if (from === '') return text;
    const pattern = new RegExp(from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
    return text.replace(pattern, () => to);
  },
  ms_substring: (value: string | Uint8Array | null, start: bigint, length: bigint) => {
    if (value === null) return null;
    const from = Number(start) - 1;
    return value.slice(Math.max(0, from), Math.max(0, from + Number(length)));
  },
  ms_charindex: (sought: Text, text: Text, start: bigint) => {
    if (sought === null || text === null) return null;
    return BigInt(text.toLowerCase().indexOf(sought.toLowerCase(), Math.max(0, Number(start) - 1)) + 1);
  },
  ms_like: (text: Text, pattern: Text, escape: Text, byCodePoint: bigint) => {
    if (text === null || pattern === null) return null;
    return likePattern(pattern, escape ?? '', byCodePoint === 1n).test(text) ? 1n : 0n;
  },
  ms_patindex: (pattern: Text, text: Text, byCodePoint: bigint) =>
    text === null || pattern === null ? null : BigInt(patternIndex(pattern, text, byCodePoint === 1n)),
  ms_reverse: onText((text) => Array.from(text).reverse().join('')),
  ms_join: (left: Uint8Array | null, right: Uint8Array | null) =>
    left === null || right === null ? null : Buffer.concat([left, right]),
};

function divideByZero(): SqlError {
  return new SqlError(8134, 16, 1, 'Divide by zero error encountered.');
}

const numbers: Readonly<Record<string, Work>> = {
  ms_exact: (operator: string, left: Text, right: Text, scale: bigint) => {
    if (left === null || right === null) return null;
    return exactArithmetic(operator, decodeExact(left), decodeExact(right), Number(scale));
  },
  ms_round_exact: (stored: Text, how: string, digits: bigint) => {
    if (stored === null) return null;
    return roundExact(decodeExact(stored), how, Number(digits));
  },
  ms_round_float: (value: number | null, how: string, digits: bigint) => {
    if (value === null) return null;
    if (how !== 'round') return how === 'floor' ? Math.floor(value) : Math.ceil(value);
    return Number(roundText(plainOfDouble(value), Number(digits)));
  },
  ms_divide: (left: number | null, right: number | null) => {
    if (left === null || right === null) return null;
    if (right === 0) throw divideByZero();
    return left / right;
  },
  ms_divide_whole: (operator: string, left: bigint | null, right: bigint | null) => {
    if (left === null || right === null) return null;
    if (right === 0n) throw divideByZero();
    return operator === '/' ? left / right : left % right;
  },
};

function exactArithmetic(operator: string, left: string, right: string, scale: number): string {
  const [first, second] = [toScaled(left), toScaled(right)];
  const common = Math.max(first.scale, second.scale);
  const [a, b] = [rescale(first, common), rescale(second, common)];
  const result = (units: bigint, at: number): string =>
    encodeExact(scaledText(rescale({ units, scale: at }, scale), scale));
  switch (operator) {
    case '+':
      return result(a + b, common);
    case '-':
      return result(a - b, common);
    case '*':
      return result(first.units * second.units, first.scale + second.scale);
    default:
      if (b === 0n) throw divideByZero();
      // A quotient is cut at its scale, not rounded.
      return operator === '/' ? encodeExact(scaledText((a * 10n ** BigInt(scale)) / b, scale)) : result(a % b, common);
  }
}

function roundExact(plain: string, how: string, digits: number): string {
  if (how === 'round') return encodeExact(roundText(plain, digits));
  const whole = truncate(plain);
  const isWhole = encodeExact(plain) === encodeExact(String(whole));
  const step = isWhole
    ? 0n
    : how === 'floor' && plain.startsWith('-')
      ? -1n
      : how === 'ceiling' && !plain.startsWith('-')
        ? 1n
        : 0n;
  return encodeExact(String(whole + step));
}

const dates: Readonly<Record<string, Work>> = {
  ms_date_add: (part: string, count: bigint | null, stored: Text) =>
    stored === null || count === null ? null : dateAdd(part, Number(count), stored),
  ms_date_diff: (part: string, from: Text, to: Text) =>
    from === null || to === null ? null : dateDifference(part, from, to),
  ms_offset: (stored: Text) => (stored === null ? null : offsetText(offsetOf(stored))),
  ms_with_offset: (local: Text, offset: Text | bigint) => {
    if (local === null || offset === null) return null;
    return withOffset(
      local.slice(0, 27),
      typeof offset === 'bigint' ? Number(offset) : offsetOf(`${local.slice(0, 27)}${offset}`),
    );
  },
  ms_date_part: (part: string, stored: Text) => (stored === null ? null : datePart(part, stored)),
};

/** The machine's wall time; a datetimeoffset carries Bogotá's offset, a `utc` one none. */
function clockText(now: Date, kind: string): string {
  const isUtc = kind.startsWith('utc');
  const local = isUtc || kind === 'datetimeoffset' ? now : new Date(now.getTime() - 5 * 3_600_000);
  const text = `${local.toISOString().replace('T', ' ').slice(0, 23)}0000`;
  if (kind === 'datetimeoffset') return `${text}-05:00`;
  return kind.endsWith('2') ? text : String(convert(text, typeOf('datetime2(7)'), typeOf('datetime')));
}

function permissionOf(store: FunctionHost, spid: number, securable: Text, kind: Text, permission: Text): bigint | null {
  const session = store.sessions.get(spid);
  if (session === undefined || permission === null) return null;
  if (kind?.toUpperCase() !== 'OBJECT') return isPermitted(session.account, permission, null) ? 1n : 0n;
  const object = store.find(nameParts(securable ?? ''));
  if (object === null) return null;
  return isPermitted(session.account, permission, `${object.schema}.${object.name}`) ? 1n : 0n;
}

function registerAggregates({ sqlite }: FunctionHost): void {
  sqlite.aggregate('ms_sum', {
    start: null as Text,
    step: (sum: Text, value) => {
      if (value === null) return sum;
      return sum === null
        ? (value as string)
        : exactArithmetic('+', decodeExact(sum), decodeExact(value as string), 38);
    },
    result: (sum) => sum,
  });
  for (const [name, sign] of [
    ['ms_min', -1],
    ['ms_max', 1],
  ] as const) {
    sqlite.aggregate(name, {
      start: null as Text,
      step: (best: Text, value) => {
        const text = value as Text;
        if (text === null || best === null) return best ?? text;
        const [first, second] = [collationKey(best), collationKey(text)];
        return (second < first ? -1 : second > first ? 1 : 0) === sign ? text : best;
      },
      result: (best) => best,
    });
  }
}
