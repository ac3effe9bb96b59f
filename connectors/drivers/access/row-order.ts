import type { Cell, RawRow } from '../../driver.ts';

/** Sorted by the cells after the first `kept`, which are then dropped, in batches. */
export function* inOrder(rows: readonly RawRow[], kept: number, batchSize: number): Generator<readonly RawRow[]> {
  const sorted = rows.toSorted((a, b) => {
    for (let index = kept; index < a.length; index += 1) {
      const order = compare(a[index] ?? null, b[index] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  });
  for (let start = 0; start < sorted.length; start += batchSize) {
    yield sorted.slice(start, start + batchSize).map((row) => row.slice(0, kept));
  }
}

/** Nulls first; of one column all other cells are of one kind, numbers by size and texts by code unit. */
function compare(a: Cell, b: Cell): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
