import { once } from 'node:events';
import type { Progress } from '../../pipelines/capture/report.ts';
import { folded, packed } from './fold.ts';

/** Where a command writes. Results go to standard output, everything else to standard error. */
export interface Terminal {
  /** Columns of standard output; Infinity where no terminal is watching. */
  readonly width: number;
  /** Text for a person: on a terminal its long lines are folded. */
  print(text: string): void;
  /** Part of a result, as it is; resolves when whoever reads it is ready for more. */
  write(text: string): Promise<void>;
  note(text: string): void;
  json(value: unknown): void;
  progress(progress: Progress): void;
  /** Takes the progress line away before anything else is written. */
  settle(): void;
}

const REDRAW_MS = 100;
const BAR = 24;

export function openTerminal(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Terminal {
  const bar = stderr.isTTY ? new ProgressBar(stderr) : null;
  const lines = new ProgressLines(stderr);
  const widthOf = (stream: NodeJS.WriteStream): number => (stream.isTTY ? stream.columns || 80 : Infinity);
  return {
    get width() {
      return widthOf(stdout);
    },
    print: (text) => {
      bar?.clear();
      stdout.write(`${folded(text, widthOf(stdout))}\n`);
    },
    write: async (text) => {
      bar?.clear();
      if (!stdout.write(text)) await once(stdout, 'drain');
    },
    note: (text) => {
      bar?.clear();
      stderr.write(`${folded(text, widthOf(stderr))}\n`);
    },
    json: (value) => {
      bar?.clear();
      stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    progress: (progress) => {
      if (bar) bar.draw(progress);
      else lines.draw(progress);
    },
    settle: () => {
      bar?.clear();
    },
  };
}

/** One line that is drawn over itself: what is being done, a bar where the end is known, rows per second. */
class ProgressBar {
  readonly #stream: NodeJS.WriteStream;
  #origin = '';
  #started = 0;
  #drawn = 0;
  #visible = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  draw(progress: Progress): void {
    const now = performance.now();
    if (progress.origin !== this.#origin) {
      this.#origin = progress.origin;
      this.#started = now;
    } else if (now - this.#drawn < REDRAW_MS) return;
    this.#drawn = now;
    this.#visible = true;
    this.#stream.write(
      `\r\u001b[2K${lineOf(progress, (now - this.#started) / 1000)}`.slice(0, (this.#stream.columns || 80) + 5),
    );
  }

  clear(): void {
    if (this.#visible) this.#stream.write('\r\u001b[2K');
    this.#visible = false;
  }
}

function lineOf({ origin, doing, rows, expected }: Progress, seconds: number): string {
  const rate = seconds > 0.2 && rows > 0 ? ` · ${thousands(Math.round(rows / seconds))} filas/s` : '';
  if (expected === null || expected === 0) return `${origin}  ${doing}  ${thousands(rows)}${rate}`;
  const full = Math.min(BAR, Math.round((rows / expected) * BAR));
  return `${origin}  ${doing}  [${'█'.repeat(full)}${'·'.repeat(BAR - full)}] ${thousands(rows)} de ${thousands(expected)}${rate}`;
}

const LINE_EVERY_ROWS = 100_000;

/** Where no terminal is watching: a plain line now and then. */
class ProgressLines {
  readonly #stream: NodeJS.WriteStream;
  #next = LINE_EVERY_ROWS;
  #origin = '';

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  draw({ origin, doing, rows }: Progress): void {
    if (origin !== this.#origin) {
      this.#origin = origin;
      this.#next = LINE_EVERY_ROWS;
    }
    if (rows < this.#next) return;
    this.#next += LINE_EVERY_ROWS;
    this.#stream.write(`${origin}: ${doing}, ${thousands(rows)} filas\n`);
  }
}

/** `1.234.567`, as it is written here. */
export function thousands(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+(?!\d))/g, '.');
}

/** `2,5`: one decimal, of what is no amount. */
export function tenths(value: number): string {
  return value.toFixed(1).replace('.', ',');
}

/** `1 fila`, `1.234 filas`; of several words, `1 cambio capturado`, `2 cambios capturados`. */
export function counted(count: number, nouns: string): string {
  return `${thousands(count)} ${count === 1 ? nouns : nouns.replaceAll(/(?<=\p{L})(?= |$)/gu, 's')}`;
}

/** `$ 1.234.567,89` of an exact amount. */
export function pesos(amount: string): string {
  const [whole = '0', cents = '00'] = amount.replace('-', '').split('.');
  return `${amount.startsWith('-') ? '-' : ''}$ ${whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, '.')},${cents}`;
}

export interface TableColumn {
  readonly title: string;
  readonly right?: boolean;
}

/**
 * A table of plain text, columns as wide as they need to be. Where that is wider than the terminal, each row becomes a
 * block under its first cell, so that no line is broken in the middle of an amount.
 */
export function textTable(
  columns: readonly TableColumn[],
  rows: readonly (readonly string[])[],
  terminalWidth = Infinity,
): string {
  const widths = columns.map(({ title }, index) =>
    Math.max(width(title), ...rows.map((row) => width(row[index] ?? ''))),
  );
  const needed = widths.reduce((sum, size) => sum + size + 2, -2);
  if (needed > terminalWidth) return rows.map((row) => block(columns, row, terminalWidth)).join('\n');
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => {
        const blank = ' '.repeat((widths[index] ?? 0) - width(cell));
        return columns[index]?.right === true ? blank + cell : cell + blank;
      })
      .join('  ')
      .trimEnd();
  return [
    line(columns.map(({ title }) => title)),
    line(widths.map((size) => '─'.repeat(size))),
    ...rows.map(line),
  ].join('\n');
}

function block(columns: readonly TableColumn[], row: readonly string[], terminalWidth: number): string {
  const [first = '', ...rest] = row;
  const [key, ...titles] = columns;
  const indent = ' '.repeat(width(first) - width(first.trimStart()) + 4);
  const items = rest.flatMap((cell, index) => (cell === '' ? [] : [`${titles[index]?.title ?? ''} ${cell}`.trim()]));
  const head = key?.right === true ? `${key.title} ${first}` : first;
  return [head, ...packed(items, ' | ', { first: indent, next: indent, width: terminalWidth })].join('\n');
}

function width(text: string): number {
  return Array.from(text).length;
}
