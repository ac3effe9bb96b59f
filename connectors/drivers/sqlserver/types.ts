import type { Cell, ColumnType } from '../../driver.ts';

/** The types of which the driver has a cell; every other one is refused by name when its column is read. */
export type TypeName =
  | 'bit'
  | 'tinyint'
  | 'smallint'
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'numeric'
  | 'money'
  | 'smallmoney'
  | 'float'
  | 'real'
  | 'date'
  | 'time'
  | 'smalldatetime'
  | 'datetime'
  | 'datetime2'
  | 'datetimeoffset'
  | 'char'
  | 'varchar'
  | 'nchar'
  | 'nvarchar'
  | 'text'
  | 'ntext'
  | 'xml'
  | 'uniqueidentifier'
  | 'binary'
  | 'varbinary'
  | 'timestamp';

/** A column's type as `sys.columns` has it. */
export interface SqlType {
  /** Lower case; of an alias type its base. */
  readonly name: string;
  /** In bytes, as `max_length`; -1 for max. */
  readonly bytes: number;
  readonly precision: number;
  readonly scale: number;
  readonly collation: string | null;
}

/** What the server gives for the expression, as the cell that readers take. Null never comes here. */
export type Decode = (value: Cell) => Cell;

export interface Kind {
  readonly type: (type: SqlType) => ColumnType;
  /** The type in T-SQL, as a column or a conversion names it. */
  readonly declared: (type: SqlType) => string;
  /** The expression that gives the column's value exact. */
  readonly select: (column: string, type: SqlType) => string;
  /** Null: what arrives is the cell already. */
  readonly decode: ((type: SqlType) => Decode | null) | null;
}

const of =
  (type: ColumnType): Kind['type'] =>
  () =>
    type;
const named = ({ name }: SqlType): string => name;
const sized = ({ name, bytes }: SqlType): string => `${name}(${bytes < 0 ? 'max' : String(bytes)})`;
const national = ({ name, bytes }: SqlType): string => `${name}(${bytes < 0 ? 'max' : String(bytes / 2)})`;
const fractional = ({ name, scale }: SqlType): string => `${name}(${String(scale)})`;
const exact = ({ name, precision, scale }: SqlType): string => `${name}(${String(precision)},${String(scale)})`;
const asIs: Kind['select'] = (column) => column;
const textOf =
  (length: number, style: number | null): Kind['select'] =>
  (column) =>
    `CONVERT(varchar(${String(length)}), ${column}${style === null ? '' : `, ${String(style)}`})`;

const integer: Kind = { type: of('integer'), declared: named, select: asIs, decode: null };
const decimal: Kind = {
  // A number without decimals is as good as an integer, and legacy codes and years are kept in such columns.
  type: ({ scale }) => (scale === 0 ? 'integer' : 'decimal'),
  declared: exact,
  select: textOf(50, null),
  decode: ({ scale }) => (scale === 0 ? integerOf : null),
};
// Style 2 keeps the four decimals; the default rounds to two (learn.microsoft.com, "CAST and CONVERT").
const money: Kind = { type: of('decimal'), declared: named, select: textOf(50, 2), decode: null };
/** The server's own conversion to Unicode: no client's table of code pages maps every byte back and forth. */
const characters: Kind = {
  type: of('text'),
  declared: sized,
  select: (column, { bytes }) => `CONVERT(nvarchar(${bytes < 0 || bytes > 4000 ? 'max' : String(bytes)}), ${column})`,
  decode: null,
};
const nationalCharacters: Kind = { type: of('text'), declared: national, select: asIs, decode: null };
const long: Kind = {
  type: of('text'),
  declared: named,
  select: (column) => `CONVERT(nvarchar(max), ${column})`,
  decode: null,
};
const bytes: Kind = { type: of('binary'), declared: sized, select: asIs, decode: () => bytesOf };

const kinds: Readonly<Record<TypeName, Kind>> = {
  bit: { type: of('boolean'), declared: named, select: asIs, decode: null },
  tinyint: integer,
  smallint: integer,
  int: integer,
  bigint: { type: of('integer'), declared: named, select: textOf(20, null), decode: () => integerOf },
  decimal,
  numeric: decimal,
  money,
  smallmoney: money,
  float: { type: of('float'), declared: named, select: asIs, decode: null },
  real: { type: of('float'), declared: named, select: asIs, decode: () => singleOf },
  date: { type: of('date'), declared: named, select: textOf(10, 120), decode: null },
  time: { type: of('text'), declared: fractional, select: textOf(16, 121), decode: null },
  smalldatetime: { type: of('timestamp'), declared: named, select: textOf(19, 120), decode: null },
  datetime: { type: of('timestamp'), declared: named, select: textOf(23, 121), decode: null },
  datetime2: { type: of('timestamp'), declared: fractional, select: textOf(27, 121), decode: null },
  datetimeoffset: { type: of('timestamp'), declared: fractional, select: textOf(34, 121), decode: null },
  char: characters,
  varchar: characters,
  nchar: nationalCharacters,
  nvarchar: nationalCharacters,
  text: long,
  ntext: long,
  xml: long,
  uniqueidentifier: { type: of('text'), declared: named, select: textOf(36, null), decode: null },
  binary: bytes,
  varbinary: bytes,
  // Eight bytes in order of their age, as text that keeps that order.
  timestamp: {
    type: of('text'),
    declared: () => 'rowversion',
    select: (column) => `CONVERT(varchar(18), CONVERT(binary(8), ${column}), 1)`,
    decode: null,
  },
};

/** Null for a type that has no cell: sql_variant, image, hierarchyid, geometry, geography, and whatever is not known. */
export function kindOf(type: SqlType): Kind | null {
  return isTypeName(type.name) ? kinds[type.name] : null;
}

export function isTypeName(name: string): name is TypeName {
  return Object.hasOwn(kinds, name);
}

export function declaredOf(type: SqlType): string {
  return kindOf(type)?.declared(type) ?? type.name;
}

function integerOf(value: Cell): Cell {
  const exactly = BigInt(String(value));
  const narrow = Number(exactly);
  return Number.isSafeInteger(narrow) ? narrow : exactly;
}

/** The shortest digits that name the single, instead of those of the double it is widened to. */
function singleOf(value: Cell): Cell {
  const widened = Number(value);
  for (let digits = 1; digits < 9; digits += 1) {
    const shortest = Number(widened.toPrecision(digits));
    if (Math.fround(shortest) === widened) return shortest;
  }
  return Number(widened.toPrecision(9));
}

function bytesOf(value: Cell): Cell {
  if (!(value instanceof Uint8Array)) throw new TypeError('bytes expected');
  return new Uint8Array(value);
}
