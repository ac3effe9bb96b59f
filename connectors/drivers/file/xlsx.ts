import type { Cell, Column, ColumnType } from '../../driver.ts';
import type { XlsxFormat } from '../../file-format.ts';
import { safeWorkbook } from './archive.ts';
import type { FileContents } from './opened-file.ts';
import { refusal } from './refusal.ts';
import { ROWS_LOOKED_AT, findTitles } from './title-row.ts';
import { titledCell, titledColumns } from './titles.ts';

/** Cells as the library gives them; a `Date` is one with a date style. */
type Row = readonly (Cell | Date)[];

type Kind = 'boolean' | 'date' | 'number' | 'string' | 'timestamp';

/** The rows below the titles, each cell as the workbook keeps it: its own text untrimmed, numbers as the floats that they are. */
export async function parseXlsx(file: string, content: Uint8Array, format: XlsxFormat): Promise<FileContents> {
  const rows = await sheetRows(file, content, format.sheet);
  const head = rows.slice(0, ROWS_LOOKED_AT).map((row) => row.map(textOf));
  const { names, lacking, top, below, attributes } = findTitles(file, head, format);
  const body = rows.slice(below);
  const columns = titledColumns(file, top + 1, names, (name, index) => columnOf(name, body, index), lacking);
  return {
    attributes,
    tables: {
      filas: {
        columns: columns.map(({ column }) => column),
        rows: body.map((row, place) =>
          columns.map((column) => titledCell(column, below + 1 + place, (index) => cellOf(row[index] ?? null))),
        ),
      },
    },
  };
}

async function sheetRows(file: string, content: Uint8Array, wanted: string | null): Promise<readonly Row[]> {
  const archive = safeWorkbook(file, content);
  const { default: readWorkbook } = await import('read-excel-file/node');
  const sheets = await readWorkbook(archive, { trim: false }).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw refusal(file, null, `no se puede leer como libro .xlsx (${reason})`, cause);
  });
  const names = sheets.map(({ sheet }) => sheet).join(', ');
  if (wanted === null && sheets.length !== 1) {
    throw refusal(
      file,
      null,
      `tiene ${String(sheets.length)} hojas (${names}) y se espera una sola, o que la fuente diga cuál`,
    );
  }
  const found = wanted === null ? sheets[0] : sheets.find(({ sheet }) => sheet === wanted);
  if (!found) throw refusal(file, null, `no tiene la hoja ${wanted ?? ''}; tiene ${names}`);
  return found.data as unknown as readonly Row[];
}

/** A type is promised only where every cell of this file keeps it. */
function columnOf(name: string, rows: readonly Row[], index: number): Column {
  const kinds = new Set(rows.map((row) => kindOf(row[index] ?? null)));
  const nullable = kinds.delete(null);
  const [kind = null] = kinds.size === 1 ? kinds : [];
  return {
    name,
    type: kind === null ? 'any' : types[kind],
    declared: [...kinds].sort().join(', ') || 'vacía',
    nullable,
  };
}

const types: Readonly<Record<Kind, ColumnType>> = {
  boolean: 'boolean',
  date: 'date',
  number: 'float',
  string: 'text',
  timestamp: 'timestamp',
};

function kindOf(cell: Cell | Date): Kind | null {
  if (cell instanceof Date) return cell.getTime() % 86_400_000 === 0 ? 'date' : 'timestamp';
  return cell === null ? null : (typeof cell as Kind);
}

/** A day as `YYYY-MM-DD`, with the time after it where there is one; the workbook knows no zone, the library calls it UTC. */
function cellOf(cell: Cell | Date): Cell {
  if (!(cell instanceof Date)) return cell;
  const [day, time] = cell.toISOString().split(/[TZ]/) as [string, string];
  return kindOf(cell) === 'date' ? day : `${day} ${time.replace(/\.000$/, '')}`;
}

function textOf(cell: Cell | Date): string {
  const found = cellOf(cell);
  return found === null ? '' : String(found);
}
