import type { Cell } from '../../../connectors/driver.ts';
import type { Jackcess } from './jackcess.ts';

/** A file as the independent reader has it; cells are the marks that `Access.java` writes. */
export interface ExpectedFile {
  readonly tables: readonly ExpectedTable[];
  readonly links: readonly { readonly name: string; readonly table: string; readonly file: string }[];
}

export interface ExpectedTable {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: readonly { readonly name: string; readonly code: number; readonly calculated: boolean }[];
  readonly rows: readonly (readonly string[])[];
}

export async function expectedFile(
  jackcess: Jackcess,
  file: string,
  password = '',
  charset = '',
): Promise<ExpectedFile> {
  const lines = (await jackcess.tell('dump', file, password, charset)).map((line) => line.split('\t'));
  const links = lines.flatMap(([mark, name = '', table = '', target = '']) =>
    mark === 'link' ? [{ name, table, file: target }] : [],
  );
  const starts = lines.flatMap(([mark], index) => (mark === 'table' ? [index] : []));
  const tables = starts.map((start, index) => tableOf(lines.slice(start, starts[index + 1])));
  return { tables, links };
}

function tableOf(lines: readonly (readonly string[])[]): ExpectedTable {
  const marked = (mark: string) => lines.filter(([first]) => first === mark).map((line) => line.slice(1));
  return {
    name: marked('table')[0]?.[0] ?? '',
    key: marked('key')[0] ?? [],
    columns: marked('column').map(([name = '', code, more]) => ({ name, code: Number(code), calculated: more !== '' })),
    rows: marked('row'),
  };
}

export function textMark(text: string): string {
  return `C${Buffer.from(text, 'utf16le').toString('base64')}`;
}

const integer = (cell: Cell): string => `I${String(cell)}`;
const decimal = (cell: Cell): string => `D${String(cell)}`;
const time = (cell: Cell): string => `T${isoTime(String(cell))}`;
const text = (cell: Cell): string => textMark(String(cell));
const bytes = (cell: Cell): string => `X${Buffer.from(cell as Uint8Array).toString('base64')}`;

const marks: Readonly<Record<number, (cell: Cell) => string>> = {
  0x01: (cell) => `B${String(cell)}`,
  0x02: integer,
  0x03: integer,
  0x04: integer,
  0x05: decimal,
  0x06: (cell) => `S${bits(cell, 4)}`,
  0x07: (cell) => `F${bits(cell, 8)}`,
  0x08: time,
  0x09: bytes,
  0x0a: text,
  0x0b: bytes,
  0x0c: text,
  0x0f: (cell) => textMark(`{${String(cell)}}`),
  0x10: decimal,
  0x13: integer,
  0x14: time,
};

/** A driver's cell as the independent reader would mark it, by the column's code in the format and by nothing of the driver. */
export function markOf(cell: Cell, code: number): string {
  if (cell === null) return 'N';
  const mark = marks[code];
  if (!mark) throw new Error(`no mark for the code ${String(code)}`);
  return mark(cell);
}

function bits(cell: Cell, width: 4 | 8): string {
  const buffer = Buffer.alloc(width);
  if (width === 4) buffer.writeFloatBE(Number(cell));
  else buffer.writeDoubleBE(Number(cell));
  return buffer.toString('hex').replace(/^0+(?=.)/, '');
}

/** As Java writes a LocalDateTime: no seconds where they are zero, decimals in groups of three. */
function isoTime(wall: string): string {
  const [, day = '', minutes = '', seconds = '', decimals = ''] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d):(\d\d)(?:\.(\d+))?$/.exec(wall) ?? [];
  const padded = decimals.padEnd(Math.ceil(decimals.length / 3) * 3, '0');
  const rest = padded === '' ? (seconds === '00' ? '' : `:${seconds}`) : `:${seconds}.${padded}`;
  return `${day}T${minutes}${rest}`;
}
