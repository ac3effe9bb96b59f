import { createHash, createHmac } from 'node:crypto';
import type { Field } from '../field.ts';
import type { Stream } from '../source.ts';
import { opcional } from './ausente.ts';
import type { BlankAware } from './ausente.ts';
import { documento } from './documento.ts';

/** Hexadecimal digits of a pseudonym: 128 bits. */
const DIGITS = 32;
/** Enough of the key's own hash to tell that another key makes other pseudonyms. */
const KEY_DIGITS = 8;

/**
 * Who a document belongs to, without saying so: the keyed hash (HMAC-SHA256) of the number as `documento` reads it, so that
 * payroll and PILA name one person alike. The key is the site's own, kept outside the ledger: without it nobody can try
 * numbers out. It cannot be read before `withPseudonymKey`.
 */
export function seudonimo(column: string): BlankAware<string> {
  const number = documento(column);
  return { ...keyed(number, null), orNull: () => keyed(opcional(number), null) };
}

function keyed<Value extends string | null>(number: Field<Value>, key: string | null): Field<Value> {
  return {
    reader: 'seudonimo',
    columns: number.columns,
    options: { ...number.options, key: key === null ? null : keyMark(key) },
    takes: number.takes,
    injective: false,
    compile(index) {
      if (key === null) throw new TypeError(`The pseudonym of ${number.columns.join(', ')} was not given its key`);
      const read = number.compile(index);
      return (row, reading) => {
        const found = read(row, reading);
        return typeof found === 'string' ? (pseudonymOf(found, key) as Value) : found;
      };
    },
    withKey: (given) => keyed(number, given),
  };
}

function pseudonymOf(number: string, key: string): string {
  return createHmac('sha256', key).update(number).digest('hex').slice(0, DIGITS);
}

function keyMark(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, KEY_DIGITS);
}

/** Does any field of the stream need the site's key? */
export function needsPseudonymKey(stream: Stream): boolean {
  return Object.values(stream.fields).some((field) => field.withKey !== undefined);
}

/** The stream with the key given to the fields that need it. */
export function withPseudonymKey(stream: Stream, key: string): Stream {
  const fields = Object.entries(stream.fields).map(([name, field]) => [name, field.withKey?.(key) ?? field] as const);
  return { ...stream, fields: Object.fromEntries(fields) };
}
