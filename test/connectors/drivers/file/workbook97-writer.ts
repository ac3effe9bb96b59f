import { utils, write } from '@e965/xlsx';
import type { CellObject } from '@e965/xlsx';

/** A cell of the library's own, or a plain value. */
export type Cell97 = string | number | boolean | null | CellObject;

export const dayCell97 = (serial: number, z = 'yyyy-mm-dd'): CellObject => ({ t: 'n', v: serial, z });

type Rows97 = readonly (readonly Cell97[])[];

/** A workbook of Excel 97 by the library that also reads it: what is expected of its cells, tests write out. */
export function workbook97(rows: Rows97, sheets: readonly string[] = ['Hoja1'], date1904 = false): Buffer {
  return sheets97(Object.fromEntries(sheets.map((name) => [name, rows])), date1904);
}

/** The same, each sheet with rows of its own. */
export function sheets97(sheets: Readonly<Record<string, Rows97>>, date1904 = false): Buffer {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    const cells = rows.map((row) => row.map((cell) => (cell === null ? null : cellOf(cell))));
    utils.book_append_sheet(book, utils.aoa_to_sheet(cells), name);
  }
  book.Workbook = { WBProps: { date1904 } };
  return write(book, { type: 'buffer', bookType: 'biff8' }) as Buffer;
}

function cellOf(cell: Exclude<Cell97, null>): CellObject {
  if (typeof cell === 'object') return cell;
  if (typeof cell === 'number') return { t: 'n', v: cell };
  return typeof cell === 'boolean' ? { t: 'b', v: cell } : { t: 's', v: cell };
}

/** The workbook with the record behind its first one turned into the one that says how it is encrypted (FILEPASS). */
export function protected97(workbook: Buffer): Buffer {
  const bytes = Buffer.from(workbook);
  const bof = bytes.indexOf(Buffer.from([0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00]));
  bytes.writeUInt16LE(0x002f, bof + 4 + bytes.readUInt16LE(bof + 2));
  return bytes;
}
