import { basename } from 'node:path';
import type {
  Cell,
  Column,
  Connection,
  Driver,
  DriverCapabilities,
  OpenedFile,
  RawRow,
  ReadRequest,
} from '../../connectors/driver.ts';
import type { FileFormat } from '../../connectors/file-format.ts';
import { expect } from 'vitest';
import { asIntegrationError } from '../../schemas/errors.ts';
import type { ErrorCode, IntegrationError } from '../../schemas/errors.ts';

/** One table lying somewhere, and the driver that reads it. */
export interface Subject {
  readonly driver: Driver;
  /** The file that it lies in, or the address of its server: messages name it. */
  readonly file: string;
  /** Of a server, what shows whether anything in it was changed. */
  readonly print?: () => Promise<unknown>;
  readonly table: string;
  /** For a driver of files: how the file is opened. */
  readonly format: FileFormat | null;
}

/** A table of which one column's cells are known, in the source's own order. */
export interface KnownColumn extends Subject {
  readonly column: string;
  readonly cells: readonly Cell[];
}

/** What technologies differ in. Each says what it makes of it: the cells that arrive, or the code it refuses it with. */
export type Facet =
  | 'negative amount'
  | 'amount of zero'
  | 'amount of 19 digits'
  | 'day at midnight'
  | 'day 1899-12-30'
  | 'day 9999-12-31'
  | 'null and empty text'
  | 'text of Windows-1252'
  | 'blanks around'
  | 'no cell for it';

export type Outcome = KnownColumn | (Subject & { readonly refused: ErrorCode });

/** A table whose rows carry versions, and programs that write to it. */
export interface Versioned extends Subject {
  readonly version: string;
  /** A transaction of its own, open until it is committed. */
  writer(): Promise<{ insert(name: string): Promise<void>; commit(): Promise<void> }>;
}

export interface ServerFactory {
  /** A table with the columns NOMBRE and the version. */
  versioned(): Promise<Versioned>;
  /** A table with a primary key on these columns, in their order. */
  keyed(key: readonly string[]): Promise<Subject>;
  /** A table that the account may read, and perhaps write. */
  account(mayWrite: boolean): Promise<Subject>;
}

/** How one implementation makes the sources that the contract reads. Every source is a new one. */
export interface DriverFactory {
  /** What the driver is expected to declare; decides which parts of the contract are run. */
  readonly capabilities: DriverCapabilities;
  /** A table of so many rows; the cells of its column are texts, each different, not in the order of texts. */
  counted(rows: number): Promise<KnownColumn>;
  /** A table of three rows, and a way in which somebody else changes it. */
  changing(): Promise<KnownColumn & { change(): Promise<void> }>;
  holding(facet: Facet): Promise<Outcome>;
  /** A table made to measure, its columns as the technology declares them; needed by a driver that filters. */
  readonly table: ((columns: readonly string[], rows: readonly RawRow[]) => Promise<Subject>) | null;
  absent(): Promise<Subject>;
  /** Bytes that are something else, and a good source that lost its end. */
  foreign(): Promise<Subject & { readonly cut?: ErrorCode }>;
  cutShort(): Promise<Subject & { readonly cut?: ErrorCode }>;
  /** What a database server tells besides rows; needed by a driver with `versions` or `catalogue`. */
  readonly server: ServerFactory | null;
}

export const never = new AbortController().signal;

/** The table, whether the connection has it or a file that the connection opens. */
export interface OpenTable {
  columns(): Promise<readonly Column[]>;
  read(request: ReadRequest, signal: AbortSignal): AsyncIterable<readonly RawRow[]>;
}

export async function openTable(connection: Connection, subject: Subject): Promise<OpenTable> {
  if (subject.format === null) {
    return {
      columns: () => connection.columns(subject.table, never),
      read: (request, signal) => connection.read(request, signal),
    };
  }
  const file = await openedFile(connection, subject);
  return {
    columns: () => Promise.resolve(file.columns(subject.table)),
    read: (request, signal) => file.read(request, signal),
  };
}

export async function openedFile(connection: Connection, subject: Subject): Promise<OpenedFile> {
  if (!connection.files || !connection.open || subject.format === null) throw new Error('not a driver of files');
  const [entry] = await connection.files(basename(subject.file), never);
  if (!entry) throw new Error(`${subject.file} is not listed`);
  return connection.open(entry, subject.format, never);
}

export function requestFor(subject: Subject, columns: readonly string[], more: Partial<ReadRequest> = {}): ReadRequest {
  return { table: subject.table, columns, where: [], orderBy: [], batchSize: 100, ...more };
}

export async function batchesOf(reading: AsyncIterable<readonly RawRow[]>): Promise<readonly (readonly RawRow[])[]> {
  const batches: (readonly RawRow[])[] = [];
  for await (const batch of reading) batches.push(batch);
  return batches;
}

/** Everything of one reading, over a connection of its own. */
export async function rowsOf(
  subject: Subject,
  columns: readonly string[],
  more: Partial<ReadRequest> = {},
): Promise<readonly RawRow[]> {
  await using connection = await subject.driver.connect(never);
  const table = await openTable(connection, subject);
  return (await batchesOf(table.read(requestFor(subject, columns, more), never))).flat();
}

export async function cellsOf(subject: KnownColumn): Promise<readonly Cell[]> {
  return (await rowsOf(subject, [subject.column])).map((row) => row[0] ?? null);
}

export async function columnsOf(subject: Subject): Promise<readonly Column[]> {
  await using connection = await subject.driver.connect(never);
  const table = await openTable(connection, subject);
  return await table.columns();
}

/** All rows with all columns: whatever can fail has failed then. */
export async function wholeOf(subject: Subject): Promise<unknown> {
  const columns = await columnsOf(subject);
  return rowsOf(
    subject,
    columns.map((column) => column.name),
  );
}

/** The failure that the work must end in. */
export async function failureOf(work: () => Promise<unknown>): Promise<IntegrationError> {
  const thrown: unknown = await work().then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(thrown, 'it did not fail').not.toBeNull();
  return asIntegrationError(thrown);
}

/** Texts that are all different and not in the order of texts. */
export function shuffled(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => String((index * 37 + 11) % 1009).padStart(7, '0'));
}
