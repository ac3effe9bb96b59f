import { crc32, inflateRawSync } from 'node:zlib';
import { refusal } from './refusal.ts';

/** A sheet is some ten times smaller packed; what unpacks to more than this was not written by a spreadsheet program. */
const LARGEST_UNPACKED = 256 * 1024 * 1024;
/** The grid of Excel 2007 and later. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** Cells between A1 and the last one: all of them take memory, also the empty ones. */
const MOST_CELLS = 20_000_000;

const CENTRAL = 0x02014b50;

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/**
 * A workbook that is safe to hand to a reader: every part is where the archive's directory says, unpacks to the bytes that
 * it announces, all together within bounds, and no cell lies outside the grid.
 */
export function assertWorkbook(file: string, content: Uint8Array): void {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length < 22) throw damaged(file);
  if (bytes.readUInt32BE(0) === 0xd0cf11e0) {
    throw refusal(file, null, 'es un libro .xls antiguo o tiene contraseña; guárdelo como .xlsx sin contraseña');
  }
  let left = LARGEST_UNPACKED;
  for (const [entry, packed] of partsOf(file, bytes)) {
    if (!/\.(xml|rels)$/i.test(entry.name)) continue;
    const part = unpack(file, entry, packed, left);
    left -= part.length;
    if (/worksheets\//i.test(entry.name)) assertGrid(file, entry.name, part);
  }
}

/** Parts one after the other without gaps: a reader that goes through the archive from its start sees the same ones. */
function partsOf(file: string, bytes: Buffer): readonly (readonly [Entry, Buffer])[] {
  const { entries, start } = directoryOf(file, bytes);
  const parts: (readonly [Entry, Buffer])[] = [];
  let [end, slack] = [0, 0];
  const follows = (offset: number): boolean => offset >= end && offset <= end + slack;
  for (const entry of entries.toSorted((a, b) => a.offset - b.offset)) {
    if (!follows(entry.offset) || entry.offset + 30 > start) throw damaged(file);
    const body = entry.offset + 30 + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
    end = body + entry.packed;
    // Bit 3: the sizes stand behind the data, in 12 to 24 bytes.
    slack = (entry.flags & 8) === 0 ? 0 : 24;
    parts.push([entry, bytes.subarray(body, end)]);
  }
  if (!follows(start)) throw damaged(file);
  return parts;
}

/** APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16. */
function directoryOf(file: string, bytes: Buffer): { readonly entries: readonly Entry[]; readonly start: number } {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > bytes.length) throw damaged(file);
  const entries: Entry[] = [];
  const start = bytes.readUInt32LE(end + 16);
  let at = start;
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw damaged(file);
    const [name, extra, comment] = [
      bytes.readUInt16LE(at + 28),
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
    ];
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + name),
      flags: bytes.readUInt16LE(at + 8),
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      unpacked: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + name + extra + comment;
  }
  return { entries, start };
}

function unpack(file: string, entry: Entry, packed: Buffer, limit: number): Buffer {
  if ((entry.flags & 1) !== 0)
    throw refusal(file, null, `su parte ${entry.name} está cifrada; guárdelo sin contraseña`);
  if (entry.unpacked > limit) throw tooLarge(file);
  const part = inflated(file, entry, packed, limit);
  if (part.length !== entry.unpacked || crc32(part) !== entry.crc) throw damaged(file);
  return part;
}

function inflated(file: string, entry: Entry, packed: Buffer, limit: number): Buffer {
  if (entry.method === 0) return packed;
  if (entry.method !== 8) throw damaged(file);
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(limit, 1) });
  } catch (cause) {
    if (cause instanceof RangeError) throw tooLarge(file, cause);
    throw damaged(file, cause);
  }
}

function assertGrid(file: string, part: string, xml: Buffer): void {
  let [rows, columns] = [0, 0];
  // The attribute `r` is the place of a row (`r="12"`) or of a cell (`r="D12"`).
  for (const [, letters = '', digits = ''] of xml.toString('latin1').matchAll(/\sr\s*=\s*["']([A-Za-z]*)(\d+)["']/g)) {
    rows = Math.max(rows, Number(digits));
    columns = Math.max(columns, columnNumber(letters));
  }
  if (rows > MOST_ROWS || columns > MOST_COLUMNS || rows * columns > MOST_CELLS) {
    throw refusal(
      file,
      null,
      `la hoja ${part} llega a la fila ${String(rows)} y la columna ${String(columns)}, más de lo que se admite`,
    );
  }
}

function columnNumber(letters: string): number {
  let number = 0;
  for (const letter of letters.toUpperCase()) number = number * 26 + letter.charCodeAt(0) - 64;
  return number;
}

function damaged(file: string, cause?: unknown): Error {
  return refusal(file, null, 'no es un libro .xlsx entero: está dañado, cortado o es de otro formato', cause);
}

function tooLarge(file: string, cause?: unknown): Error {
  return refusal(file, null, `descomprimido pasa de ${String(LARGEST_UNPACKED)} bytes`, cause);
}
