/**
 * Where things stand in the pages of a format. Jet 3 is Access 97 and before, Jet 4 is 2000 to 2003, and the ACE formats
 * (2007 to 2019) keep Jet 4's pages. Sources: mdbtools' HACKING.md; JetFormat, TableImpl, IndexData and IndexImpl of
 * Jackcess 4.0.
 */
export interface Layout {
  readonly title: string;
  readonly pageSize: number;
  /** Texts are bytes of a Windows code page; otherwise UTF-16, at times compressed. */
  readonly codePage: boolean;
  /** The password stands in the header and encrypts nothing. */
  readonly passwordInHeader: boolean;
  /** Bytes of the counts and offsets inside a row. */
  readonly countBytes: 1 | 2;
  /** In a data page: the number of rows, then their offsets. */
  readonly rowCountAt: number;
  readonly definition: DefinitionLayout;
  readonly column: ColumnLayout;
  readonly index: IndexLayout;
}

interface DefinitionLayout {
  readonly variableColumnsAt: number;
  readonly columnsAt: number;
  readonly logicalIndexesAt: number;
  readonly realIndexesAt: number;
  readonly usageMapAt: number;
  /** Here the real indexes begin, each with so many bytes; the columns follow. */
  readonly bodyAt: number;
  readonly realIndexBytes: number;
}

interface ColumnLayout {
  readonly bytes: number;
  readonly numberAt: number;
  readonly variableIndexAt: number;
  readonly precisionAt: number;
  readonly scaleAt: number;
  readonly flagsAt: number;
  /** Null where the format knows no calculated columns. */
  readonly moreFlagsAt: number | null;
  readonly offsetAt: number;
  readonly sizeAt: number;
  readonly nameLengthBytes: 1 | 2;
}

interface IndexLayout {
  readonly blockBytes: number;
  /** In the block: ten slots, each a column's number and its order. */
  readonly slotsAt: number;
  readonly flagsAt: number;
  readonly infoBytes: number;
  readonly realNumberAt: number;
  readonly kindAt: number;
}

const JET_3: Layout = {
  title: 'Access 97 o anterior (Jet 3)',
  pageSize: 2048,
  codePage: true,
  passwordInHeader: true,
  countBytes: 1,
  rowCountAt: 8,
  definition: {
    variableColumnsAt: 23,
    columnsAt: 25,
    logicalIndexesAt: 27,
    realIndexesAt: 31,
    usageMapAt: 35,
    bodyAt: 43,
    realIndexBytes: 8,
  },
  column: {
    bytes: 18,
    numberAt: 1,
    variableIndexAt: 3,
    precisionAt: 11,
    scaleAt: 12,
    flagsAt: 13,
    moreFlagsAt: null,
    offsetAt: 14,
    sizeAt: 16,
    nameLengthBytes: 1,
  },
  index: { blockBytes: 39, slotsAt: 0, flagsAt: 38, infoBytes: 20, realNumberAt: 4, kindAt: 19 },
};

const JET_4: Layout = {
  title: 'Access 2000 a 2003 (Jet 4)',
  pageSize: 4096,
  codePage: false,
  passwordInHeader: true,
  countBytes: 2,
  rowCountAt: 12,
  definition: {
    variableColumnsAt: 43,
    columnsAt: 45,
    logicalIndexesAt: 47,
    realIndexesAt: 51,
    usageMapAt: 55,
    bodyAt: 63,
    realIndexBytes: 12,
  },
  column: {
    bytes: 25,
    numberAt: 5,
    variableIndexAt: 7,
    precisionAt: 11,
    scaleAt: 12,
    flagsAt: 15,
    moreFlagsAt: 16,
    offsetAt: 21,
    sizeAt: 23,
    nameLengthBytes: 2,
  },
  index: { blockBytes: 52, slotsAt: 4, flagsAt: 46, infoBytes: 28, realNumberAt: 8, kindAt: 23 },
};

const ACE: Layout = { ...JET_4, title: 'Access 2007 o posterior (ACE)', passwordInHeader: false };

/** By the byte that the header has at 0x14. */
const LAYOUTS: readonly Layout[] = [JET_3, JET_4, ACE, ACE, ACE, ACE, ACE];

const VERSION_AT = 0x14;
const ENGINE_AT = 4;
const ENGINES = ['Standard Jet DB', 'Standard ACE DB'];

/** What the first bytes of a file say that it is; a text tells why it is none that can be read. */
export function layoutOf(header: Buffer): Layout | string {
  const engine = header.toString('latin1', ENGINE_AT, ENGINE_AT + 15);
  if (header.length < VERSION_AT + 1 || header.readUInt32LE(0) !== 0x100) return 'no es una base de Access';
  if (engine === 'MSISAM Database') return 'es un archivo de Microsoft Money, no una base de Access';
  if (!ENGINES.includes(engine)) return 'no es una base de Access';
  const version = header.readUInt8(VERSION_AT);
  return LAYOUTS[version] ?? `es de una versión de Access que no se conoce (${String(version)})`;
}
