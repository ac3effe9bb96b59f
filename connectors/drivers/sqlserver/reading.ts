import type { Cell, RawRow, ReadRequest } from '../../driver.ts';
import type { Pace } from './pace.ts';
import { pageSql, streamSql } from './reading-sql.ts';
import type { Rows as RowsAsked } from './reading-sql.ts';
import type { Rows } from './requests.ts';
import type { Statement } from './statement.ts';
import { pagingKey, readable, titleOf } from './table.ts';
import type { ReadableColumn, Table } from './table.ts';
import type { Entered } from './unit.ts';

/** What a reading needs of its connection. */
export interface ReadingTools {
  readonly pace: Pace;
  readonly snapshots: boolean;
  readonly failure: (thrown: unknown) => unknown;
  readonly ask: (statement: Statement) => Promise<Rows>;
  readonly enter: () => Promise<Entered>;
}

/**
 * The batches of one reading, each taken from the server when it is asked for: a page by the table's unique key, where the
 * rows are many and have one; else one statement of which no more is taken than a batch.
 */
export async function* batchesOf(
  table: Table,
  request: ReadRequest,
  tools: ReadingTools,
  signal: AbortSignal,
): AsyncGenerator<readonly RawRow[]> {
  const columns = request.columns.map((name) => readable(table, name));
  const order = request.orderBy.map((name) => readable(table, name));
  const key = pagingKey(table);
  const paged = order.length === 0 && request.where.every(({ kind }) => kind === 'equals' || kind === 'vigencia');
  if (paged && key !== null) {
    await using held = new AsyncDisposableStack();
    if (tools.snapshots) held.use(await tools.enter());
    yield* paceOf(
      pages({ table, where: request.where, kept: [] }, columns, key, request.batchSize, tools),
      tools,
      signal,
    );
  } else {
    await using unit = await tools.enter();
    const rows = { table, where: request.where, kept: await unit.keep(table, request.where, signal) };
    yield* paceOf(streamed(unit, rows, columns, ordering(table, order, key), request, tools, signal), tools, signal);
  }
}

async function* pages(
  rows: RowsAsked,
  columns: readonly ReadableColumn[],
  key: readonly ReadableColumn[],
  size: number,
  { ask }: ReadingTools,
): AsyncGenerator<readonly RawRow[]> {
  const asked = [...columns];
  const places = key.map((column) => {
    const place = asked.findIndex(({ name }) => name === column.name);
    return place < 0 ? asked.push(column) - 1 : place;
  });
  const decode = decoderOf(asked);
  let after: RawRow | null = null;
  for (;;) {
    const page: readonly Cell[][] = (await ask(pageSql(rows, asked, key, after, size))).map(decode);
    const last = page.at(-1);
    if (last === undefined) return;
    after = places.map((place) => last[place] ?? null);
    if (asked.length > columns.length) for (const row of page) row.length = columns.length;
    yield page;
    if (page.length < size) return;
  }
}

async function* streamed(
  unit: Entered,
  rows: RowsAsked,
  columns: readonly ReadableColumn[],
  order: readonly ReadableColumn[],
  { batchSize }: ReadRequest,
  { failure }: ReadingTools,
  signal: AbortSignal,
): AsyncGenerator<readonly RawRow[]> {
  const decode = decoderOf(columns);
  await using stream = await unit.stream(streamSql(rows, columns, order), titleOf(rows.table), batchSize, signal);
  try {
    for (;;) {
      const batch = await stream.batch(batchSize);
      if (batch.length === 0) return;
      yield batch.map(decode);
    }
  } catch (thrown) {
    throw failure(thrown);
  }
}

/** A table without a unique key is at least read as it is stored. */
function ordering(
  table: Table,
  order: readonly ReadableColumn[],
  key: readonly ReadableColumn[] | null,
): readonly ReadableColumn[] {
  const rest = key ?? table.storedBy.map((name) => readable(table, name));
  const all = [...order, ...rest];
  return all.filter(({ name }, index) => all.findIndex((other) => other.name === name) === index);
}

async function* paceOf(
  batches: AsyncIterable<readonly RawRow[]>,
  { pace }: ReadingTools,
  signal: AbortSignal,
): AsyncGenerator<readonly RawRow[]> {
  await pace.wait(signal);
  for await (const batch of batches) {
    signal.throwIfAborted();
    pace.read(batch.length);
    yield batch;
    signal.throwIfAborted();
    await pace.wait(signal);
  }
}

function decoderOf(columns: readonly ReadableColumn[]): (row: RawRow) => Cell[] {
  const decoders = columns.map(({ kind, sqlType }) => kind.decode?.(sqlType) ?? null);
  return (row) => {
    return row.map((value, index) => {
      const decode = decoders[index] ?? null;
      return value === null || decode === null ? value : decode(value);
    });
  };
}
