import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { IntegrationError } from '../../../schemas/errors.ts';
import type { Cell, Column, OpenedFile, RawRow, ReadRequest } from '../../driver.ts';

/** What a format made of the bytes: the file's attributes and its tables by name, rows in the order of the file. */
export interface FileContents {
  readonly attributes: Readonly<Record<string, string>>;
  readonly tables: Readonly<Record<string, FileTable>>;
}

export interface FileTable {
  readonly columns: readonly Column[];
  readonly rows: readonly RawRow[];
}

/** The checked file as its readers see it: each table with the attributes as further columns. */
export function openFile(name: string, content: Uint8Array, { attributes, tables }: FileContents): OpenedFile {
  const found = (title: string): FileTable => {
    const table = Object.hasOwn(tables, title) ? tables[title] : undefined;
    if (table) return table;
    throw new IntegrationError(
      'NOT_FOUND',
      `La tabla ${title} no está en el archivo ${name}; tiene ${Object.keys(tables).join(', ')}.`,
      { context: { file: name, table: title } },
    );
  };
  return {
    name,
    content,
    hash: hash('sha256', content),
    attributes,
    tables: Object.keys(tables),
    columns: (title) => [...found(title).columns, ...attributeColumns(found(title), attributes)],
    read: (request, signal) => readTable(name, found(request.table), attributes, request, signal),
  };
}

/** A column that the file itself has is not hidden by an attribute of the same name. */
function attributeColumns(table: FileTable, attributes: Readonly<Record<string, string>>): readonly Column[] {
  const own = new Set(table.columns.map((column) => column.name));
  return Object.keys(attributes)
    .filter((attribute) => !own.has(attribute))
    .map((attribute) => ({ name: attribute, type: 'text', declared: 'atributo del archivo', nullable: false }));
}

type Pick = (row: RawRow) => Cell;

async function* readTable(
  file: string,
  table: FileTable,
  attributes: Readonly<Record<string, string>>,
  request: ReadRequest,
  signal: AbortSignal,
): AsyncGenerator<readonly RawRow[]> {
  signal.throwIfAborted();
  if (request.where.length > 0) {
    throw new IntegrationError('UNEXPECTED', `El archivo ${file} se lee entero: los archivos no aplican condiciones.`, {
      context: { file, table: request.table },
    });
  }
  const pick = (column: string): Pick => pickerOf(file, table, attributes, column);
  const cells = request.columns.map(pick);
  const rows = ordered(table.rows, request.orderBy.map(pick));
  for (let start = 0; start < rows.length; start += request.batchSize) {
    signal.throwIfAborted();
    yield rows.slice(start, start + request.batchSize).map((row) => cells.map((cell) => cell(row)));
    await setImmediate();
  }
}

function pickerOf(file: string, table: FileTable, attributes: Readonly<Record<string, string>>, column: string): Pick {
  const index = table.columns.findIndex((candidate) => candidate.name === column);
  if (index >= 0) return (row) => row[index] ?? null;
  const attribute = Object.hasOwn(attributes, column) ? attributes[column] : undefined;
  if (attribute !== undefined) return () => attribute;
  const names = [...table.columns.map((candidate) => candidate.name), ...Object.keys(attributes)];
  throw new IntegrationError(
    'NOT_FOUND',
    `La columna ${column} no está en el archivo ${file}; tiene ${names.join(', ')}.`,
    {
      context: { file, column },
    },
  );
}

function ordered(rows: readonly RawRow[], by: readonly Pick[]): readonly RawRow[] {
  if (by.length === 0) return rows;
  return rows.toSorted((a, b) => {
    for (const cell of by) {
      const order = compare(cell(a), cell(b));
      if (order !== 0) return order;
    }
    return 0;
  });
}

/** Nulls first, then by kind of value, numbers by size and texts by code unit: total, and the same everywhere. */
function compare(a: Cell, b: Cell): number {
  const [rankA, rankB] = [rankOf(a), rankOf(b)];
  if (rankA !== rankB) return rankA - rankB;
  if (a === null || b === null || a === b) return 0;
  return a < b ? -1 : 1;
}

function rankOf(cell: Cell): number {
  if (cell === null) return 0;
  return { boolean: 1, number: 2, bigint: 2, string: 3 }[typeof cell as string] ?? 4;
}
