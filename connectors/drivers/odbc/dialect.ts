import type { Cell, ColumnType, DriverCapabilities, TableInfo } from '../../driver.ts';
import type { Reading } from './cells.ts';
import type { Settings } from './connection-string.ts';
import type { ErrorCode } from '../../../schemas/errors.ts';

/**
 * How one database is spoken to over ODBC, as data: the engine asks no dialect by its name. A dialect is a file under
 * `dialects/` and a line in `dialects.ts`.
 */
export interface Dialect {
  /** For people. */
  readonly title: string;
  /** False where nobody has run it against the real database yet: every message says so. */
  readonly tried: boolean;
  readonly capabilities: DriverCapabilities;
  /** Settings that the connection gets unless it says otherwise: what keeps a driver from buffering or cutting. */
  readonly settings: Readonly<Record<string, string>>;
  /** The settings as the driver must have them to open the source read-only, where it needs more than settings. */
  readonly located?: (settings: Settings) => Settings;
  /** Statements of every new connection. */
  readonly preamble: readonly string[];
  /** One transaction holds all that is asked while a reading is open: how it begins, and how it ends. */
  readonly transaction: readonly [begin: string, end: string] | null;
  /** A statement that is read row by row keeps its connection from answering anything else. */
  readonly alone: boolean;
  /** What a driver prints, instead of failing, when it gave wrong rows or left some out. */
  readonly wrong?: RegExp;
  readonly quote: (name: string) => string;
  readonly select: (page: Page) => string;
  /** Key after key as one tuple, where the database walks an index for it. */
  readonly tuples: boolean;
  readonly catalogue: Catalogue;
  /** A column's form by its catalogue entry; null where there is no exact one. */
  readonly form: (column: DeclaredColumn) => Form | null;
  /** Pieces of SQL of the conditions; null where conditions are not applied in the source. */
  readonly expressions: Expressions | null;
  readonly failures: readonly (readonly [pattern: RegExp, explanation: Explanation])[];
  readonly install: { readonly debian: string; readonly windows: string };
}

/** One statement's rows: expressions of text, in an order, at most so many. */
export interface Page {
  readonly columns: readonly string[];
  /** Quoted. */
  readonly table: string;
  /** Null: all rows. */
  readonly where: string | null;
  readonly orderBy: readonly string[];
  /** Only groups of more than one row, by these expressions. */
  readonly groupBy?: readonly string[];
  readonly limit: number | null;
}

/** Statements whose rows are, in this order, what the comments say; or the catalogue functions of ODBC. */
export type Catalogue =
  | {
      readonly kind: 'sql';
      /** schema or null, name, `table` or `view`. */
      readonly tables: string;
      /** name, type, the type as declared, 1 when it may be null. */
      readonly columns: (table: TableName) => string;
      /** index, column, in order: indexes that tell every row apart, the best first; none with a nullable column. */
      readonly keys: (table: TableName) => string;
      /** The name of a column that numbers the table's rows without being one of its columns; no row where it has none. */
      readonly rowNumber?: (table: TableName) => string;
    }
  | { readonly kind: 'functions' };

export interface TableName extends TableInfo {
  readonly schema: string | null;
  /** Without its schema. */
  readonly bare: string;
}

export interface DeclaredColumn {
  readonly name: string;
  /** Lower case, without length or scale. */
  readonly base: string;
  readonly declared: string;
  readonly nullable: boolean;
}

/** How a column's cells come: an expression in the source, and how it is read here. */
export interface Form {
  readonly type: ColumnType;
  /** Of the quoted column. */
  readonly select: (cell: string) => string;
  readonly reading: Reading;
  /** A condition on rows whose cell the driver gives wrong: where there are any the column is refused. */
  readonly wrong?: (cell: string) => string;
  /** Which literals a condition compares it with; null where it is compared with none. */
  readonly compared: Compared | null;
}

export type Compared = 'text' | 'number' | 'moment';

export interface Expressions {
  /** A text as a literal. */
  readonly literal: (text: string) => string;
  /** Keys that one statement looks for. */
  readonly keysAtMost: number;
  /** The cell as text, for trimming and comparing; as it is where it is text already. */
  readonly asText: (cell: string) => string;
  /** The text without the blanks around it; what it makes of blanks inside is no text without them. */
  readonly trimmed: (text: string) => string;
  /** Is its first or last character a blank? */
  readonly edged: (text: string) => string;
  /** A literal that the column is compared with; null where the cell can be none of its type: it equals nothing. */
  readonly bound: (column: DeclaredColumn, compared: Compared, cell: NonNullable<Cell>) => string | null;
  /** The exact total of an integer or decimal column, as text. */
  readonly sum: (cell: string, column: DeclaredColumn) => string;
  readonly clock: string;
}

/** A failure in the product's words. */
export type Explanation = readonly [code: ErrorCode, reason: string];

/** Of one table: the others of the source are read. */
export const NOT_ALLOWED: Explanation = [
  'FORBIDDEN',
  'la cuenta no tiene permiso de leer; pídalo al administrador (GRANT SELECT)',
];
