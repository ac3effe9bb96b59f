import type { RawRow } from '../driver.ts';
import { excluded, openEachRow, shaped } from './each-row.ts';
import type { RowShape } from './row-shape.ts';
import { cellText } from './row-test.ts';

interface LeafColumn {
  /** The column that only leaves fill in. */
  readonly column: string;
  readonly where: 'not blank';
  /** What also means that the row is no leaf, such as `NO APLICA`. */
  readonly not?: readonly string[];
}

/** Leaves of a report that mixes them with their sums: rows with something in a column that sums leave blank. */
export function leavesOnly({ column, where, not = [] }: LeafColumn): RowShape {
  const rule = `no es hoja: sin valor en ${column}`;
  return {
    shape: 'leavesOnly',
    options: { column, where, not },
    needs: [column],
    provides: [],
    open(columns) {
      const position = columns.indexOf(column);
      const blanks = new Set(['', ...not]);
      return openEachRow(columns, (row) =>
        blanks.has(cellText(row[position] ?? null)) ? excluded(row, rule) : shaped(row),
      );
    },
  };
}

interface LeafCode {
  /** The column of dotted codes. */
  readonly code: string;
  /** Rows with the same texts in these columns are one tree: a filing, a vigencia, a section. */
  readonly block: readonly string[];
}

/**
 * Leaves of a report that only its codes tell apart: a row is none when another row of its block has a code that goes on
 * from its own by whole segments (`1.1` from `1`, not `1.10` from `1.1`). Rows may come in any order and repeat a code;
 * all are held back to the end. A row without a code goes on, to be rejected by name.
 */
export function leavesByPrefix({ code, block }: LeafCode): RowShape {
  const rule = `no es hoja: otro ${code} la desagrega`;
  return {
    shape: 'leavesByPrefix',
    options: { code, block },
    needs: [...new Set([code, ...block])],
    provides: [],
    open(columns) {
      const codeAt = columns.indexOf(code);
      const blockAt = block.map((column) => columns.indexOf(column));
      const sums = new Set<string>();
      const held: { readonly row: RawRow; readonly node: string | null }[] = [];

      const push = (row: RawRow): readonly [] => {
        const segments = cellText(row[codeAt] ?? null);
        const tree = JSON.stringify(blockAt.map((at) => cellText(row[at] ?? null)));
        held.push({ row, node: segments === '' ? null : tree + segments });
        for (let dot = segments.lastIndexOf('.'); dot > 0; dot = segments.lastIndexOf('.', dot - 1)) {
          sums.add(tree + segments.slice(0, dot));
        }
        return [];
      };
      const end = () =>
        held.splice(0).map(({ row, node }) => (node !== null && sums.has(node) ? excluded(row, rule) : shaped(row)));
      return { columns, push, end };
    },
  };
}
