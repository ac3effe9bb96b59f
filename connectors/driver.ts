import type { FileFormat } from './file-format.ts';

/**
 * How one technology is read. A driver is a folder under `drivers/` that exports a maker returning a `Driver`;
 * what it must and should do is `SPEC.md`, and the driver contract suite holds it to that.
 */

/** Exact types arrive exact: decimals as text, never as a float; days as `YYYY-MM-DD`, never shifted by a zone. */
export type Cell = string | number | bigint | boolean | Uint8Array | null;

/** The cells of one row, in the order of the columns that were asked for. */
export type RawRow = readonly Cell[];

/** What a column gives. `float` is a binary floating point number; `any`: each cell may differ (SQLite, CSV). */
export type ColumnType = 'text' | 'integer' | 'decimal' | 'float' | 'date' | 'timestamp' | 'boolean' | 'binary' | 'any';

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  /** The type in the technology's own words, for people. */
  readonly declared: string;
  readonly nullable: boolean;
}

export interface TableInfo {
  readonly name: string;
  readonly kind: 'table' | 'view' | 'file';
}

/** Narrows a reading inside the source. All conditions of a request hold together. */
export type Condition =
  | { readonly kind: 'equals'; readonly column: string; readonly value: string | number }
  | { readonly kind: 'keys'; readonly columns: readonly string[]; readonly keys: readonly RawRow[] }
  /** All but the cells that read as a vigencia (1980 to 2100) before `from`. */
  | { readonly kind: 'vigencia'; readonly column: string; readonly from: number }
  /** `after` exclusive, `upTo` inclusive, compared by the source; nulls are left out. */
  | { readonly kind: 'range'; readonly column: string; readonly after: string | null; readonly upTo: string | null };

export interface ReadRequest {
  readonly table: string;
  readonly columns: readonly string[];
  readonly where: readonly Condition[];
  /** The order asked of the source; empty: the source's own, which must be the same from one reading to the next. */
  readonly orderBy: readonly string[];
  readonly batchSize: number;
}

/** A table as the source's own catalogue describes it. */
export interface TableSurvey extends TableInfo {
  readonly columns: readonly Column[];
  /** Columns of the primary key, else of a unique index, in order; empty where there is none. */
  readonly key: readonly string[];
  /** As the catalogue has them; null where it does not say. */
  readonly rows: number | null;
  readonly bytes: number | null;
}

/** What the account that reads may do. */
export interface AccountRights {
  readonly account: string;
  /** It could change the source, though nothing here ever does: said as a warning. */
  readonly mayWrite: boolean;
  /** For people, in Spanish, a line each. */
  readonly lines: readonly string[];
}

/** What a driver can do beyond reading. Each member of `Connection` that is optional belongs to one of these, `notices` apart. */
export interface DriverCapabilities {
  /** Applies the conditions of a request itself; without it only unconditional requests are made. */
  readonly filters: boolean;
  /** `count` is exact, inside the reading's own snapshot where there are snapshots. */
  readonly counts: boolean;
  /** `sum` is exact decimal arithmetic. */
  readonly sums: boolean;
  /** `uniqueOn` and `untrimmedKeys` tell cheaply that a key cannot repeat. */
  readonly uniqueKeys: boolean;
  /** `clock`: the source's own clock, for cursors. */
  readonly clock: boolean;
  /** `mayRepeat` tells by grouping, inside the source, that no key repeats. */
  readonly groups: boolean;
  /** `settledVersion`: rows carry a version that grows with every write, and the source says up to where all are committed. */
  readonly versions: boolean;
  /** `changeMark`: tells cheaply that nothing was written. */
  readonly marks: boolean;
  /** `survey` and `rights`: what there is and what the account may do, from the catalogue alone. */
  readonly catalogue: boolean;
  /** Reads files of a drop folder: `files` and `open`. */
  readonly files: boolean;
  /** One reading is one snapshot of the source; without it, only of each row. */
  readonly snapshots: boolean;
}

export interface Connection extends AsyncDisposable {
  /**
   * What a person should know of what was read so far, in Spanish, a sentence each: columns that were left out, a file that
   * was copied while it was open. Absent where a driver has nothing of the kind to say.
   */
  notices?(): readonly string[];
  tables(signal: AbortSignal): Promise<readonly TableInfo[]>;
  /** NOT_FOUND when there is no such table. */
  columns(table: string, signal: AbortSignal): Promise<readonly Column[]>;
  /** Pull-based: the next batch is fetched only on demand. With `snapshots`, one reading is one snapshot of the source. */
  read(request: ReadRequest, signal: AbortSignal): AsyncIterable<readonly RawRow[]>;
  /** Rows that `read` would give. */
  count?(table: string, where: readonly Condition[], signal: AbortSignal): Promise<number>;
  /** Is there a unique index on exactly these columns? */
  uniqueOn?(table: string, columns: readonly string[], signal: AbortSignal): Promise<boolean>;
  /** Rows of which a key cell would change by trimming blanks (NBSP included). */
  untrimmedKeys?(table: string, columns: readonly string[], signal: AbortSignal): Promise<number>;
  /** Exact totals of amount columns over the rows that `read` would give, in their order, as decimal text; null where no row has one. */
  sum?(
    table: string,
    columns: readonly string[],
    where: readonly Condition[],
    signal: AbortSignal,
  ): Promise<readonly (string | null)[]>;
  /** False only where no key, trimmed, stands on two of the rows that `read` would give: counted by groups inside the source. */
  mayRepeat?(
    table: string,
    columns: readonly string[],
    where: readonly Condition[],
    signal: AbortSignal,
  ): Promise<boolean>;
  /** The source's clock, as text comparable with its date columns. */
  clock?(signal: AbortSignal): Promise<string>;
  /** The greatest row version below which no open transaction can still write, as the text that `range` compares with. */
  settledVersion?(signal: AbortSignal): Promise<string>;
  /**
   * A text that is another after any committed write to the table (it may also be another without one). A driver of files
   * is given the pattern of their names instead of a table.
   */
  changeMark?(table: string, signal: AbortSignal): Promise<string>;
  /** Tables and views with their columns, keys, rows and bytes, from the catalogue: scans nothing. */
  survey?(signal: AbortSignal): Promise<readonly TableSurvey[]>;
  rights?(signal: AbortSignal): Promise<AccountRights>;
  /** The files of the drop folder that match, in order of name. Opens none. */
  files?(pattern: string, signal: AbortSignal): Promise<readonly FileEntry[]>;
  /** Reads and checks one file whole; FILE_REFUSED with line and reason when it is not what it should be. */
  open?(entry: FileEntry, format: FileFormat, signal: AbortSignal): Promise<OpenedFile>;
}

export interface FileEntry {
  /** Name inside the folder. */
  readonly name: string;
  readonly bytes: number;
}

/** One file, copied into memory and found good. Its attributes name it; its tables hold rows. */
export interface OpenedFile {
  readonly name: string;
  readonly content: Uint8Array;
  /** SHA-256 of the content, hexadecimal. */
  readonly hash: string;
  /** What the file says of itself (bank, account, date, modifier …), by name; each is also a column of every row. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly tables: readonly string[];
  columns(table: string): readonly Column[];
  read(request: ReadRequest, signal: AbortSignal): AsyncIterable<readonly RawRow[]>;
}

export interface Driver {
  readonly kind: string;
  readonly capabilities: DriverCapabilities;
  /** SOURCE_UNREACHABLE when it cannot be reached, SOURCE_REFUSED when it does not let in. Whoever opens disposes. */
  connect(signal: AbortSignal): Promise<Connection>;
}
