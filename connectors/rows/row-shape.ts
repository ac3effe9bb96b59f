import type { RawRow } from '../driver.ts';

/** What became of one raw row. `shaped` may hold several rows (`unpivot`): each money cell then lies in exactly one of them. */
export type ShapedRow =
  | { readonly outcome: 'shaped'; readonly rows: readonly RawRow[] }
  | { readonly outcome: 'excluded'; readonly rule: string }
  | { readonly outcome: 'rejected'; readonly column: string; readonly expected: string };

/**
 * A declared step between a raw row and the one row that normalising sees. Data (it is part of the fingerprint) with one
 * function that opens it over a given order of columns; what it opens may remember earlier rows of the same reading.
 */
export interface RowShape {
  readonly shape: string;
  /** Everything that decides what it does; plain JSON. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Columns it needs from the source. */
  readonly needs: readonly string[];
  /** Columns it adds, which the source does not have. */
  readonly provides: readonly string[];
  /** Which columns of the source feed a provided one: where its money was before. */
  readonly feeds?: Readonly<Record<string, readonly string[]>>;
  open(columns: readonly string[]): OpenShape;
}

export interface OpenShape {
  /** The columns of the rows that come out. */
  readonly columns: readonly string[];
  /** Rows to be held back before they can be judged (a leaf is known by the row after it) come out of a later call. */
  push(row: RawRow): readonly JudgedRow[];
  /** What was held back; called once, after the last row. */
  end(): readonly JudgedRow[];
}

/** A row that went in, with what became of it. Every row pushed is judged exactly once. */
export interface JudgedRow {
  readonly row: RawRow;
  readonly result: ShapedRow;
}
