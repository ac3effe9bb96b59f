import { textMark } from '../access/expected.ts';

/** A cell as `Access.java` takes it. */
export type Mark = string;

/** An Access application: a file with its tables, in the order in which they are made. */
export interface Application {
  readonly file: string;
  readonly format: 'V2000' | 'V2007';
  readonly tables: readonly ApplicationTable[];
}

export interface ApplicationTable {
  readonly name: string;
  readonly key: string;
  /** `NAME:TYPE`, as `Access.java` takes them. */
  readonly columns: readonly string[];
  /** Query behind a column that keeps the number of another table's row. */
  readonly lookup?: readonly [column: string, query: string];
  /** A LONG column that becomes one of attachments, with what is attached to each row. */
  readonly attachments?: { readonly column: string; readonly files: readonly string[] };
  readonly rows: readonly (readonly Mark[])[];
}

export const none = 'N';
/** What a column of attachments counts up by itself. */
export const counted = 'A';
export const text = textMark;
export const whole = (value: number): Mark => `I${String(value)}`;
export const exact = (value: string): Mark => `D${value}`;
export const flag = (value: boolean): Mark => `B${String(value)}`;
/** `2026-03-02T08:15`. */
export const moment = (value: string): Mark => `T${value}`;
export const day = (value: string): Mark => `T${value}T00:00`;

/** `0007`. */
export function numbered(ordinal: number): string {
  return String(ordinal).padStart(4, '0');
}

/** The table of names that a lookup shows. */
export function namesTable(name: string, names: readonly string[]): ApplicationTable {
  return {
    name,
    key: 'Id',
    columns: ['Id:LONG', 'Nombre:TEXT:60'],
    rows: names.map((each, index) => [whole(index + 1), text(each)]),
  };
}
