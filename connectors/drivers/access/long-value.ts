import { Damage } from './failures.ts';
import type { Pages } from './pages.ts';

const INLINE = 0x80;
const ONE_PAGE = 0x40;
const MANY_PAGES = 0x00;
const HEAD_BYTES = 12;

/**
 * The bytes of a Memo or OLE cell: in the row itself, in one row of another page, or in a chain of those. Fewer bytes
 * than its length says are damage, never a shorter text.
 */
export function longValue(pages: Pages, cell: Buffer): Buffer {
  const length = cell.readUInt32LE(0) & 0x3fffffff;
  const place = cell.readUInt8(3) & 0xc0;
  const value = valueAt(pages, cell, place, length);
  if (value.length < length) throw new Damage('está dañado: un texto largo está cortado');
  return value.subarray(0, length);
}

function valueAt(pages: Pages, cell: Buffer, place: number, length: number): Buffer {
  if (length === 0) return Buffer.alloc(0);
  if (length > pages.bytes) throw new Damage('está dañado: un texto largo dice ser más largo que el archivo');
  switch (place) {
    case INLINE:
      return cell.subarray(HEAD_BYTES);
    case ONE_PAGE:
      return pages.pointed(cell.readUInt32LE(4));
    case MANY_PAGES:
      return chained(pages, cell.readUInt32LE(4), length);
    default:
      throw new Damage('está dañado: un texto largo está guardado de un modo que no se conoce');
  }
}

function chained(pages: Pages, first: number, length: number): Buffer {
  const parts: Buffer[] = [];
  const seen = new Set<number>();
  let [pointer, gathered] = [first, 0];
  while (pointer !== 0 && gathered < length) {
    if (seen.has(pointer)) throw new Damage('está dañado: un texto largo vuelve sobre sí mismo');
    seen.add(pointer);
    const row = pages.pointed(pointer);
    if (row.length <= 4) throw new Damage('está dañado: un texto largo está cortado');
    pointer = row.readUInt32LE(0);
    parts.push(row.subarray(4));
    gathered += row.length - 4;
  }
  return Buffer.concat(parts);
}
