import type { RawRow } from '../driver.ts';
import type { JudgedRow, OpenShape, RowShape } from './row-shape.ts';

/**
 * Opens the shapes one behind the other. Every row pushed is judged once, under the row that was pushed: excluded by the
 * first rule that leaves it out, rejected by the first shape that cannot read it. Throws a TypeError when a shape lacks a
 * column, or stands behind one that spreads a row's money over several: a part of a row can be neither excluded nor
 * rejected without breaking the balance.
 */
export function openShapes(shapes: readonly RowShape[], columns: readonly string[]): OpenShape {
  const [first, ...others] = shapes;
  if (first === undefined) return asTheyAre(columns);
  const several = shapes.slice(0, -1).find(({ feeds }) => feeds !== undefined);
  if (several) throw new TypeError(`The row shape ${several.shape} makes several rows of one and must be the last`);
  return others.reduce((chain, shape) => chained(chain, opened(shape, chain.columns)), opened(first, columns));
}

function opened(shape: RowShape, columns: readonly string[]): OpenShape {
  const missing = shape.needs.find((column) => !columns.includes(column));
  if (missing !== undefined) throw new TypeError(`The row shape ${shape.shape} needs the column ${missing}`);
  return shape.open(columns);
}

function asTheyAre(columns: readonly string[]): OpenShape {
  return { columns, push: (row) => [{ row, result: { outcome: 'shaped', rows: [row] } }], end: () => [] };
}

function chained(first: OpenShape, second: OpenShape): OpenShape {
  // What the second shape judges is led back to the source's row by the row object that it was given.
  const sourceOf = new Map<RawRow, RawRow>();

  function settled(judged: readonly JudgedRow[]): readonly JudgedRow[] {
    return judged.map(({ row, result }) => {
      const source = sourceOf.get(row) ?? row;
      sourceOf.delete(row);
      return { row: source, result };
    });
  }

  function onward(judged: JudgedRow): readonly JudgedRow[] {
    if (judged.result.outcome !== 'shaped') return [judged];
    const [made, ...more] = judged.result.rows;
    if (made === undefined || more.length > 0)
      throw new TypeError('Only the last row shape may make several rows of one');
    if (made !== judged.row) sourceOf.set(made, judged.row);
    return settled(second.push(made));
  }

  return {
    columns: second.columns,
    push: (row) => first.push(row).flatMap(onward),
    end: () => [...first.end().flatMap(onward), ...settled(second.end())],
  };
}
