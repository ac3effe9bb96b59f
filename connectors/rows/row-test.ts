import type { Cell, RawRow } from '../driver.ts';

/** A condition on one cell, compared by its text without the blanks around it; a blank cell is the empty text. */
export type RowTest =
  | { readonly column: string; readonly in: readonly string[] }
  | { readonly column: string; readonly matches: RegExp }
  | { readonly column: string; readonly notMatching: RegExp };

/** The condition as plain JSON. */
export function testOptions(test: RowTest): Readonly<Record<string, unknown>> {
  if ('in' in test) return { column: test.column, in: test.in };
  if ('matches' in test) return { column: test.column, matches: written(test.matches) };
  return { column: test.column, notMatching: written(test.notMatching) };
}

function written({ source, flags }: RegExp): string {
  return `/${source}/${flags}`;
}

/** The condition over rows of these columns. */
export function compileTest(test: RowTest, columns: readonly string[]): (row: RawRow) => boolean {
  const position = columns.indexOf(test.column);
  const holds = textTest(test);
  return (row) => holds(cellText(row[position] ?? null));
}

function textTest(test: RowTest): (text: string) => boolean {
  if ('in' in test) {
    const texts = new Set(test.in);
    return (text) => texts.has(text);
  }
  const pattern = stateless('matches' in test ? test.matches : test.notMatching);
  return 'matches' in test ? (text) => pattern.test(text) : (text) => !pattern.test(text);
}

// With g or y a pattern would remember where it last stopped.
function stateless({ source, flags }: RegExp): RegExp {
  return new RegExp(source, flags.replace(/[gy]/g, ''));
}

/** A cell as text, without the blanks around it; null and bytes are the empty text. */
export function cellText(cell: Cell): string {
  if (typeof cell === 'string') return cell.trim();
  return cell === null || cell instanceof Uint8Array ? '' : String(cell);
}
