import type { FoundTitles } from './title-row.ts';

/**
 * Titles of a table that nobody declared, of so many columns: the cells of its first row, if most columns have one there, each
 * unlike the others and with a letter in it. Else the row is one as the others are. A column without title is called A, B, …,
 * as in a spreadsheet.
 */
export function guessTitles(first: readonly string[], width: number): FoundTitles {
  const found = { top: 0, lacking: [], attributes: {} };
  const letters = Array.from({ length: width }, (_, column) => letterOf(column));
  const titles = letters.map((_, column) => (first[column] ?? '').trim());
  const written = titles.filter((title) => title !== '');
  const names = titles.map((title, column) => (title === '' ? (letters[column] ?? '') : title));
  const areTitles =
    2 * written.length > width && written.every((title) => /\p{L}/u.test(title)) && new Set(names).size === width;
  return areTitles ? { ...found, below: 1, names } : { ...found, below: 0, names: letters };
}

/** How many columns have anything on them. */
export function widthOf<Cell>(rows: readonly (readonly Cell[])[], isBlank: (cell: Cell) => boolean): number {
  return rows.reduce((width, row) => Math.max(width, row.findLastIndex((cell) => !isBlank(cell)) + 1), 0);
}

/** A to Z, then AA. */
function letterOf(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letterOf(Math.floor(column / 26) - 1) + last;
}
