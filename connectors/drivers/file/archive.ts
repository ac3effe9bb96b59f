import { crc32, inflateRawSync } from 'node:zlib';
import { refusal } from './refusal.ts';

/** A sheet is some ten times smaller packed; what unpacks to more than this was not written by a spreadsheet program. */
const LARGEST_UNPACKED = 256 * 1024 * 1024;
/** The grid of Excel 2007 and later. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
/** Cells between A1 and the last one: all of them take memory, also the empty ones. */
const MOST_CELLS = 20_000_000;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

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
 * The workbook as a reader may safely take it: only the parts that hold data, each checked against what the archive says
 * of it, all together within bounds, no cell outside the grid; packed anew, so that the reader sees these and no others.
 */
export function safeWorkbook(file: string, content: Uint8Array): Buffer {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length < 22) throw damaged(file);
  if (bytes.readUInt32BE(0) === 0xd0cf11e0) {
    throw refusal(file, null, 'es un libro .xls antiguo o tiene contraseña; guárdelo como .xlsx sin contraseña');
  }
  const parts: (readonly [string, Buffer])[] = [];
  let left = LARGEST_UNPACKED;
  for (const entry of directoryOf(file, bytes)) {
    if (!/\.(xml|rels)$/i.test(entry.name)) continue;
    const part = unpack(file, entry, bodyOf(file, bytes, entry), left);
    left -= part.length;
    const sheet = /worksheets\/[^/]+\.xml$/i.test(entry.name);
    if (sheet) assertGrid(file, entry.name, part);
    parts.push([entry.name, sheet ? errorsAsText(part) : part]);
  }
  return packed(parts);
}

/** The reader takes a cell with an error (`t="e"`) for an empty one; its text is what stands there. */
function errorsAsText(sheet: Buffer): Buffer {
  const xml = sheet.toString('latin1');
  return Buffer.from(xml.replaceAll(/(<(?:\w+:)?c\s(?:[^>]*\s)?t\s*=\s*)(?:"e"|'e')/g, '$1"str"'), 'latin1');
}

function bodyOf(file: string, bytes: Buffer, { offset, packed }: Entry): Buffer {
  if (offset + 30 > bytes.length || bytes.readUInt32LE(offset) !== LOCAL) throw damaged(file);
  const start = offset + 30 + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  if (start + packed > bytes.length) throw damaged(file);
  return bytes.subarray(start, start + packed);
}

/** APPNOTE.TXT of PKWARE, 4.3.12 and 4.3.16. */
function directoryOf(file: string, bytes: Buffer): readonly Entry[] {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  if (end < 0 || end + 22 > bytes.length) throw damaged(file);
  const entries: Entry[] = [];
  let at = bytes.readUInt32LE(end + 16);
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
  return entries;
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

/** An archive of these parts, stored as they are. */
function packed(parts: readonly (readonly [string, Buffer])[]): Buffer {
  const [local, central]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, part] of parts) {
    const title = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(crc32(part), 10);
    common.writeUInt32LE(part.length, 14);
    common.writeUInt32LE(part.length, 18);
    common.writeUInt16LE(title.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    local.push(signature(LOCAL), common, title, part);
    central.push(signature(CENTRAL), Buffer.from([20, 0]), common, place, title);
    offset += 30 + title.length + part.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...local, directory, signature(END), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function damaged(file: string, cause?: unknown): Error {
  return refusal(file, null, 'no es un libro .xlsx entero: está dañado, cortado o es de otro formato', cause);
}

function tooLarge(file: string, cause?: unknown): Error {
  return refusal(file, null, `descomprimido pasa de ${String(LARGEST_UNPACKED)} bytes`, cause);
}
