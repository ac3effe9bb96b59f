import { fieldsOf, moneyFieldsOf } from '../../schemas/entity.ts';
import type { CanonicalRecord, CanonicalValue } from '../../schemas/entity.ts';
import { keyText } from '../../schemas/envelope.ts';
import type { Observation, RecordKey } from '../../schemas/envelope.ts';
import type { Cell, RawRow } from '../../connectors/driver.ts';
import { Unreadable } from '../../connectors/field.ts';
import type { ReadCell, Reading } from '../../connectors/field.ts';
import type { Stream } from '../../connectors/source.ts';

/** Why a row cannot become a record. The value is as the source gave it. */
export interface Reason {
  readonly code: 'ROW_REJECTED' | 'KEY_REPEATED';
  readonly column: string;
  readonly value: Cell;
  readonly expected: string;
  /** A code map or a reader may be mended, and the row tried again. */
  readonly retryable: boolean;
}

export type ReadKey = { readonly key: RecordKey; readonly text: string } | { readonly reason: Reason };
export type Normalised =
  { readonly record: CanonicalRecord; readonly observations: readonly Observation[] } | { readonly reason: Reason };

export type ScopeValues = Readonly<Record<string, CanonicalValue>>;

/** A stream's declaration compiled for one order of columns. Pure: the same row gives the same answer. */
export interface RowReader {
  key(row: RawRow, scope: ScopeValues): ReadKey;
  normalise(row: RawRow, scope: ScopeValues): Normalised;
  /** Centavos per money field, from the raw cells, by a parser of their own. */
  amounts(row: RawRow): readonly (bigint | null | 'unreadable')[];
}

/** PostgreSQL's indexes take 2704 bytes, of which the ledger's also holds the origin. */
const KEY_BYTES = 2000;

function isTooLong(text: string): boolean {
  return text.length > KEY_BYTES / 4 && Buffer.byteLength(text) > KEY_BYTES;
}

function tooLong({ key, fields }: Stream): Reason {
  const column = key.flatMap((name) => fields[name]?.columns ?? []).join(', ');
  const expected = `una clave de hasta ${String(KEY_BYTES)} bytes`;
  return { code: 'ROW_REJECTED', column, value: null, expected, retryable: true };
}

/** Reads only the key of a row; needs only the key's columns. */
export function compileKey(stream: Stream, columns: readonly string[]): (row: RawRow, scope: ScopeValues) => ReadKey {
  const index = new Map(columns.map((column, position) => [column, position]));
  const nullable = new Map(fieldsOf(stream.entity).map((field) => [field.name, field.nullable]));
  const keyFields = stream.key.map((name) => compileField(stream, name, nullable.get(name) ?? false, index));
  return (row, scope) => {
    const key: CanonicalValue[] = [];
    const reading: Reading = { scope, observe: ignore };
    for (const field of keyFields) {
      const value = readField(field, row, reading);
      if (value instanceof Unreadable) return { reason: reasonOf(value) };
      key.push(value);
    }
    const text = keyText(key);
    return isTooLong(text) ? { reason: tooLong(stream) } : { key, text };
  };
}

/** Throws a TypeError when the declaration names a column that the rows do not have. */
export function compileReader(stream: Stream, columns: readonly string[]): RowReader {
  const index = new Map(columns.map((column, position) => [column, position]));
  const fields = fieldsOf(stream.entity).map(({ name, nullable }) => compileField(stream, name, nullable, index));
  const money = moneyFieldsOf(stream.entity).map((name) => {
    const field = stream.fields[name];
    const position = index.get(field?.columns[0] ?? '');
    return { tally: field?.tally, position };
  });

  return {
    key: compileKey(stream, columns),
    normalise(row, scope) {
      const record: Record<string, CanonicalValue> = {};
      const observations: Observation[] = [];
      let current = '';
      const reading: Reading = {
        scope,
        observe: (code) => {
          observations.push({ code, field: current });
        },
      };
      for (const field of fields) {
        current = field.name;
        const value = readField(field, row, reading);
        if (value instanceof Unreadable) return { reason: reasonOf(value) };
        record[field.name] = value;
      }
      return { record, observations };
    },
    amounts: (row) =>
      money.map(({ tally, position }) => (tally && position !== undefined ? tally(row[position] ?? null) : null)),
  };
}

interface CompiledField {
  readonly name: string;
  readonly nullable: boolean;
  readonly column: string;
  readonly read: ReadCell<CanonicalValue>;
}

function compileField(
  stream: Stream,
  name: string,
  nullable: boolean,
  index: ReadonlyMap<string, number>,
): CompiledField {
  const field = stream.fields[name];
  if (!field) throw new TypeError(`${stream.id} does not declare the field ${name} of ${stream.entity.name}`);
  return { name, nullable, column: field.columns[0] ?? name, read: field.compile(index) };
}

function readField(field: CompiledField, row: RawRow, reading: Reading): CanonicalValue | Unreadable {
  const value = field.read(row, reading);
  return value === null && !field.nullable ? new Unreadable(field.column, null, `un valor para ${field.name}`) : value;
}

function reasonOf({ column, cell, expected }: Unreadable): Reason {
  return { code: 'ROW_REJECTED', column, value: cell, expected, retryable: true };
}

function ignore(): void {
  // Observations belong to the whole record, not to its key.
}
