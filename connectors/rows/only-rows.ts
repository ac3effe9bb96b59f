import { excluded, openEachRow, shaped } from './each-row.ts';
import type { RowShape } from './row-shape.ts';
import { compileTest, testOptions } from './row-test.ts';
import type { RowTest } from './row-test.ts';

/** A declared filter: rows for which the test does not hold are excluded under `rule`. */
export function onlyRows(test: RowTest, rule: string): RowShape {
  return {
    shape: 'onlyRows',
    options: { test: testOptions(test), rule },
    needs: [test.column],
    provides: [],
    open(columns) {
      const holds = compileTest(test, columns);
      return openEachRow(columns, (row) => (holds(row) ? shaped(row) : excluded(row, rule)));
    },
  };
}
