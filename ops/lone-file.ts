import { open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { folder } from '../connectors/drivers/file/index.ts';
import type { Column, Connection, Driver, OpenedFile, ReadRequest } from '../connectors/driver.ts';
import type { Delimiter, FileFormat } from '../connectors/file-format.ts';
import { IntegrationError } from '../schemas/errors.ts';

const LOOKED_AT = 65_536;
const DELIMITERS: readonly Delimiter[] = [';', '\t', '|', ','];

/** One file that nobody has declared: a workbook, each sheet of it a table, or CSV. What it is, its bytes say, and not its name. */
export function loneFile(path: string): Driver {
  const drop = folder({ path: dirname(path) });
  return {
    ...drop,
    capabilities: { ...drop.capabilities, files: false, marks: false },
    connect: async (signal) => {
      await using connection = await drop.connect(signal);
      const [entry] = (await connection.files?.(basename(path), signal)) ?? [];
      if (!entry) throw new IntegrationError('SOURCE_UNREACHABLE', `No existe el archivo ${path}.`);
      const opened = await connection.open?.(entry, await formatOf(path), signal);
      if (!opened) throw new TypeError('The driver of files opens files');
      return connected(opened);
    },
  };
}

function connected(opened: OpenedFile): Connection {
  return {
    tables: () => Promise.resolve(opened.tables.map((name) => ({ name, kind: 'file' }))),
    columns: (table) => Promise.resolve(opened.columns(table).filter((column) => !isOfTheReading(column))),
    read: (request: ReadRequest, signal) => opened.read(request, signal),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** What the driver adds to each row: its line, and what the file says of itself. */
function isOfTheReading({ declared }: Column): boolean {
  return declared === 'línea del archivo' || declared === 'atributo del archivo';
}

async function formatOf(path: string): Promise<FileFormat> {
  const workbook = { sheet: null, each: true, titles: 'guessed', heading: [] } as const;
  const csv = { encoding: ['utf-8', 'windows-1252'], delimiter: delimiterOf(await firstLines(path)) } as const;
  return {
    kind: 'one-of',
    formats: [
      { kind: 'xlsx', ...workbook },
      { kind: 'xls', ...workbook },
      { kind: 'csv', titles: 'guessed', ...csv },
    ],
  };
}

/** What parts the most lines alike, and of such what parts them into the most cells: headings and amounts have commas too. */
function delimiterOf(lines: readonly string[]): Delimiter {
  const parted = DELIMITERS.map((delimiter) => ({ delimiter, ...mostAlike(lines, delimiter) }));
  return parted.toSorted((a, b) => b.lines - a.lines || b.marks - a.marks)[0]?.delimiter ?? ',';
}

/** How many lines have as many of the mark as most that have any. */
function mostAlike(lines: readonly string[], mark: string): { readonly marks: number; readonly lines: number } {
  const counts = Map.groupBy(lines, (line) => line.split(mark).length - 1);
  counts.delete(0);
  const [most] = [...counts].toSorted(([, a], [, b]) => b.length - a.length);
  return most ? { marks: most[0], lines: most[1].length } : { marks: 0, lines: 0 };
}

async function firstLines(path: string): Promise<readonly string[]> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
  const lines = buffer.subarray(0, bytesRead).toString('latin1').replaceAll('\0', '').split(/\r?\n/);
  // The last one is cut where no more was looked at.
  return bytesRead < LOOKED_AT ? lines : lines.slice(0, -1);
}
