import type { TextRows } from '../../pipelines/database/database.ts';

export const formats = ['table', 'csv', 'json', 'ndjson'] as const;
export type Format = (typeof formats)[number];

type Cell = string | null;
type Page = readonly (readonly Cell[])[];

/** A result in one format, a piece per page, so that its size does not matter. Every value is PostgreSQL's own text. */
export function inFormat(format: Format, { columns, rows }: Pick<TextRows, 'columns' | 'rows'>): AsyncIterable<string> {
  switch (format) {
    case 'table':
      return asTable(columns, rows);
    case 'csv':
      return asCsv(columns, rows);
    case 'json':
      return asJson(columns, rows);
    case 'ndjson':
      return asLines(columns, rows);
  }
}

/** RFC 4180: header, commas, CRLF. Null is nothing between commas, empty text is `""`. */
async function* asCsv(columns: readonly string[], rows: AsyncIterable<Page>): AsyncGenerator<string> {
  yield csvRecord(columns);
  for await (const page of rows) yield page.map(csvRecord).join('');
}

function csvRecord(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null) return '';
  return cell === '' || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

async function* asJson(columns: readonly string[], rows: AsyncIterable<Page>): AsyncGenerator<string> {
  const object = objectWriter(columns);
  let separator = '[\n';
  for await (const page of rows) {
    yield separator + page.map(object).join(',\n');
    separator = ',\n';
  }
  yield separator === ',\n' ? '\n]\n' : '[]\n';
}

async function* asLines(columns: readonly string[], rows: AsyncIterable<Page>): AsyncGenerator<string> {
  const object = objectWriter(columns);
  for await (const page of rows) yield page.map((row) => `${object(row)}\n`).join('');
}

function objectWriter(columns: readonly string[]): (row: readonly Cell[]) => string {
  const names = distinct(columns).map((name) => JSON.stringify(name));
  return (row) => `{${names.map((name, index) => `${name}:${JSON.stringify(row[index] ?? null)}`).join(',')}}`;
}

/** An object holds a name once: the second `valor` is `valor_2`. */
function distinct(columns: readonly string[]): readonly string[] {
  const taken = new Set(columns);
  const used = new Set<string>();
  return columns.map((column) => {
    let name = column;
    for (let count = 2; used.has(name); count += 1) {
      const candidate = `${column}_${String(count)}`;
      if (!taken.has(candidate)) name = candidate;
    }
    used.add(name);
    taken.add(name);
    return name;
  });
}

/** As wide as the header and the first page need; a wider cell further down pushes its own line. */
async function* asTable(columns: readonly string[], rows: AsyncIterable<Page>): AsyncGenerator<string> {
  const titles = columns.map(printable);
  let layout: readonly Column[] | null = null;
  for await (const page of rows) {
    const cells = page.map((row) => row.map((cell) => (cell === null ? '' : printable(cell))));
    const head = layout === null;
    layout ??= layoutOf(titles, cells);
    yield (head ? tableHead(titles, layout) : '') + tableLines(cells, layout);
  }
  if (layout === null) yield tableHead(titles, layoutOf(titles, []));
}

interface Column {
  readonly width: number;
  readonly right: boolean;
}

function layoutOf(titles: readonly string[], rows: readonly (readonly string[])[]): readonly Column[] {
  return titles.map((title, index) => {
    const cells = rows.map((row) => row[index] ?? '');
    const numbers = cells.filter((cell) => cell !== '');
    return {
      width: cells.reduce((widest, cell) => Math.max(widest, widthOf(cell)), widthOf(title)),
      right: numbers.length > 0 && numbers.every((cell) => /^-?\d+(?:\.\d+)?$/.test(cell)),
    };
  });
}

function tableHead(titles: readonly string[], layout: readonly Column[]): string {
  return tableLines([titles, layout.map(({ width }) => '─'.repeat(width))], layout);
}

function tableLines(rows: readonly (readonly string[])[], layout: readonly Column[]): string {
  return rows
    .map(
      (row) =>
        `${layout
          .map((column, index) => padded(row[index] ?? '', column))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function padded(cell: string, { width, right }: Column): string {
  const blank = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return right ? blank + cell : cell + blank;
}

function widthOf(text: string): number {
  return Array.from(text).length;
}

/** Data must not move the cursor, change colours or the direction of writing: control characters show as their pictures. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (control) => {
    const code = control.codePointAt(0) ?? 0;
    return code < 0x20 ? String.fromCodePoint(0x2400 + code) : '\ufffd';
  });
}
