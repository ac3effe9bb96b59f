import type { Cell, RawRow } from '../../driver.ts';
import { BOOLEAN, typeOf } from './column-types.ts';
import type { AccessType } from './column-types.ts';
import type { StoredColumn, TableDefinition } from './definition.ts';
import { Damage } from './failures.ts';
import type { Layout } from './layout.ts';
import type { Pages } from './pages.ts';

/** The rows that stand, in the order of their pages. What was deleted is passed over; what moved is followed. */
export function* rowBytes(pages: Pages, table: TableDefinition): Generator<Buffer> {
  for (const number of table.dataPages) {
    const page = dataPage(pages, table, number);
    for (let index = 0; index < pages.rowCount(page); index += 1) {
      const row = pages.row(page, index);
      if (row.deleted) continue;
      yield row.elsewhere ? pages.pointed(row.bytes.readUInt32LE(0)) : row.bytes;
    }
  }
}

/** Rows are counted as they stand: the count in a table's header may be wrong. */
export function countRows(pages: Pages, table: TableDefinition): number {
  let count = 0;
  for (const number of table.dataPages) {
    const page = dataPage(pages, table, number);
    for (let index = 0; index < pages.rowCount(page); index += 1) if (!pages.row(page, index).deleted) count += 1;
  }
  return count;
}

function dataPage(pages: Pages, table: TableDefinition, number: number): Buffer {
  const page = pages.page(number, 'data');
  if (page.readUInt32LE(4) === table.page) return page;
  throw new Damage(`está dañado: la página ${String(number)} es de otra tabla`);
}

export type ReadRow = (bytes: Buffer) => RawRow;

/** Reads these columns out of a row's bytes. */
export function rowReader(pages: Pages, table: TableDefinition, columns: readonly StoredColumn[]): ReadRow {
  const readers = columns.map((column) => cellReader(pages, column));
  return (bytes) => {
    const frame = frameOf(pages.layout, table, bytes);
    return readers.map((read) => read(frame));
  };
}

/** A row's bytes with what its end says of them. */
interface Frame {
  readonly bytes: Buffer;
  /** Columns that the table had when the row was written: what came later is null in it. */
  readonly columns: number;
  readonly maskAt: number;
  /** Where each variable value begins, and the last one ends. */
  readonly starts: readonly number[];
}

function frameOf(layout: Layout, table: TableDefinition, bytes: Buffer): Frame {
  const columns = bytes.readUIntLE(0, layout.countBytes);
  const maskAt = bytes.length - Math.ceil(columns / 8);
  const starts = table.hasVariable ? (layout.countBytes === 2 ? wideStarts : jumpedStarts)(bytes, maskAt) : [];
  return { bytes, columns, maskAt, starts };
}

/** Before the mask the count, before it the offsets, backwards. */
function wideStarts(bytes: Buffer, maskAt: number): readonly number[] {
  const count = bytes.readUInt16LE(maskAt - 2);
  return Array.from({ length: count + 1 }, (_, index) => bytes.readUInt16LE(maskAt - 4 - 2 * index));
}

/** Offsets of one byte, and between them and the count a table of the columns at which another 256 bytes begin. */
function jumpedStarts(bytes: Buffer, maskAt: number): readonly number[] {
  const countAt = maskAt - 1;
  const count = bytes.readUInt8(countAt);
  let jumps = Math.floor((bytes.length - 1) / 256);
  const first = countAt - jumps - 1;
  // The last jump may be a dummy (TableImpl.readJumpTableVarColOffsets of Jackcess 4.0).
  if (Math.floor((first - count) / 256) < jumps) jumps -= 1;
  let used = 0;
  return Array.from({ length: count + 1 }, (_, index) => {
    while (used < jumps && bytes.readUInt8(countAt - used - 1) === index) used += 1;
    return bytes.readUInt8(first - index) + 256 * used;
  });
}

function cellReader(pages: Pages, column: StoredColumn): (frame: Frame) => Cell {
  const type = typeOf(column);
  if (type === null) throw new TypeError(`the column ${column.name} has no cell`);
  if (column.code === BOOLEAN) return (frame) => isSet(frame, column.number);
  return (frame) => {
    if (!isSet(frame, column.number)) return null;
    return type.read(
      column.fixed ? fixedBytes(pages, frame, column, type) : variableBytes(frame, column),
      column,
      pages,
    );
  };
}

function isSet({ bytes, columns, maskAt }: Frame, number: number): boolean {
  return number < columns && (bytes.readUInt8(maskAt + (number >> 3)) & (1 << (number & 7))) !== 0;
}

function fixedBytes(pages: Pages, { bytes, maskAt }: Frame, column: StoredColumn, type: AccessType): Buffer {
  const start = pages.layout.countBytes + column.offset;
  const end = start + (type.bytes ?? column.size);
  if (end > maskAt) throw new Damage(`está dañado: a una fila le faltan los bytes de la columna ${column.name}`);
  return bytes.subarray(start, end);
}

function variableBytes({ bytes, maskAt, starts }: Frame, column: StoredColumn): Buffer {
  const [start, end] = [starts[column.variableIndex], starts[column.variableIndex + 1]];
  if (start === undefined || end === undefined || start > end || end > maskAt)
    throw new Damage(`está dañado: a una fila le faltan los bytes de la columna ${column.name}`);
  return bytes.subarray(start, end);
}
