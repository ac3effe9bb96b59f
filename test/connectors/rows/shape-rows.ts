import type { RawRow } from '../../../connectors/driver.ts';
import { openShapes } from '../../../connectors/rows/open-shapes.ts';
import type { JudgedRow, RowShape } from '../../../connectors/rows/row-shape.ts';

/** All that the shapes make of the rows, in the order in which they judge them. */
export function shapeRows(
  shapes: readonly RowShape[],
  columns: readonly string[],
  rows: readonly RawRow[],
): readonly JudgedRow[] {
  const shape = openShapes(shapes, columns);
  return [...rows.flatMap((row) => shape.push(row)), ...shape.end()];
}

/** The rows that go on, and the rule under which each other one is left out. */
export function outcomesOf(judged: readonly JudgedRow[]): readonly (readonly RawRow[] | string)[] {
  return judged.map(({ result }) => {
    if (result.outcome === 'shaped') return result.rows;
    return result.outcome === 'excluded' ? result.rule : `${result.column}: ${result.expected}`;
  });
}
