import type { Cell, ColumnType } from '../../driver.ts';
import { dateTimeText, extendedDateText } from './dates.ts';
import type { StoredColumn } from './definition.ts';
import { longValue } from './long-value.ts';
import type { Pages } from './pages.ts';

/** How a type of Access is told and read. A truth value has no bytes: it stands in the row's null mask. */
export interface AccessType {
  readonly type: ColumnType;
  readonly declared: (column: StoredColumn) => string;
  /** Bytes of a fixed value; null for what the column's own size or the row says. */
  readonly bytes: number | null;
  readonly read: (bytes: Buffer, column: StoredColumn, pages: Pages) => Cell;
}

const CURRENCY_SCALE = 4;

const integer = (declared: string, bytes: number, read: (bytes: Buffer) => number): AccessType => ({
  type: 'integer',
  declared: () => declared,
  bytes,
  read,
});

/** By the code of the format. Whatever is not here has no cell, and its column is left out by name. */
const TYPES: ReadonlyMap<number, AccessType> = new Map<number, AccessType>([
  [0x01, { type: 'boolean', declared: () => 'Sí/No', bytes: 0, read: () => true }],
  [0x02, integer('Byte', 1, (bytes) => bytes.readUInt8())],
  [0x03, integer('Entero', 2, (bytes) => bytes.readInt16LE())],
  [0x04, integer('Entero largo', 4, (bytes) => bytes.readInt32LE())],
  [
    0x05,
    {
      type: 'decimal',
      declared: () => 'Moneda',
      bytes: 8,
      read: (bytes) => decimalText(bytes.readBigInt64LE(), CURRENCY_SCALE),
    },
  ],
  [0x06, { type: 'float', declared: () => 'Simple', bytes: 4, read: (bytes) => shortest(bytes.readFloatLE()) }],
  [0x07, { type: 'float', declared: () => 'Doble', bytes: 8, read: (bytes) => bytes.readDoubleLE() }],
  [
    0x08,
    { type: 'timestamp', declared: () => 'Fecha/Hora', bytes: 8, read: (bytes) => dateTimeText(bytes.readDoubleLE()) },
  ],
  [
    0x09,
    { type: 'binary', declared: ({ size }) => `Binario(${String(size)})`, bytes: null, read: (bytes) => copied(bytes) },
  ],
  [
    0x0a,
    {
      type: 'text',
      declared: ({ letters }) => `Texto(${String(letters)})`,
      bytes: null,
      read: (bytes, _, pages) => pages.decode(bytes),
    },
  ],
  [
    0x0b,
    {
      type: 'binary',
      declared: () => 'Objeto OLE',
      bytes: null,
      read: (bytes, _, pages) => copied(longValue(pages, bytes)),
    },
  ],
  [
    0x0c,
    {
      type: 'text',
      declared: () => 'Memo',
      bytes: null,
      read: (bytes, _, pages) => pages.decode(longValue(pages, bytes)),
    },
  ],
  [0x0f, { type: 'text', declared: () => 'Id. de réplica', bytes: 16, read: guidText }],
  [
    0x10,
    {
      type: 'decimal',
      declared: ({ precision, scale }) => `Decimal(${String(precision)},${String(scale)})`,
      bytes: 17,
      read: numericText,
    },
  ],
  [
    0x13,
    { type: 'integer', declared: () => 'Número grande', bytes: 8, read: (bytes) => narrow(bytes.readBigInt64LE()) },
  ],
  [
    0x14,
    {
      type: 'timestamp',
      declared: () => 'Fecha/Hora extendida',
      bytes: null,
      read: (bytes) => extendedDateText(bytes),
    },
  ],
]);

export const BOOLEAN = 0x01;
const COMPLEX = 0x12;

/** Null where the format's type has no cell. */
export function typeOf(column: StoredColumn): AccessType | null {
  return TYPES.get(column.code) ?? null;
}

/** Why a column cannot be read exactly, in Spanish; null where it can. */
export function reasonLeftOut(column: StoredColumn): string | null {
  if (column.calculated) return 'es calculada: su valor sale de las otras columnas';
  if (column.code === COMPLEX) return 'es de datos adjuntos, de varios valores o de historial';
  if (TYPES.has(column.code)) return null;
  return `es de un tipo que no se conoce (código 0x${column.code.toString(16).padStart(2, '0')})`;
}

function decimalText(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  return `${units < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${digits.slice(-scale)}`}`;
}

/** A sign, then four groups of 32 bits, the highest first. */
function numericText(bytes: Buffer, { scale }: StoredColumn): string {
  const groups = [1, 5, 9, 13].map((at) => BigInt(bytes.readUInt32LE(at)));
  const units = groups.reduce((sum, group) => (sum << 32n) | group, 0n);
  return decimalText((bytes.readUInt8(0) & 0x80) === 0 ? units : -units, scale);
}

/** The shortest decimal digits that name this very single, as a number: 0.15 and not 0.15000000596046448. */
function shortest(single: number): number {
  for (let digits = 1; digits < 9; digits += 1) {
    const candidate = Number(single.toPrecision(digits));
    if (Math.fround(candidate) === single) return candidate;
  }
  return Number(single.toPrecision(9));
}

function narrow(value: bigint): Cell {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function copied(bytes: Buffer): Uint8Array {
  return Uint8Array.from(bytes);
}

function guidText(bytes: Buffer): string {
  const hex = [
    bytes.readUInt32LE(0).toString(16).padStart(8, '0'),
    bytes.readUInt16LE(4).toString(16).padStart(4, '0'),
    bytes.readUInt16LE(6).toString(16).padStart(4, '0'),
    bytes.toString('hex', 8, 10),
    bytes.toString('hex', 10, 16),
  ];
  return hex.join('-').toUpperCase();
}
