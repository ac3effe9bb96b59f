import { Damage } from './failures.ts';
import { usedPages } from './pages.ts';
import type { Pages } from './pages.ts';

/** A column as the table's definition has it. */
export interface StoredColumn {
  readonly name: string;
  /** The type's code in the format. */
  readonly code: number;
  /** Place in a row's null mask. */
  readonly number: number;
  readonly fixed: boolean;
  /** Of a fixed column: where its bytes begin in the row. */
  readonly offset: number;
  /** Of a variable column: its place among those. */
  readonly variableIndex: number;
  readonly size: number;
  /** Of a text, as people count: without code page a letter has two bytes. */
  readonly letters: number;
  readonly precision: number;
  readonly scale: number;
  readonly calculated: boolean;
}

export interface TableDefinition {
  /** Its first page, by which data pages name their table. */
  readonly page: number;
  readonly columns: readonly StoredColumn[];
  readonly hasVariable: boolean;
  readonly dataPages: readonly number[];
  /** Columns of the primary key, else of a unique index, in order; empty where there is none. */
  readonly key: readonly string[];
}

const FIXED = 0x01;
const CALCULATED = 0xc0;
const UNIQUE = 0x01;
const PRIMARY_KEY = 1;
const SLOTS = 10;
const NO_COLUMN = 0xffff;

export function readDefinition(pages: Pages, page: number): TableDefinition {
  const bytes = definitionBytes(pages, page);
  const { definition } = pages.layout;
  const { columns, end } = readColumns(pages, bytes);
  const dataPages = usedPages(pages, bytes.readUInt32LE(definition.usageMapAt));
  const last = dataPages.at(-1);
  if (last !== undefined) pages.demand(last);
  return {
    page,
    columns: columns.toSorted((a, b) => a.number - b.number),
    hasVariable: bytes.readUInt16LE(definition.variableColumnsAt) > 0,
    dataPages,
    key: readKey(pages, bytes, columns, end),
  };
}

/** A definition goes on over as many pages as it needs, each after the first without its head. */
function definitionBytes(pages: Pages, first: number): Buffer {
  const parts: Buffer[] = [];
  const seen = new Set<number>();
  for (let next = first; next !== 0;) {
    if (seen.has(next)) throw new Damage('está dañado: la definición de una tabla vuelve sobre sí misma');
    seen.add(next);
    const page = pages.page(next, 'definition');
    parts.push(parts.length === 0 ? page : page.subarray(8));
    next = page.readUInt32LE(4);
  }
  return Buffer.concat(parts);
}

function readColumns(pages: Pages, bytes: Buffer): { readonly columns: readonly StoredColumn[]; readonly end: number } {
  const { definition, column: layout } = pages.layout;
  const count = bytes.readUInt16LE(definition.columnsAt);
  const start = definition.bodyAt + bytes.readUInt32LE(definition.realIndexesAt) * definition.realIndexBytes;
  if (start > bytes.length)
    throw new Damage('está dañado: la definición de una tabla dice más índices de los que caben');
  let name = start + count * layout.bytes;
  const columns = Array.from({ length: count }, (_, index): StoredColumn => {
    const at = start + index * layout.bytes;
    const text = name + layout.nameLengthBytes;
    name = text + bytes.readUIntLE(name, layout.nameLengthBytes);
    const flags = bytes.readUInt8(at + layout.flagsAt);
    const more = layout.moreFlagsAt === null ? 0 : bytes.readUInt8(at + layout.moreFlagsAt);
    return {
      name: pages.decode(bytes.subarray(text, name)),
      code: bytes.readUInt8(at),
      number: bytes.readUInt16LE(at + layout.numberAt),
      fixed: (flags & FIXED) !== 0,
      offset: bytes.readUInt16LE(at + layout.offsetAt),
      variableIndex: bytes.readUInt16LE(at + layout.variableIndexAt),
      size: bytes.readUInt16LE(at + layout.sizeAt),
      letters: bytes.readUInt16LE(at + layout.sizeAt) / (pages.layout.codePage ? 1 : 2),
      precision: bytes.readUInt8(at + layout.precisionAt),
      scale: bytes.readUInt8(at + layout.scaleAt),
      calculated: (more & CALCULATED) !== 0,
    };
  });
  return { columns, end: name };
}

/** The indexes stand after the columns' names: first what is stored, then what each stored one is used as. */
function readKey(pages: Pages, bytes: Buffer, columns: readonly StoredColumn[], start: number): readonly string[] {
  const { definition, index: layout } = pages.layout;
  const stored = bytes.readUInt32LE(definition.realIndexesAt);
  const info = start + stored * layout.blockBytes;
  const primary = Array.from({ length: bytes.readUInt32LE(definition.logicalIndexesAt) }, (_, index) => {
    const at = info + index * layout.infoBytes;
    return bytes.readUInt8(at + layout.kindAt) === PRIMARY_KEY ? bytes.readUInt32LE(at + layout.realNumberAt) : null;
  }).find((number) => number !== null);
  const unique = Array.from({ length: stored }, (_, index) => start + index * layout.blockBytes).find(
    (at) => (bytes.readUInt8(at + layout.flagsAt) & UNIQUE) !== 0,
  );
  const block = primary === undefined ? unique : start + primary * layout.blockBytes;
  if (block === undefined) return [];
  const numbers = Array.from({ length: SLOTS }, (_, slot) => bytes.readUInt16LE(block + layout.slotsAt + 3 * slot));
  return numbers
    .filter((number) => number !== NO_COLUMN)
    .map((number) => columns.find((column) => column.number === number)?.name ?? '');
}
