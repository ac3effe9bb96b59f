import { stdin, stdout } from 'node:process';
import { CFB, SSF, read } from '@e965/xlsx';
import type { CellObject, WorkBook } from '@e965/xlsx';
import { biffProblem } from './biff.ts';
import { momentOf } from './sheet.ts';
import type { SheetCell, SheetRow, Sheets } from './sheet.ts';
import type { XlsAnswer } from './xls-answer.ts';

/** What the library's own types leave open. */
const containers = CFB as {
  read(bytes: Buffer, options: { readonly type: 'buffer' }): unknown;
  find(container: unknown, path: string): { readonly content: Uint8Array } | null;
};
const formats = SSF as { is_date(format: string): boolean };

const DAY_MS = 86_400_000;

/** Reads the workbook that comes in and writes its sheets out: the only place where the library for `.xls` is loaded. */
const chunks: Buffer[] = [];
for await (const chunk of stdin) chunks.push(chunk as Buffer);
stdout.write(answerTo(Buffer.concat(chunks)));

function answerTo(bytes: Buffer): string {
  try {
    return JSON.stringify(answerOf(bytes));
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    return JSON.stringify({ refused: `no es un libro .xls entero: está dañado o cortado (${reason})` });
  }
}

function answerOf(bytes: Buffer): XlsAnswer {
  const stream = containers.find(containers.read(bytes, { type: 'buffer' }), '/Workbook');
  const refused = biffProblem(stream ? Buffer.from(stream.content) : null);
  if (refused !== null) return { refused };
  const options = { type: 'buffer', dense: true, cellNF: true, cellFormula: false, cellHTML: false } as const;
  return { sheets: sheetsOf(read(bytes, options)) };
}

function sheetsOf({ SheetNames, Sheets: sheets, Workbook }: WorkBook): Sheets {
  const epoch = Date.UTC(1899, 11, 30) + (Workbook?.WBProps?.date1904 === true ? 1462 * DAY_MS : 0);
  return Object.fromEntries(
    SheetNames.map((name) => {
      const rows = (sheets[name]?.['!data'] ?? []) as readonly (readonly (CellObject | undefined)[] | undefined)[];
      return [name, Array.from(rows, (row): SheetRow => Array.from(row ?? [], (cell) => cellOf(cell, epoch)))];
    }),
  );
}

function cellOf(cell: CellObject | undefined, epoch: number): SheetCell {
  if (cell?.v === undefined) return null;
  // An error is a number that stands for its text.
  if (cell.t === 'e') return cell.w ?? `#${String(cell.v)}`;
  if (cell.v instanceof Date) return momentOf(cell.v);
  return typeof cell.v === 'number' ? numberOf(cell.v, cell.z, epoch) : cell.v;
}

/** Days since the epoch where the style is one of dates. JSON has no text for a number that is none. */
function numberOf(value: number, format: unknown, epoch: number): SheetCell {
  if (!Number.isFinite(value)) return String(value);
  if (typeof format !== 'string' || !formats.is_date(format)) return value;
  return momentOf(new Date(epoch + Math.round(value * DAY_MS)));
}
