import { Socket } from 'node:net';
import { exit } from 'node:process';
import type odbc from 'odbc';
import { CHANNEL, eachLine } from './protocol.ts';
import type { Answer, Question, Rows, Stop, VendorFailure, VendorRecord, WireCell, WireRow } from './protocol.ts';

/**
 * The child process: the only place where the vendor's module and the ODBC drivers are loaded. It ends when the product
 * closes the channel, whatever a driver is doing.
 */
const channel = new Socket({ fd: CHANNEL });
channel.on('close', () => exit());
channel.on('error', () => exit());

let connection: odbc.Connection | null = null;
/** Null once its end was seen: some drivers begin again. */
const cursors = new Map<number, odbc.Cursor | null>();
let last: Promise<void> = Promise.resolve();

eachLine(channel, (line) => {
  const asked = JSON.parse(line) as Question | Stop;
  if (asked.kind === 'stop') {
    connection?.cancel().catch(() => undefined);
    return;
  }
  last = last.then(async () => {
    channel.write(`${JSON.stringify(await answerTo(asked))}\n`);
  });
});

async function answerTo(asked: Question): Promise<Answer> {
  try {
    return await answer(asked);
  } catch (thrown) {
    return { failure: failureOf(thrown) };
  }
}

async function answer(asked: Question): Promise<Rows> {
  switch (asked.kind) {
    case 'connect':
      return connect(asked.text, asked.seconds);
    case 'query':
      return resultOf(await connected().query<Row, Buffers>(asked.sql, BUFFERS));
    case 'open':
    case 'fetch':
    case 'leave':
      return stepped(asked);
    case 'tables':
      return resultOf(await connected().tables<Row>(null, null, null, null));
    case 'columns':
      return resultOf(await connected().columns<Row>(null, null, asked.table, null));
  }
}

async function stepped(asked: Extract<Question, { readonly cursor: number }>): Promise<Rows> {
  switch (asked.kind) {
    case 'open':
      // A row at a time: with more, the module drops a row that the driver marks as failed.
      cursors.set(asked.cursor, await connected().query(asked.sql, { cursor: true, fetchSize: 1, ...BUFFERS }));
      return NOTHING;
    case 'fetch':
      return fetched(asked.cursor, asked.rows, asked.bytes);
    case 'leave':
      await cursors.get(asked.cursor)?.close();
      cursors.delete(asked.cursor);
      return NOTHING;
  }
}

interface Buffers {
  readonly initialBufferSize: number;
}

/** Bytes for each cell of a long type before its length is known; the module's own 64 KiB cost more than reading. */
const BUFFERS: Buffers = { initialBufferSize: 512 };

type Row = Readonly<Record<string, unknown>>;
const NOTHING: Rows = { rows: [], names: [], types: [] };

class ModuleMissing extends Error {}
class RowFailed extends Error {}

async function connect(text: string, seconds: number): Promise<Rows> {
  const vendor = await import('odbc').catch((cause: unknown) => {
    throw new ModuleMissing(cause instanceof Error ? cause.message : String(cause), { cause });
  });
  connection = await vendor.default.connect({ connectionString: text, loginTimeout: seconds });
  return NOTHING;
}

function connected(): odbc.Connection {
  if (connection === null) throw new Error('not connected');
  return connection;
}

function resultOf(result: odbc.Result<Row>): Rows {
  const names = result.columns.map(({ name }) => name);
  return { rows: result.map((row) => wireRow(row, names)), names, types: result.columns.map(typeOf) };
}

async function fetched(number: number, rows: number, bytes: number): Promise<Rows> {
  const cursor = cursors.get(number);
  if (cursor === null) return NOTHING;
  if (cursor === undefined) throw new Error('no statement is open');
  const found: WireRow[] = [];
  let [names, types]: (readonly string[])[] = [[], []];
  let size = 0;
  while (found.length < rows && size < bytes) {
    const result = await cursor.fetch<Row>();
    const [row] = result;
    if (row === undefined) {
      demandEnd(cursor);
      cursors.set(number, null);
      await cursor.close();
      break;
    }
    if (found.length === 0) [names, types] = [result.columns.map(({ name }) => name), result.columns.map(typeOf)];
    const cells = wireRow(row, names ?? []);
    size += cells.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0);
    found.push(cells);
  }
  return { rows: found, names: names ?? [], types: types ?? [] };
}

/**
 * `noData` says too much with drivers that know no block of rows: only a fetch without a row is the end. Where it does not
 * say so even then, the driver marked the row as failed, and more rows may follow.
 */
function demandEnd(cursor: odbc.Cursor): void {
  if (!cursor.noData) throw new RowFailed('a row was marked as failed');
}

function typeOf({ dataTypeName, columnSize }: odbc.ColumnDefinition): string {
  return `${dataTypeName} ${columnSize}`;
}

function wireRow(row: Row, names: readonly string[]): WireRow {
  return names.map((name) => wireCell(row[name]));
}

function wireCell(value: unknown): WireCell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString('hex');
  throw new Error(`a cell of an unknown kind: ${typeof value}`);
}

function failureOf(thrown: unknown): VendorFailure {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const kind = thrown instanceof ModuleMissing ? 'module' : thrown instanceof RowFailed ? 'row' : 'odbc';
  return { kind, message, records: recordsOf(thrown) };
}

function recordsOf(thrown: unknown): readonly VendorRecord[] {
  if (!(thrown instanceof Error) || !('odbcErrors' in thrown) || !Array.isArray(thrown.odbcErrors)) return [];
  return (thrown.odbcErrors as readonly Partial<VendorRecord>[]).map(({ state, code, message }) => ({
    state: state ?? '',
    code: code ?? 0,
    message: message ?? '',
  }));
}
