import type { Column, Connection, Driver, RawRow, ReadRequest } from '../../connectors/driver.ts';
import { columnsOf } from '../../connectors/source.ts';
import type { Stream } from '../../connectors/source.ts';
import { WHOLE, inWindow, vigenciaScope } from './scopes.ts';
import type { ScopeValues } from './reader.ts';

/** Where a stream is read; several when a system keeps a database per year. */
export interface Place {
  readonly driver: Driver;
  /** What the place says of every row in it, `{ vigencia: 2024 }`. */
  readonly values: ScopeValues;
}

/** The window asked of a run: everything, the stream's own window, or what an incremental mode has not seen. */
export type Extent =
  | { readonly kind: 'full'; /** Why, when the run did not ask for it. */ readonly note?: string }
  | { readonly kind: 'window'; readonly from: number }
  | { readonly kind: 'since'; readonly after: string | null; readonly upTo: string };

type ScopeOf = (columns: readonly string[]) => (row: RawRow) => string;

/** One reading: rows from one place, and which scopes it reads whole. */
export interface Part {
  readonly label: string;
  readonly columns: readonly string[];
  readonly offered: readonly Column[];
  /** False where a reading leaves out rows that still belong to a scope it touches. */
  readonly whole: boolean;
  read(columns: readonly string[], signal: AbortSignal): AsyncIterable<readonly RawRow[]>;
  /** What the source says of its reading, for people. */
  notices(): readonly string[];
  /** Rows that a reading should give now; null where the driver cannot tell, or where nothing follows from it. */
  count(signal: AbortSignal): Promise<number | null>;
  /** The source itself guarantees that no key, as trimmed, stands on two rows. */
  uniqueOn(columns: readonly string[], signal: AbortSignal): Promise<boolean>;
  /** Scope of a row whose cells stand in this order of columns: row shapes may have changed it. */
  readonly scopeOf: ScopeOf;
  readonly scopeValues: ScopeValues;
  readonly covers: (scope: string) => boolean;
  /** The same place without the window; null where this reading already has none. */
  readonly unbounded: Part | null;
  /** The file that the rows come from. */
  readonly file: PartFile | null;
}

export interface PartFile {
  readonly name: string;
  readonly hash: string;
  readonly content: Uint8Array;
  readonly scope: string;
  readonly order: string;
}

export const BATCH_ROWS = 2000;

/** A table, or what the extent leaves of it. */
export async function tablePart(
  connection: Connection,
  place: Place,
  stream: Stream,
  extent: Extent,
  cut: string,
  signal: AbortSignal,
): Promise<Part> {
  const columns = columnsOf(stream);
  const prefix = placePrefix(place);
  const where = [...stream.where, ...conditionsOf(stream, extent)];
  const request = (wanted: readonly string[]): ReadRequest => ({
    table: stream.table,
    columns: wanted,
    where,
    orderBy: [],
    batchSize: BATCH_ROWS,
  });
  const inner = innerScope(stream, extent, cut);
  const bounded = extent.kind !== 'full';
  // What a poll gives is few rows: to count the table, or to prove its keys unique, would cost more than to read them twice.
  const polls = extent.kind === 'since';
  return {
    label: prefix === '' ? stream.table : `${stream.table} (${prefix.slice(0, -1)})`,
    columns,
    offered: await connection.columns(stream.table, signal),
    whole: !polls,
    read: (wanted, readSignal) => connection.read(request(wanted), readSignal),
    notices: () => connection.notices?.() ?? [],
    count: async (countSignal) =>
      connection.count && !polls ? connection.count(stream.table, where, countSignal) : null,
    uniqueOn: async (keyColumns, uniqueSignal) =>
      !polls && provesUnique(connection, stream.table, keyColumns, where, uniqueSignal),
    scopeOf: (given) => {
      const scopeOf = inner.scopeOf(given);
      return (row) => prefix + scopeOf(row);
    },
    scopeValues: { ...place.values, ...inner.values },
    covers: (scope) => scope.startsWith(prefix) && inner.covers(scope.slice(prefix.length)),
    unbounded: bounded ? await tablePart(connection, place, stream, { kind: 'full' }, cut, signal) : null,
    file: null,
  };
}

async function provesUnique(
  connection: Connection,
  table: string,
  columns: readonly string[],
  where: ReadRequest['where'],
  signal: AbortSignal,
): Promise<boolean> {
  const indexed = (await connection.uniqueOn?.(table, columns, signal)) ?? false;
  if (indexed && (await connection.untrimmedKeys?.(table, columns, signal)) === 0) return true;
  return (await connection.mayRepeat?.(table, columns, where, signal)) === false;
}

/** What stands before the scopes of a place; nothing where there is only one. */
export function placePrefix({ values }: Place): string {
  const entries = Object.entries(values);
  return entries.length === 0 ? '' : `${entries.map(([name, value]) => `lugar:${name}=${String(value)}`).join(',')};`;
}

function conditionsOf(stream: Stream, extent: Extent): ReadRequest['where'] {
  if (extent.kind === 'window' && stream.scope.kind === 'byVigencia') {
    return [{ kind: 'vigencia', column: stream.scope.column, from: extent.from }];
  }
  if (extent.kind === 'since' && stream.mode) {
    return [{ kind: 'range', column: stream.mode.column, after: extent.after, upTo: extent.upTo }];
  }
  return [];
}

interface InnerScope {
  readonly scopeOf: ScopeOf;
  readonly values: ScopeValues;
  readonly covers: (scope: string) => boolean;
}

function innerScope(stream: Stream, extent: Extent, cut: string): InnerScope {
  const { scope } = stream;
  switch (scope.kind) {
    case 'byVigencia': {
      const from = extent.kind === 'window' ? extent.from : null;
      return { scopeOf: vigenciaScopeOf(scope.column), values: {}, covers: (text) => inWindow(text, from) };
    }
    case 'photograph': {
      const text = `corte=${cut}`;
      return { scopeOf: () => () => text, values: { corte: cut }, covers: (other) => other === text };
    }
    // A table read whole covers also what it was divided into under an earlier declaration.
    case 'whole':
    case 'byFile':
      return { scopeOf: () => () => WHOLE, values: {}, covers: () => true };
  }
}

function vigenciaScopeOf(column: string): ScopeOf {
  return (columns) => {
    const position = columns.indexOf(column);
    if (position < 0)
      throw new TypeError(`the row shapes must keep the column ${column}, which says the scope of each row`);
    return (row) => vigenciaScope(row, position);
  };
}
