import type { Cell, Column } from '../../driver.ts';
import { refusal } from './refusal.ts';

/** A column and where its cells stand in a record; `line`: the number of the record's line; `lacking`: nowhere. */
export interface TitledColumn {
  readonly column: Column;
  readonly index: number | 'line' | 'lacking';
}

/**
 * The columns that a title row names, trimmed of blanks, and `linea`, unless the file has a column of that name. A column
 * without title (a row index, say) cannot be asked for; a title that occurs twice would name two columns and refuses the file.
 * Those that the file lacks are there all the same.
 */
export function titledColumns(
  file: string,
  line: number,
  titles: readonly string[],
  columnOf: (name: string, index: number) => Column,
  lacking: readonly string[] = [],
): readonly TitledColumn[] {
  const found = new Map<string, TitledColumn>();
  for (const [index, title] of titles.entries()) {
    const name = title.trim();
    if (name === '') continue;
    if (found.has(name)) throw refusal(file, line, `el título ${name} está repetido y no se sabe cuál columna es`);
    found.set(name, { column: columnOf(name, index), index });
  }
  if (found.size === 0) throw refusal(file, line, 'ninguna columna tiene título');
  for (const name of lacking) {
    found.set(name, {
      column: { name, type: 'any', declared: 'no está en este archivo', nullable: true },
      index: 'lacking',
    });
  }
  if (!found.has('linea')) {
    found.set('linea', {
      column: { name: 'linea', type: 'integer', declared: 'línea del archivo', nullable: false },
      index: 'line',
    });
  }
  return [...found.values()];
}

/** The cell of a column in the record whose line, and whose cell by its place, are given. */
export function titledCell({ index }: TitledColumn, line: number, cellAt: (index: number) => Cell): Cell {
  if (index === 'line') return line;
  return index === 'lacking' ? null : cellAt(index);
}
