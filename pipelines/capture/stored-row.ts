import type { Cell, RawRow } from '../../connectors/driver.ts';

/** A cell as jsonb can hold it: PostgreSQL's JSON has no NUL, no lone surrogate, no bytes and no exact big integer. */
export type StoredCell =
  | string
  | number
  | boolean
  | null
  | { readonly entero: string }
  | { readonly bytes: string }
  | { readonly utf16: string };

export type StoredRow = Readonly<Record<string, StoredCell>>;

/** A raw row with its column names, to be kept in quarantine and read again exactly. */
export function storeRow(columns: readonly string[], row: RawRow): StoredRow {
  return Object.fromEntries(columns.map((column, place) => [column, storeCell(row[place] ?? null)]));
}

export function restoreRow(columns: readonly string[], stored: StoredRow): RawRow {
  return columns.map((column) => restoreCell(stored[column] ?? null));
}

/** A cell as a person can read it on one line. */
export function cellForPeople(cell: Cell): string | null {
  if (cell === null) return null;
  if (cell instanceof Uint8Array) return `${String(cell.length)} bytes`;
  return String(cell).replaceAll('\0', '␀').toWellFormed();
}

function storeCell(cell: Cell): StoredCell {
  if (typeof cell === 'bigint') return { entero: cell.toString() };
  if (cell instanceof Uint8Array) return { bytes: Buffer.from(cell).toString('base64') };
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : String(cell);
  if (typeof cell !== 'string') return cell;
  return cell.includes('\0') || !cell.isWellFormed()
    ? { utf16: Buffer.from(cell, 'utf16le').toString('base64') }
    : cell;
}

function restoreCell(cell: StoredCell): Cell {
  if (cell === null || typeof cell !== 'object') return cell;
  if ('entero' in cell) return BigInt(cell.entero);
  if ('bytes' in cell) return new Uint8Array(Buffer.from(cell.bytes, 'base64'));
  return Buffer.from(cell.utf16, 'base64').toString('utf16le');
}
