import type { SqlValue } from './database.ts';

/** A bigint that JavaScript's `number` cannot hold exactly: the statement has to cast it to text. */
export class UnsafeIntegerError extends RangeError {
  constructor() {
    super('A bigint beyond 2^53 does not fit a number; cast it to text in the statement.');
    this.name = 'UnsafeIntegerError';
  }
}

function parseInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new UnsafeIntegerError();
  return value;
}

function parseBytes(text: string): Uint8Array {
  const bytes = Buffer.from(text.slice(2), 'hex');
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const parseJson = (text: string): unknown => JSON.parse(text);

export const asText = (text: string): string => text;

/** By type OID (fixed in PostgreSQL's pg_type.dat). Every other type stays PostgreSQL's own text. */
export const parsersByType: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>(
  [
    [16, (text) => text === 't'], // bool
    [17, parseBytes], // bytea
    [20, parseInteger], // int8
    [21, parseInteger], // int2
    [23, parseInteger], // int4
    [114, parseJson], // json
    [3802, parseJson], // jsonb
  ],
);

/** What every connection is set to, so that text means the same from each; `set_config` so that it is one statement. */
export const sessionSettings = [
  ['TimeZone', 'UTC'],
  ['DateStyle', 'ISO, MDY'],
  ['IntervalStyle', 'postgres'],
  ['bytea_output', 'hex'],
  ['extra_float_digits', '1'],
]
  .map(([name, value]) => `set_config('${String(name)}', '${String(value)}', false)`)
  .join(', ');

function arrayElement(element: string | number | boolean | null): string {
  if (element === null) return 'NULL';
  return typeof element === 'string' ? `"${element.replace(/["\\]/g, '\\$&')}"` : String(element);
}

function isArray(value: SqlValue): value is readonly (string | number | boolean | null)[] {
  return Array.isArray(value);
}

/** A parameter as it travels: text, or the bytes of a bytea. PostgreSQL gives it the type that the statement asks for. */
export function encodeValue(value: SqlValue): string | Uint8Array | null {
  if (value === null || typeof value === 'string' || value instanceof Uint8Array) return value;
  return isArray(value) ? `{${value.map(arrayElement).join(',')}}` : String(value);
}

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** `table` is a name or `schema.name`; a part already in double quotes is taken as it is. */
export function copyStatement(table: string, columns: readonly string[], from: string): string {
  const parts = table.match(/"(?:[^"]|"")+"|[^."]+/g) ?? [table];
  const target = parts.map((part) => (part.startsWith('"') ? part : quoteIdentifier(part))).join('.');
  return `COPY ${target} (${columns.map(quoteIdentifier).join(', ')}) FROM ${from}`;
}
