import { open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { folder } from '../connectors/drivers/file/index.ts';
import type { Column, Connection, Driver, OpenedFile, ReadRequest } from '../connectors/driver.ts';
import type { Delimiter, FileFormat } from '../connectors/file-format.ts';
import { IntegrationError } from '../schemas/errors.ts';

/** The one table of a CSV file and of a workbook's sheet. */
const TABLE = 'filas';
const LOOKED_AT = 65_536;
const DELIMITERS: readonly Delimiter[] = [';', '\t', '|', ','];

/** One file that nobody has declared, read as a table: its first row is taken for the titles. */
export function loneFile(path: string, kind: 'csv' | 'xlsx'): Driver {
  const drop = folder({ path: dirname(path) });
  return {
    ...drop,
    capabilities: { ...drop.capabilities, files: false, marks: false },
    connect: async (signal) => {
      await using connection = await drop.connect(signal);
      const [entry] = (await connection.files?.(basename(path), signal)) ?? [];
      if (!entry) throw new IntegrationError('SOURCE_UNREACHABLE', `No existe el archivo ${path}.`);
      const opened = await connection.open?.(entry, await formatOf(path, kind), signal);
      if (!opened) throw new TypeError('The driver of files opens files');
      return connected(opened);
    },
  };
}

function connected(opened: OpenedFile): Connection {
  return {
    tables: () => Promise.resolve([{ name: TABLE, kind: 'file' }]),
    columns: (table) => Promise.resolve(opened.columns(table).filter((column) => !isOfTheReading(column, opened))),
    read: (request: ReadRequest, signal) => opened.read(request, signal),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** What the driver adds to each row: its line, and what the file says of itself. */
function isOfTheReading({ name, declared }: Column, { attributes }: OpenedFile): boolean {
  return name in attributes || declared === 'línea del archivo';
}

async function formatOf(path: string, kind: 'csv' | 'xlsx'): Promise<FileFormat> {
  if (kind === 'xlsx') return { kind: 'xlsx', sheet: null, titles: [], heading: [] };
  return { kind: 'csv', encoding: ['utf-8', 'windows-1252'], delimiter: delimiterOf(await firstLine(path)) };
}

/** What parts the titles into the most cells. */
function delimiterOf(line: string): Delimiter {
  const cells = (delimiter: Delimiter): number => line.split(delimiter).length;
  return DELIMITERS.reduce((best, next) => (cells(next) > cells(best) ? next : best), ',');
}

async function firstLine(path: string): Promise<string> {
  await using file = await open(path, 'r');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(LOOKED_AT), 0, LOOKED_AT, 0);
  const [line = ''] = buffer.subarray(0, bytesRead).toString('latin1').replaceAll('\0', '').split(/\r?\n/, 1);
  return line;
}
