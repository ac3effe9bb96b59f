import type { Cell } from '../driver.ts';
import { isBlank } from '../fields/cell.ts';
import { openEachRow, shaped } from './each-row.ts';
import type { RowShape } from './row-shape.ts';

/** Cells that a report prints only on the first row of a block: a blank one takes the value of the row above. Not for money. */
export function fillDown(columns: readonly string[]): RowShape {
  return {
    shape: 'fillDown',
    options: { columns },
    needs: columns,
    provides: [],
    open(given) {
      const positions = columns.map((column) => given.indexOf(column));
      const above = new Map<number, Cell>();
      return openEachRow(given, (row) => {
        const filled = [...row];
        for (const position of positions) {
          const cell = row[position] ?? null;
          if (isBlank(cell)) filled[position] = above.get(position) ?? cell;
          else above.set(position, cell);
        }
        return shaped(row, filled);
      });
    },
  };
}
