import { StringDecoder } from 'node:string_decoder';
import type { Readable } from 'node:stream';

/**
 * What the product and the child that holds the vendor's module say to each other: a line of JSON each, one answer to one
 * question, so that nothing is fetched which nobody asked for.
 */
export type Question =
  | { readonly kind: 'connect'; readonly text: string; readonly seconds: number }
  /** A statement whose rows are few, or limited by itself: all of them are answered. */
  | { readonly kind: 'query'; readonly sql: string }
  /** A statement that is read on by `fetch`, in steps of at most so many rows and bytes, and given up by `leave`. */
  | { readonly kind: 'open'; readonly cursor: number; readonly sql: string }
  | { readonly kind: 'fetch'; readonly cursor: number; readonly rows: number; readonly bytes: number }
  | { readonly kind: 'leave'; readonly cursor: number }
  /** The catalogue functions of ODBC, for sources whose catalogue cannot be asked in SQL. */
  | { readonly kind: 'tables' }
  | { readonly kind: 'columns'; readonly table: string };

/** Stops the statement that runs; has no answer of its own. */
export interface Stop {
  readonly kind: 'stop';
}

/** As the vendor's module gives it; a bigint as its digits, bytes in hexadecimal, what is no finite number as its name. */
export type WireCell = string | number | boolean | null;
export type WireRow = readonly WireCell[];

export interface Rows {
  readonly rows: readonly WireRow[];
  readonly names: readonly string[];
  /** Of ODBC, with the size that the driver says: `SQL_VARCHAR 40`. */
  readonly types: readonly string[];
}

export type Answer = Rows | { readonly failure: VendorFailure };

/** What the ODBC driver manager and the driver said. */
export interface VendorFailure {
  /** `module`: the package `odbc` is not there, or was not built for this machine. `row`: the driver did not give a row. */
  readonly kind: 'module' | 'row' | 'odbc';
  readonly message: string;
  readonly records: readonly VendorRecord[];
}

export interface VendorRecord {
  readonly state: string;
  readonly code: number;
  readonly message: string;
}

/** The descriptor that both ends hold. */
export const CHANNEL = 3;

/** Calls for every line. A line ends at the line feed and nowhere else: texts may hold other separators (U+2028). */
export function eachLine(stream: Readable, take: (line: string) => void): void {
  const decoder = new StringDecoder();
  let parts: string[] = [];
  stream.on('data', (chunk: Buffer) => {
    const [first = '', ...more] = decoder.write(chunk).split('\n');
    parts.push(first);
    for (const next of more) {
      take(parts.join(''));
      parts = [next];
    }
  });
}
