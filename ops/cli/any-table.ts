import type { Connection, RawRow } from '../../connectors/driver.ts';
import { cellText } from '../../pipelines/profile/cell-text.ts';
import { IntegrationError } from '../../schemas/errors.ts';
import { anyDriver } from '../any-driver.ts';
import type { AnySource } from '../any-driver.ts';
import type { CommandContext } from './command.ts';
import { inFormat } from './formats.ts';
import type { Format } from './formats.ts';

/** What a command may say of the table to be printed. */
export interface TableOptions extends AnySource {
  readonly limit: number;
  readonly json: boolean;
  readonly table?: string;
  readonly all: boolean;
  readonly format?: Format;
}

/** Prints any table of anything, row by row as the source gives them, every cell as text or null. */
export async function showTable(
  { folder, environment, terminal, signal }: CommandContext,
  options: TableOptions,
): Promise<void> {
  await using connection = await anyDriver(options, folder, environment).connect(signal);
  const table = await demandTable(connection, options.table, signal);
  const columns = (await connection.columns(table, signal)).map(({ name }) => name);
  const request = { table, columns, where: [], orderBy: [], batchSize: BATCH_ROWS };
  const limit = options.all ? Infinity : options.limit;
  const rows = textPages(connection.read(request, signal), limit);
  const format = options.format ?? (options.json ? 'json' : 'table');
  for await (const piece of inFormat(format, { columns, rows })) await terminal.write(piece);
  for (const notice of connection.notices?.() ?? []) terminal.note(notice);
}

const BATCH_ROWS = 1000;

async function demandTable(connection: Connection, asked: string | undefined, signal: AbortSignal): Promise<string> {
  if (asked !== undefined) return asked;
  const [only, ...others] = await connection.tables(signal);
  if (only && others.length === 0) return only.name;
  const names = only ? [only, ...others].map(({ name }) => name).join(', ') : 'ninguna';
  throw new IntegrationError('NOT_FOUND', `Diga --table: hay ${names}.`);
}

async function* textPages(
  batches: AsyncIterable<readonly RawRow[]>,
  limit: number,
): AsyncGenerator<readonly (readonly (string | null)[])[]> {
  let left = limit;
  for await (const batch of batches) {
    const taken = batch.slice(0, left);
    if (taken.length > 0) yield taken.map((row) => row.map(cellText));
    left -= taken.length;
    if (left <= 0) return;
  }
}
