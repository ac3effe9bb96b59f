/** How the bytes of a file become tables; interpreted by the driver `file`. Data, part of the declaration. */
export type FileFormat = AsobancariaFormat | CsvFormat | XlsxFormat;

export interface AsobancariaFormat {
  readonly kind: 'asobancaria-2001';
  /** What an empty file means: nobody paid that day, or something went wrong. */
  readonly empty: 'no payments' | 'refused';
}

export interface CsvFormat {
  readonly kind: 'csv';
  readonly encoding: 'utf-8' | 'windows-1252' | 'iso-8859-1' | 'utf-16le';
  readonly delimiter: ',' | ';' | '\t' | '|';
  /** Attributes taken from the file's name: a regular expression with named groups. */
  readonly name?: string;
}

export interface XlsxFormat {
  readonly kind: 'xlsx';
  /** Sheet by name; null: the only one. */
  readonly sheet: string | null;
  /** The title row is the first of the first 40 that has all of these. */
  readonly titles: readonly string[];
  /** Attributes: each a regular expression with one named group, looked for in the cells above the titles. */
  readonly heading: readonly string[];
}
