import { isFecha } from '../../../schemas/scalars/fecha.ts';
import type { Cell } from '../../driver.ts';
import type { Values } from './statement.ts';
import { declaredOf, isTypeName } from './types.ts';
import type { SqlType, TypeName } from './types.ts';

/**
 * A cell as a value of the column's own type: an expression over bound values, so that the server compares like with like
 * and finds it by the column's index. Null where no value of the type can be meant: it equals nothing.
 */
export function literalOf(type: SqlType, cell: Cell, values: Values): string | null {
  if (cell === null || !isTypeName(type.name)) return null;
  return writers[type.name](type, cell, values);
}

type Writer = (type: SqlType, cell: Exclude<Cell, null>, values: Values) => string | null;

const INTEGER_LIMITS: Readonly<Record<string, readonly [low: bigint, high: bigint]>> = {
  tinyint: [0n, 255n],
  smallint: [-(2n ** 15n), 2n ** 15n - 1n],
  int: [-(2n ** 31n), 2n ** 31n - 1n],
  bigint: [-(2n ** 63n), 2n ** 63n - 1n],
};
const NUMBER = /^(?=.*\d)(-?)0*(\d*?)(?:\.(\d*?)0*)?$/;

const converted =
  (textIn: (cell: Exclude<Cell, null>, type: SqlType) => string | null, style: number | null): Writer =>
  (type, cell, values) => {
    const text = textIn(cell, type);
    if (text === null) return null;
    const name = values.add({ kind: 'varchar', length: 50 }, text);
    return `CONVERT(${declaredOf(type)}, ${name}${style === null ? '' : `, ${String(style)}`})`;
  };

const integer = converted((cell, { name }) => {
  const text = plain(cell);
  if (text === null || !/^-?\d{1,30}$/.test(text)) return null;
  const [low, high] = INTEGER_LIMITS[name] ?? [0n, 1n];
  const value = BigInt(text);
  return value >= low && value <= high ? String(value) : null;
}, null);

/** Decimals beyond the scale would be rounded away, and then be equal to what they are not. */
const decimal = converted((cell, { precision, scale }) => {
  const [text, , whole = '', fraction = ''] = NUMBER.exec(plain(cell) ?? 'none') ?? [];
  return text !== undefined && whole.length <= precision - scale && fraction.length <= scale ? text : null;
}, null);

const binaryFloat: Writer = (type, cell, values) => {
  const text = plain(cell) ?? '';
  const number = Number(text);
  if (text === '' || !Number.isFinite(number)) return null;
  return `CONVERT(${type.name}, ${values.add({ kind: 'float' }, number)})`;
};

const moment = converted((cell, { name }) => {
  const text = plain(cell);
  return text !== null && MOMENTS[name]?.(text) === true ? text : null;
}, 121);

const DAY_TIME = /^(\d{4}-\d{2}-\d{2})(?: ([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.(\d{1,7}))?)?)?$/;
const isMoment =
  (from: string, decimals: number) =>
  (text: string): boolean => {
    const [, day, , fraction = ''] = DAY_TIME.exec(text) ?? [];
    return day !== undefined && day >= from && isFecha(day) && fraction.length <= decimals;
  };
const MOMENTS: Readonly<Record<string, (text: string) => boolean>> = {
  date: (text) => isFecha(text),
  time: (text) => /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$/.test(text),
  smalldatetime: (text) => isMoment('1900-01-01', 0)(text) && text < '2079-06-07',
  datetime: isMoment('1753-01-01', 3),
  datetime2: isMoment('0001-01-01', 7),
  datetimeoffset: (text) => isMoment('0001-01-01', 7)(text.replace(/ ?[+-](?:0\d|1[0-4]):[0-5]\d$/, '')),
};

/**
 * Plain characters are the same bytes in every code page; any other is converted by the server, which knows the column's.
 */
const characters: Writer = ({ bytes, name, collation }, cell, values) => {
  const text = textOf(cell);
  if (text === null || (bytes > 0 && text.length > bytes)) return null;
  const length = bytes < 0 ? 'max' : bytes;
  if (/^[\x20-\x7e]*$/.test(text)) return values.add({ kind: 'varchar', length }, text);
  const unicode = values.add({ kind: 'nvarchar', length: bytes < 0 || bytes > 4000 ? 'max' : bytes }, text);
  const collate = collation === null ? '' : ` COLLATE ${collation}`;
  return `CONVERT(${name}(${String(length)}), ${unicode}${collate})`;
};

const nationalCharacters: Writer = ({ bytes }, cell, values) => {
  const text = textOf(cell);
  if (text === null || (bytes > 0 && text.length > bytes / 2)) return null;
  return values.add({ kind: 'nvarchar', length: bytes < 0 ? 'max' : bytes / 2 }, text);
};

const long: Writer = (_type, cell, values) => {
  const text = textOf(cell);
  return text === null ? null : values.add({ kind: 'nvarchar', length: 'max' }, text);
};

const guid = converted((cell) => {
  const text = plain(cell);
  return text !== null && /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : null;
}, null);

const binary: Writer = (type, cell, values) => {
  if (!(cell instanceof Uint8Array) || (type.bytes > 0 && cell.length > type.bytes)) return null;
  const text = `0x${Buffer.from(cell).toString('hex')}`;
  return `CONVERT(${declaredOf(type)}, ${values.add({ kind: 'varchar', length: 'max' }, text)}, 1)`;
};

const rowversion: Writer = (_type, cell, values) => {
  if (typeof cell !== 'string' || !/^0x[0-9a-f]{16}$/i.test(cell)) return null;
  return `CONVERT(binary(8), ${values.add({ kind: 'varchar', length: 18 }, cell)}, 1)`;
};

const writers: Readonly<Record<TypeName, Writer>> = {
  bit: (_type, cell, values) => {
    const digit = typeof cell === 'boolean' ? String(Number(cell)) : plain(cell);
    return digit === '0' || digit === '1' ? `CONVERT(bit, ${values.add({ kind: 'varchar', length: 1 }, digit)})` : null;
  },
  tinyint: integer,
  smallint: integer,
  int: integer,
  bigint: integer,
  decimal,
  numeric: decimal,
  money: decimal,
  smallmoney: decimal,
  float: binaryFloat,
  real: binaryFloat,
  date: moment,
  time: moment,
  smalldatetime: moment,
  datetime: moment,
  datetime2: moment,
  datetimeoffset: moment,
  char: characters,
  varchar: characters,
  nchar: nationalCharacters,
  nvarchar: nationalCharacters,
  text: long,
  ntext: long,
  xml: long,
  uniqueidentifier: guid,
  binary,
  varbinary: binary,
  timestamp: rowversion,
};

/** A value without the blanks around it, as digits or words. */
function plain(cell: Cell): string | null {
  return textOf(cell)?.trim() ?? null;
}

function textOf(cell: Cell): string | null {
  if (typeof cell === 'string') return cell;
  return typeof cell === 'number' || typeof cell === 'bigint' ? String(cell) : null;
}
