import type { CanonicalValue } from '../schemas/entity.ts';
import type { Cell, ColumnType, RawRow } from './driver.ts';

/** Where a column stands in a row. */
export type ColumnIndex = ReadonlyMap<string, number>;

/** What a reader may know of the row besides its cells, and where it says what it noticed. */
export interface Reading {
  /** Values of the scope that the row is read in (`vigencia` of a place, attributes of a file). */
  readonly scope: Readonly<Record<string, CanonicalValue>>;
  /** Keeps the record and says what is odd about it. The field's name is added by whoever reads the record. */
  observe(code: string): void;
}

/** A cell that cannot be read: the row is rejected with this. */
export class Unreadable {
  readonly column: string;
  readonly cell: Cell;
  /** What is allowed, in Spanish, to be read after "se espera". */
  readonly expected: string;

  constructor(column: string, cell: Cell, expected: string) {
    this.column = column;
    this.cell = cell;
    this.expected = expected;
  }
}

export type ReadCell<Value> = (row: RawRow, reading: Reading) => Value | Unreadable;

/**
 * How one canonical field is read from raw cells. Data (it is part of the declaration's fingerprint) with one function
 * that turns it into a reader for a given order of columns. A reader is pure, never throws and never defaults.
 */
export interface Field<Value extends CanonicalValue = CanonicalValue> {
  /** Name of the reader: the scalar's own. */
  readonly reader: string;
  readonly columns: readonly string[];
  /** Everything else that decides what is read; plain JSON. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Column types that it takes; a column of another type is SOURCE_DRIFTED before a row is read. `any` always passes. */
  readonly takes: readonly ColumnType[];
  /** Raw cells that differ after trimming give different values: a unique index in the source proves unique keys. */
  readonly injective: boolean;
  compile(index: ColumnIndex): ReadCell<Value>;
  /** Money only: centavos of the raw cell, null for a blank one, `unreadable` where there is no amount; for the balance. */
  readonly tally?: (cell: Cell) => bigint | null | 'unreadable';
  /** Makes pseudonyms: it cannot be compiled before it was given the site's key. */
  readonly withKey?: (key: string) => Field<Value>;
}
