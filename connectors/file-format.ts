/** How the bytes of a file become tables; interpreted by the driver `file`. Data, part of the declaration. */
export type FileFormat = OneFormat | OneOfFormat;

type OneFormat = AsobancariaFormat | CsvFormat | FixedWidthFormat | XlsFormat | XlsxFormat;

/**
 * A report that people save again as they like. The file's first bytes say whether it is a workbook, and of which kind; what
 * is none is read by the first format that is not of workbooks. Its name says nothing.
 */
export interface OneOfFormat {
  readonly kind: 'one-of';
  readonly formats: readonly OneFormat[];
}

/** `cp850` is the code page of DOS, in which old cadastral files are. */
export type Encoding = 'utf-8' | 'windows-1252' | 'iso-8859-1' | 'utf-16le' | 'cp850';

export interface AsobancariaFormat {
  readonly kind: 'asobancaria-2001';
  /** What an empty file means: nobody paid that day, or something went wrong. */
  readonly empty: 'no payments' | 'refused';
}

/**
 * A column by the name that the declaration uses, alone or before other spellings of it, in which `*` is any run of
 * characters. Capitals, accents and the number of blanks do not tell titles apart.
 */
export type Title = string | readonly [name: string, ...spellings: string[]];

/** Where a table begins in a printed report. */
export interface TitledRegion {
  /**
   * The titles are in the first of the first 40 rows that has all of these. `guessed`, of a file that nobody declared: its
   * first row, if most columns have a title of their own there; else there are none. A column without one is A, B, …
   */
  readonly titles: readonly Title[] | 'guessed';
  /** Columns that a file may lack; all their cells are null then. */
  readonly optional?: readonly Title[];
  /**
   * How many rows the titles take, tried in this order; `[1]` unless declared. A title of several rows is read from the top,
   * joined by ` / `; one above the last row stands for the columns at its right, up to the next one.
   */
  readonly titleRows?: readonly (1 | 2 | 3)[];
  /** Attributes: each a regular expression with named groups, looked for in the cells above the titles. */
  readonly heading: readonly string[];
}

export type Delimiter = ',' | ';' | '\t' | '|';

export interface CsvFormat extends Partial<TitledRegion> {
  readonly kind: 'csv';
  /** Several: the first that all bytes of the file belong to; UTF-16 is then told by its mark alone. */
  readonly encoding: Encoding | readonly Encoding[];
  /** Several, only with `titles`: the first that parts the titles. */
  readonly delimiter: Delimiter | readonly Delimiter[];
  /** What may enclose a cell; null: quotes are characters as others are, and no cell has a line break. `"` unless declared. */
  readonly quote?: '"' | null;
  /**
   * Rows may have fewer cells than there are titles (null then), or more that are blank, as footers do. Not unless declared, or
   * titles are guessed.
   */
  readonly ragged?: boolean;
  /** What the last row says in one of its columns: a file that ends otherwise was cut. */
  readonly last?: { readonly column: string; readonly in: readonly string[] };
  /** Attributes taken from the file's name: a regular expression with named groups. */
  readonly name?: string;
}

/** Characters of a line as norms count them: from 1, both ends included. */
export type Positions = readonly [from: number, to: number];

/** Lines without marks between their cells. Each kind of line is a record, told by what stands at places of its own. */
export interface FixedWidthFormat {
  readonly kind: 'fixed-width';
  readonly encoding: Encoding;
  /** In the order in which they are tried on a line; a line that is none of them refuses the file. */
  readonly records: readonly FixedWidthRecord[];
  /**
   * What the header says of the lines below it: in its field `says`, how many different `distinct` there are in a table. A
   * file with fewer was cut between two lines.
   */
  readonly announced?: { readonly says: string; readonly table: string; readonly distinct: readonly string[] };
  /** Attributes taken from the file's name: a regular expression with named groups. */
  readonly name?: string;
}

export interface FixedWidthRecord {
  /** The table of its rows. Records that differ in their places only may share one; their fields have the same names. */
  readonly table: string;
  /** What its lines say of themselves; all of it holds. None: every line. */
  readonly when: readonly FixedWidthTest[];
  /** Characters of a whole line; several where editions of the format differ. Also tells records apart. */
  readonly lengths: readonly number[];
  /** A line may lack its last blanks down to this length; what is missing is blank. Left out: such a line refuses the file. */
  readonly shortest?: number;
  /** A line may go on up to this length; what stands there is not read. Left out: such a line refuses the file. */
  readonly longest?: number;
  /** `decimals`: a whole number of which the last digits are decimals, without a mark. The others are text, blanks kept. */
  readonly fields: Readonly<Record<string, Positions | { readonly at: Positions; readonly decimals: number }>>;
  /** The first line is this record, and no other is; its fields are the file's attributes too, without blanks around. */
  readonly header?: true;
}

/** `in` compares with the blanks that stand there; `matches` is a regular expression. */
export type FixedWidthTest =
  { readonly at: Positions; readonly in: readonly string[] } | { readonly at: Positions; readonly matches: string };

interface WorkbookFormat extends TitledRegion {
  /** Sheet by name; null: the only one. Its table is `filas`. */
  readonly sheet: string | null;
  /** Every sheet that has anything on it instead, each a table by its own name. */
  readonly each?: true;
}

export interface XlsxFormat extends WorkbookFormat {
  readonly kind: 'xlsx';
}

/** Excel 97 to 2003. */
export interface XlsFormat extends WorkbookFormat {
  readonly kind: 'xls';
}
