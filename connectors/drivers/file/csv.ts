import type { Cell, Column } from '../../driver.ts';
import type { CsvFormat } from '../../file-format.ts';
import { decode } from './decode.ts';
import { attributesOfName } from './file-name.ts';
import type { FileContents } from './opened-file.ts';
import { refusal } from './refusal.ts';
import { titledColumns } from './titles.ts';

/** The cells exactly as they are written: nothing is trimmed, nothing becomes a number. A line with nothing on it is no row. */
export async function parseCsv(file: string, content: Uint8Array, format: CsvFormat): Promise<FileContents> {
  const attributes = attributesOfName(file, format.name);
  const records = await recordsOf(file, decode(file, content, format.encoding), format);
  const [head, ...rows] = records;
  if (!head) throw refusal(file, null, 'no tiene ninguna línea y se espera al menos la de los títulos');
  const columns = titledColumns(file, head.line, head.cells, (name): Column => ({
    name,
    type: 'any',
    declared: 'texto',
    nullable: false,
  }));
  return {
    attributes,
    tables: {
      filas: {
        columns: columns.map(({ column }) => column),
        rows: rows.map(({ line, cells }) =>
          columns.map(({ index }): Cell => (index === 'line' ? line : (cells[index] ?? null))),
        ),
      },
    },
  };
}

interface CsvRecord {
  /** Line of the file that it starts on. */
  readonly line: number;
  readonly cells: readonly string[];
}

async function recordsOf(file: string, text: string, format: CsvFormat): Promise<readonly CsvRecord[]> {
  const { parse, CsvError } = await import('csv-parse/sync');
  const records: CsvRecord[] = [];
  const lines = { countedTwice: 0, end: 0 };
  const endOf = (cells: readonly string[], counted: number): number => {
    // The parser counts a `\r\n` inside quotes as two lines (7.0.3).
    lines.countedTwice += breaksWithin(cells, /\r\n/g);
    return counted - lines.countedTwice;
  };
  try {
    parse(text, {
      delimiter: format.delimiter,
      // Given, because a delimiter guessed from the first line would leave the \r of a later \r\n in a cell.
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      on_record: (cells: string[], info) => {
        lines.end = endOf(cells, info.lines);
        records.push({ line: lines.end - breaksWithin(cells, /\r\n|\n|\r/g), cells });
        return null;
      },
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const cells: unknown = cause['record'];
    // A quote that is never closed runs to the end of the file: what is wrong is where it opened.
    const line =
      cause.code === 'CSV_QUOTE_NOT_CLOSED'
        ? lines.end + 1
        : endOf(Array.isArray(cells) ? (cells as string[]) : [], Number(cause['lines']));
    throw refusal(file, line, reasonOf(cause.code, records[0]?.cells.length ?? 0), cause);
  }
  return records;
}

function reasonOf(code: string, titles: number): string {
  switch (code) {
    case 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH':
      return `la fila no tiene las ${String(titles)} celdas que anuncian los títulos`;
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'hay unas comillas que abren una celda y nunca la cierran';
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'INVALID_OPENING_QUOTE':
      return 'hay unas comillas dentro de una celda; se esperan dobles y la celda entre comillas';
    default:
      return `no se puede leer como CSV (${code})`;
  }
}

function breaksWithin(cells: readonly string[], lineBreak: RegExp): number {
  return cells.reduce((count, cell) => count + (cell.match(lineBreak)?.length ?? 0), 0);
}
