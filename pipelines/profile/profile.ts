import { asIntegrationError, IntegrationError } from '../../schemas/errors.ts';
import type { Connection, Driver, TableInfo, TableSurvey } from '../../connectors/driver.ts';
import type { Catalogues } from './catalogues.ts';
import { ColumnReader } from './column.ts';
import type { ColumnProfile } from './column.ts';
import { LEAST_ROWS, likelyKeys } from './keys.ts';
import type { LikelyKey } from './keys.ts';
import { likelyReferences } from './references.ts';
import type { LikelyReference, ValuedTable } from './references.ts';

/** What the rows of a table say of it. */
export interface TableProfile {
  readonly name: string;
  readonly kind: TableInfo['kind'];
  /** Rows that were read: all of them where `complete`. */
  readonly rows: number;
  readonly complete: boolean;
  readonly bytes: number | null;
  readonly columns: readonly ColumnProfile[];
  /** The primary key that the catalogue declares; empty where it declares none. */
  readonly declaredKey: readonly string[];
  /** Proved by every row; null where the rows prove nothing: fewer than thirty, or not all were read. */
  readonly keys: readonly LikelyKey[] | null;
  readonly references: readonly LikelyReference[];
  /** Why it could not be read; the other tables go on. */
  readonly problem: string | null;
}

export interface ProfileTask {
  readonly driver: Driver;
  /** Only these tables; null for all. */
  readonly tables: readonly string[] | null;
  /** Rows read of each table, at most. */
  readonly limit: number;
  readonly catalogues: Catalogues;
  /** Called after so many rows were read: waits for as long as the source shall be left alone. */
  readonly pace: (rows: number) => Promise<void>;
  readonly progress: (table: string, rows: number) => void;
  readonly signal: AbortSignal;
}

const BATCH_ROWS = 1000;

/**
 * Reads the tables of a source, each up to the limit, and says what is in them: the largest first. Writes nothing; holds in
 * memory four bytes for each distinct value of a column until the references between tables are found.
 */
export async function profile(task: ProfileTask): Promise<readonly TableProfile[]> {
  await using connection = await task.driver.connect(task.signal);
  const surveys = new Map((await connection.survey?.(task.signal))?.map((table) => [table.name, table]));
  const read: ReadTable[] = [];
  for (const table of await tablesOf(connection, task)) {
    read.push(await readTable(connection, task, table, surveys.get(table.name)));
  }
  const valued = read.map(({ valued: each }) => each);
  return read
    .map(({ profile: each, valued: own }) => ({ ...each, references: likelyReferences(own, valued) }))
    .toSorted((one, other) => (other.bytes ?? 0) - (one.bytes ?? 0) || other.rows - one.rows);
}

async function tablesOf(connection: Connection, { tables, signal }: ProfileTask): Promise<readonly TableInfo[]> {
  const all = await connection.tables(signal);
  const missing = tables?.find((name) => !all.some((table) => table.name === name));
  if (missing === undefined) return all.filter(({ name }) => tables?.includes(name) ?? true);
  throw new IntegrationError('NOT_FOUND', `No hay tabla ${missing}. Hay: ${all.map(({ name }) => name).join(', ')}.`);
}

interface ReadTable {
  readonly profile: Omit<TableProfile, 'references'>;
  readonly valued: ValuedTable;
}

async function readTable(
  connection: Connection,
  task: ProfileTask,
  { name, kind }: TableInfo,
  survey: TableSurvey | undefined,
): Promise<ReadTable> {
  const { bytes, key: declaredKey } = survey ?? { bytes: null, key: [] };
  const found = { name, kind, bytes, declaredKey };
  try {
    const offered = await connection.columns(name, task.signal);
    const readers = offered.map((column) => new ColumnReader(column, task.catalogues));
    const { rows, complete } = await readRows(connection, task, name, readers);
    const columns = readers.map((reader) => reader.end());
    const keys = complete && rows >= LEAST_ROWS ? keysOf(name, readers, columns, declaredKey) : null;
    return {
      profile: { ...found, rows, complete, columns, keys, problem: null },
      valued: {
        name,
        rows,
        columns: readers.map(({ column, coder }) => ({ name: column.name, marks: coder.marks() })),
        keys: (keys ?? []).flatMap((key) => (key.columns.length === 1 ? key.columns : [])),
      },
    };
  } catch (thrown) {
    task.signal.throwIfAborted();
    const { code, message } = asIntegrationError(thrown);
    return {
      profile: { ...found, rows: 0, complete: false, columns: [], keys: null, problem: `${code}: ${message}` },
      valued: { name, rows: 0, columns: [], keys: [] },
    };
  }
}

function keysOf(
  table: string,
  readers: readonly ColumnReader[],
  profiles: readonly ColumnProfile[],
  declared: readonly string[],
): readonly LikelyKey[] {
  const columns = readers.map(({ column, coder, width }, place) => ({
    name: column.name,
    type: column.type,
    codes: coder.end(),
    width,
    contents: profiles[place]?.contents ?? [],
  }));
  return likelyKeys({ table, columns, declared });
}

async function readRows(
  connection: Connection,
  { limit, pace, progress, signal }: ProfileTask,
  table: string,
  readers: readonly ColumnReader[],
): Promise<{ readonly rows: number; readonly complete: boolean }> {
  const columns = readers.map(({ column }) => column.name);
  let rows = 0;
  for await (const batch of connection.read(
    { table, columns, where: [], orderBy: [], batchSize: BATCH_ROWS },
    signal,
  )) {
    for (const row of batch) {
      if (rows === limit) return { rows, complete: false };
      rows += 1;
      readers.forEach((reader, place) => {
        reader.add(row[place] ?? null);
      });
    }
    progress(table, rows);
    await pace(batch.length);
  }
  return { rows, complete: true };
}
