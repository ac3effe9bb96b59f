import type { RawRow } from '../driver.ts';
import type { JudgedRow, OpenShape } from './row-shape.ts';

/** A row that goes on as `made`. */
export function shaped(row: RawRow, made: RawRow = row): JudgedRow {
  return { row, result: { outcome: 'shaped', rows: [made] } };
}

/** A row that the rule leaves out. */
export function excluded(row: RawRow, rule: string): JudgedRow {
  return { row, result: { outcome: 'excluded', rule } };
}

/** A shape that judges each row when it comes. */
export function openEachRow(columns: readonly string[], judge: (row: RawRow) => JudgedRow): OpenShape {
  return { columns, push: (row) => [judge(row)], end: () => [] };
}
