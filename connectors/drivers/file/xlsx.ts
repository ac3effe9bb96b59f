import type { Cell, Column, ColumnType } from '../../driver.ts';
import type { XlsxFormat } from '../../file-format.ts';
import { safeWorkbook } from './archive.ts';
import type { FileContents } from './opened-file.ts';
import { refusal } from './refusal.ts';
import { titledColumns } from './titles.ts';

/** How far down the titles are looked for. */
const HEADING_ROWS = 40;

/** Cells as the library gives them; a `Date` is one with a date style. */
type Row = readonly (Cell | Date)[];

type Kind = 'boolean' | 'date' | 'number' | 'string' | 'timestamp';

/** The rows below the titles, each cell as the workbook keeps it: its own text untrimmed, numbers as the floats that they are. */
export async function parseXlsx(file: string, content: Uint8Array, format: XlsxFormat): Promise<FileContents> {
  const rows = await sheetRows(file, content, format.sheet);
  const top = titleRow(file, rows, format.titles);
  const body = rows.slice(top + 1);
  const declared = new Map(format.titles.map((title) => [comparable(title), title.trim()]));
  const titles = (rows[top] ?? []).map((cell) => declared.get(comparable(cell)) ?? textOf(cell).trim());
  const columns = titledColumns(file, top + 1, titles, (name, index) => columnOf(name, body, index));
  return {
    attributes: attributesOf(file, rows.slice(0, top), format.heading),
    tables: {
      filas: {
        columns: columns.map(({ column }) => column),
        rows: body.map((row, place) =>
          columns.map(({ index }) => (index === 'line' ? top + 2 + place : cellOf(row[index] ?? null))),
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

function titleRow(file: string, rows: readonly Row[], titles: readonly string[]): number {
  const head = rows.slice(0, HEADING_ROWS).map((row) => new Set(row.map(comparable)));
  const found = head.findIndex((cells) => titles.every((title) => cells.has(comparable(title))));
  if (found >= 0) return found;
  const everywhere = new Set(head.flatMap((cells) => [...cells]));
  const missing = titles.filter((title) => !everywhere.has(comparable(title)));
  const detail = missing.length === 0 ? 'están en filas distintas' : `faltan ${missing.join(', ')}`;
  throw refusal(
    file,
    null,
    `ninguna de las primeras ${String(HEADING_ROWS)} filas tiene todos los títulos que se esperan: ${detail}`,
  );
}

/** Each expression with one named group, in the first cell above the titles that it fits. */
function attributesOf(
  file: string,
  above: readonly Row[],
  heading: readonly string[],
): Readonly<Record<string, string>> {
  const texts = above.flatMap((row) => row.map(textOf)).filter((text) => text !== '');
  const attributes: Record<string, string> = {};
  for (const source of heading) {
    const expression = new RegExp(source, 'u');
    const groups = texts.map((text) => expression.exec(text)?.groups).find((found) => found !== undefined);
    if (!groups)
      throw refusal(file, null, `ninguna celda del encabezado dice lo que la fuente busca en él (${source})`);
    for (const [name, value] of Object.entries<string | undefined>(groups)) attributes[name] = (value ?? '').trim();
  }
  return attributes;
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

function comparable(cell: Cell | Date): string {
  return textOf(cell).trim().toLowerCase();
}
