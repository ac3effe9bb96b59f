import type { Cell, Column, ColumnType } from '../../driver.ts';
import type { TitledRegion, XlsFormat, XlsxFormat } from '../../file-format.ts';
import { guessTitles, widthOf } from './guess-titles.ts';
import type { FileContents, FileTable } from './opened-file.ts';
import { refusal } from './refusal.ts';
import { ROWS_LOOKED_AT, findTitles } from './title-row.ts';
import type { FoundTitles } from './title-row.ts';
import { titledCell, titledColumns } from './titles.ts';

/** A day or a moment as text; a workbook keeps it as a number and knows no zone. */
export interface Moment {
  readonly kind: 'date' | 'timestamp';
  readonly text: string;
}

/** A cell as a workbook keeps it: its own text untrimmed, numbers as the floats that they are. */
export type SheetCell = string | number | boolean | Moment | null;
export type SheetRow = readonly SheetCell[];
export type Sheets = Readonly<Record<string, readonly SheetRow[]>>;

/** A day as `YYYY-MM-DD`, with the time after it where there is one. The date is taken as UTC. */
export function momentOf(date: Date): Moment {
  const [day, time] = date.toISOString().split(/[TZ]/) as [string, string];
  return date.getTime() % 86_400_000 === 0
    ? { kind: 'date', text: day }
    : { kind: 'timestamp', text: `${day} ${time.replace(/\.000$/, '')}` };
}

/** The tables of a workbook, as the format asks for them. */
export function workbookContents(file: string, sheets: Sheets, format: XlsFormat | XlsxFormat): FileContents {
  if (format.each !== true) {
    const { attributes, table } = sheetTable(file, sheetOf(file, sheets, format.sheet), format);
    return { attributes, tables: { filas: table } };
  }
  const filled = Object.entries(sheets).filter(([, rows]) => rows.some((row) => !row.every(isBlank)));
  return {
    attributes: {},
    tables: Object.fromEntries(filled.map(([name, rows]) => [name, sheetTable(file, rows, format).table])),
  };
}

/** The sheet that the format names, or the only one. */
function sheetOf(file: string, sheets: Sheets, wanted: string | null): readonly SheetRow[] {
  const names = Object.keys(sheets);
  if (wanted === null && names.length !== 1) {
    throw refusal(
      file,
      null,
      `tiene ${String(names.length)} hojas (${names.join(', ')}) y se espera una sola, o que la fuente diga cuál`,
    );
  }
  const found = sheets[wanted ?? names[0] ?? ''];
  if (!found) throw refusal(file, null, `no tiene la hoja ${wanted ?? ''}; tiene ${names.join(', ')}`);
  return found;
}

/** The rows below the titles. */
function sheetTable(
  file: string,
  rows: readonly SheetRow[],
  region: TitledRegion,
): { readonly attributes: FoundTitles['attributes']; readonly table: FileTable } {
  const { names, lacking, top, below, attributes } = titlesOf(file, rows, region);
  const body = rows.slice(below);
  const columns = titledColumns(file, top + 1, names, (name, index) => columnOf(name, body, index), lacking);
  return {
    attributes,
    table: {
      columns: columns.map(({ column }) => column),
      rows: body.map((row, place) =>
        columns.map((column) => titledCell(column, below + 1 + place, (index) => cellOf(row[index] ?? null))),
      ),
    },
  };
}

function titlesOf(file: string, rows: readonly SheetRow[], region: TitledRegion): FoundTitles {
  if (region.titles === 'guessed') return guessTitles((rows[0] ?? []).map(textOf), widthOf(rows, isBlank));
  const head = rows.slice(0, ROWS_LOOKED_AT).map((row) => row.map(textOf));
  return findTitles(file, head, { ...region, titles: region.titles });
}

function isBlank(cell: SheetCell): boolean {
  return textOf(cell).trim() === '';
}

/** A type is promised only where every cell of this file keeps it. */
function columnOf(name: string, rows: readonly SheetRow[], index: number): Column {
  const kinds = new Set(rows.map((row) => kindOf(row[index] ?? null)));
  const nullable = kinds.delete('null');
  if (kinds.has('float')) kinds.delete('integer');
  const [kind = null] = kinds.size === 1 ? kinds : [];
  return {
    name,
    type: kind === null || kind === 'null' ? 'any' : kind,
    declared: [...kinds].sort().join(', ') || 'vacía',
    nullable,
  };
}

type Kind = Extract<ColumnType, 'boolean' | 'date' | 'float' | 'integer' | 'text' | 'timestamp'> | 'null';

function kindOf(cell: SheetCell): Kind {
  if (cell === null) return 'null';
  if (typeof cell === 'object') return cell.kind;
  if (typeof cell === 'number') return Number.isSafeInteger(cell) ? 'integer' : 'float';
  return typeof cell === 'string' ? 'text' : 'boolean';
}

function cellOf(cell: SheetCell): Cell {
  return typeof cell === 'object' && cell !== null ? cell.text : cell;
}

function textOf(cell: SheetCell): string {
  const found = cellOf(cell);
  return found === null ? '' : String(found);
}
