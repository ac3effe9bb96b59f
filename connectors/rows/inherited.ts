import type { Cell, RawRow } from '../driver.ts';
import { openEachRow, shaped } from './each-row.ts';
import type { RowShape } from './row-shape.ts';
import { cellText } from './row-test.ts';

interface Inheritance {
  /** The column added; null where no row above says it. */
  readonly into: string;
  /** Where the row that says it does: the group of the pattern, anywhere in the text. */
  readonly from: { readonly column: string; readonly pattern: RegExp };
  /** The code that makes a tree of the rows: the group of the pattern, dotted segments of which each goes on from the one before. */
  readonly code: { readonly column: string; readonly pattern: RegExp };
}

/**
 * What a report says once, in the text of a row of sums, of all the rows below it that it sums: a project's BPIN in the name
 * of its program. A row gets what the nearest row above of its own branch says, itself included.
 */
export function inherited({ into, from, code }: Inheritance): RowShape {
  const [find, node] = [groupOf(from.pattern), groupOf(code.pattern)];
  return {
    shape: 'inherited',
    options: { into, from: [from.column, String(from.pattern)], code: [code.column, String(code.pattern)] },
    needs: [...new Set([from.column, code.column])],
    provides: [into],
    open(columns) {
      const [fromAt, codeAt] = [columns.indexOf(from.column), columns.indexOf(code.column)];
      const said = new Map<string, string>();
      const judge = (row: RawRow) => {
        const branch = node(row[codeAt] ?? null);
        const own = find(row[fromAt] ?? null);
        if (branch !== null && own !== null) said.set(branch, own);
        return shaped(row, [...row, own ?? nearest(said, branch)]);
      };
      return openEachRow([...columns, into], judge);
    },
  };
}

function nearest(said: ReadonlyMap<string, string>, branch: string | null): string | null {
  for (let node = branch ?? ''; node !== ''; node = node.slice(0, Math.max(0, node.lastIndexOf('.')))) {
    const found = said.get(node);
    if (found !== undefined) return found;
  }
  return null;
}

/** A TypeError when the pattern has not exactly one group. */
function groupOf({ source, flags }: RegExp): (cell: Cell) => string | null {
  const finder = new RegExp(source, flags.replace(/[gy]/g, ''));
  if (new RegExp(`${source}|`, flags).exec('')?.length !== 2) {
    throw new TypeError(`inherited: the pattern ${String(finder)} has not exactly one group`);
  }
  return (cell) => finder.exec(cellText(cell))?.[1] ?? null;
}
