import type { RawRow } from '../driver.ts';
import { isBlank } from '../fields/cell.ts';
import { excluded, openEachRow, shaped } from './each-row.ts';
import type { RowShape } from './row-shape.ts';
import { compileTest, testOptions } from './row-test.ts';
import type { RowTest } from './row-test.ts';

interface Region {
  /** The first row for which it holds and all below are the footer; null: the table has none. */
  readonly end: RowTest | null;
  /** Rows inside the table that are none of it, such as titles said again on each page. */
  readonly skip?: readonly RowTest[];
}

const FOOTER = 'pie del informe';
const TITLE = 'título o fila ajena a la tabla';
const BLANK = 'fila en blanco';

/** The rows of a printed table: its footer, repeated titles and rows without any value are excluded. */
export function tableRegion({ end, skip = [] }: Region): RowShape {
  const tests = end === null ? skip : [end, ...skip];
  return {
    shape: 'tableRegion',
    options: { end: end === null ? null : testOptions(end), skip: skip.map(testOptions) },
    needs: [...new Set(tests.map(({ column }) => column))],
    provides: [],
    open(columns) {
      const isFooter = end === null ? () => false : compileTest(end, columns);
      const skipped = skip.map((test) => compileTest(test, columns));
      let over = false;
      const judge = (row: RawRow) => {
        if (over) return excluded(row, FOOTER);
        if (row.every(isBlank)) return excluded(row, BLANK);
        if (skipped.some((holds) => holds(row))) return excluded(row, TITLE);
        over = isFooter(row);
        return over ? excluded(row, FOOTER) : shaped(row);
      };
      return openEachRow(columns, judge);
    },
  };
}
