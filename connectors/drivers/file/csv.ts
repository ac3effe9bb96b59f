import { IntegrationError } from '../../../schemas/errors.ts';
import type { Column } from '../../driver.ts';
import type { CsvFormat, Delimiter } from '../../file-format.ts';
import { decodeAny } from './decode.ts';
import { attributesOfName } from './file-name.ts';
import { guessTitles, widthOf } from './guess-titles.ts';
import type { FileContents } from './opened-file.ts';
import { refusal } from './refusal.ts';
import { ROWS_LOOKED_AT, findTitles, titlesIn } from './title-row.ts';
import type { FoundTitles } from './title-row.ts';
import { titledCell, titledColumns } from './titles.ts';

/** The cells exactly as they are written: nothing is trimmed, nothing becomes a number. A line with nothing on it is no row. */
export async function parseCsv(file: string, content: Uint8Array, format: CsvFormat): Promise<FileContents> {
  const named = attributesOfName(file, format.name);
  const text = decodeAny(file, content, [format.encoding].flat());
  const delimiter = await delimiterOf(file, text, format);
  const records = await recordsOf(file, text, delimiter, format);
  const { names, lacking, top, below, attributes } = titlesOf(file, records, format);
  const columns = titledColumns(file, records[top]?.line ?? 1, names, columnOf, lacking);
  if (format.last) assertLast(file, records.slice(below).at(-1), names, format.last);
  return {
    attributes: { ...named, ...attributes },
    tables: {
      filas: {
        columns: columns.map(({ column }) => column),
        rows: records.slice(below).map(({ line, cells }) => {
          if (format.titles !== 'guessed') assertWidth(file, line, cells, names.length, format.ragged === true);
          return columns.map((column) => titledCell(column, line, (index) => cells[index] ?? null));
        }),
      },
    },
  };
}

function columnOf(name: string): Column {
  return { name, type: 'any', declared: 'texto', nullable: false };
}

function titlesOf(
  file: string,
  records: readonly CsvRecord[],
  { titles, heading = [], ...rest }: CsvFormat,
): FoundTitles {
  const [first] = records;
  if (!first) throw refusal(file, null, 'no tiene ninguna línea y se espera al menos la de los títulos');
  if (!titles) return { top: 0, below: 1, names: first.cells, lacking: [], attributes: {} };
  const rows = records.map(({ cells }) => cells);
  if (titles === 'guessed') return guessTitles(first.cells, widthOf(rows, isBlank));
  return findTitles(file, rows.slice(0, ROWS_LOOKED_AT), { ...rest, titles, heading });
}

function isBlank(cell: string): boolean {
  return cell.trim() === '';
}

/** The only one declared, else the first that parts the titles; the first where none does, to say what is missing. */
async function delimiterOf(file: string, text: string, format: CsvFormat): Promise<Delimiter> {
  const [first = ',', ...others] = [format.delimiter].flat();
  const { titles, heading = [] } = format;
  if (others.length === 0) return first;
  if (!titles || titles === 'guessed') {
    throw new IntegrationError(
      'CONFIG_INVALID',
      `El formato de ${file} declara varios separadores y ningún título; sin títulos no se sabe cuál separador es.`,
    );
  }
  for (const delimiter of [first, ...others]) {
    const records = await recordsOf(file, text, delimiter, format, ROWS_LOOKED_AT).catch(() => []);
    if (
      titlesIn(
        records.map(({ cells }) => cells),
        { ...format, titles, heading },
      )
    )
      return delimiter;
  }
  return first;
}

/** A row that is not as wide as the titles was cut, or has a delimiter too many. */
function assertWidth(file: string, line: number, cells: readonly string[], width: number, ragged: boolean): void {
  if (cells.length === width) return;
  if (ragged && cells.slice(width).every(isBlank)) return;
  throw refusal(file, line, `la fila no tiene las ${String(width)} celdas que anuncian los títulos`);
}

function assertLast(
  file: string,
  record: CsvRecord | undefined,
  names: readonly string[],
  last: NonNullable<CsvFormat['last']>,
): void {
  const said = record?.cells[names.indexOf(last.column)]?.trim() ?? '';
  if (last.in.includes(said)) return;
  const expected = last.in.join(' o ');
  throw refusal(
    file,
    record?.line ?? null,
    `su última fila dice '${said}' en ${last.column} y se espera ${expected}: está cortado; bájelo de nuevo`,
  );
}

interface CsvRecord {
  /** Line of the file that it starts on. */
  readonly line: number;
  readonly cells: readonly string[];
}

async function recordsOf(
  file: string,
  text: string,
  delimiter: Delimiter,
  { quote = '"' }: CsvFormat,
  most?: number,
): Promise<readonly CsvRecord[]> {
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
      delimiter,
      quote,
      ...(most !== undefined && { to: most }),
      // Above the titles and below the table the rows are of other widths.
      relax_column_count: true,
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
    throw refusal(file, line, reasonOf(cause.code), cause);
  }
  return records;
}

function reasonOf(code: string): string {
  switch (code) {
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
