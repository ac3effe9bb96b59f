import type { Cell, RawRow } from '../driver.ts';
import { excluded, openEachRow } from './each-row.ts';
import type { RowShape } from './row-shape.ts';
import { cellText } from './row-test.ts';

interface Unpivot {
  /** Columns that every row out repeats; none of them money. */
  readonly keep: readonly string[];
  /**
   * The columns added: one for the group's name, the others for its cells in their order. Those for `shared` come last:
   * a column may stand there in several groups, none of them is money, and what they hold makes no row.
   */
  readonly into: { readonly label: string; readonly values: readonly string[]; readonly shared?: readonly string[] };
  /**
   * Groups of columns by the name that their row gets: `{ '1': ['SALDO1', 'DEBITO1'], … }`. A column is in one group only;
   * null stands where a group has none.
   */
  readonly columns: Readonly<Record<string, readonly (string | null)[]>>;
  /** Texts that count as blank, such as `0` and `0.00`; numbers by their text. The money reader must read them as zero. */
  readonly zeros?: readonly string[];
}

const RULE = 'sin valor en ninguna de sus columnas repetidas';

/**
 * Wide columns that repeat (`valor_concepto1..30`, `SALDO0..13`) as a row per group. A group of which every cell is blank
 * makes no row; a row of which none makes one is excluded. Must be the last shape of a stream.
 */
export function unpivot({ keep, into, columns, zeros = [] }: Unpivot): RowShape {
  const groups = Object.entries(columns);
  const own = into.values.length;
  const added = [...into.values, ...(into.shared ?? [])];
  const spread = groups.flatMap(([, cells]) => named(cells.slice(0, own)));
  const shared = new Set(groups.flatMap(([, cells]) => named(cells.slice(own))));
  checkGroups(groups, added.length, [...keep, ...spread, ...shared]);
  return {
    shape: 'unpivot',
    options: { keep, into, groups, zeros },
    needs: [...keep, ...spread, ...shared],
    provides: [into.label, ...added],
    feeds: Object.fromEntries(
      into.values.map((value, at) => [value, groups.flatMap(([, cells]) => named(cells.slice(at, at + 1)))]),
    ),
    open(given) {
      const kept = keep.map((column) => given.indexOf(column));
      const positions = groups.map(([name, cells]) => ({
        name,
        at: cells.map((column) => given.indexOf(column ?? '')),
      }));
      const blanks = new Set(['', ...zeros]);
      const isBlank = (cell: Cell): boolean => !(cell instanceof Uint8Array) && blanks.has(cellText(cell));

      const judge = (row: RawRow) => {
        const common = kept.map((at) => row[at] ?? null);
        const rows = positions.flatMap(({ name, at }) => {
          const cells = at.map((position) => row[position] ?? null);
          return cells.slice(0, own).every(isBlank) ? [] : [[...common, name, ...cells]];
        });
        return rows.length === 0 ? excluded(row, RULE) : { row, result: { outcome: 'shaped' as const, rows } };
      };
      return openEachRow([...keep, into.label, ...added], judge);
    },
  };
}

function named(columns: readonly (string | null)[]): readonly string[] {
  return columns.filter((column) => column !== null);
}

function checkGroups(
  groups: readonly (readonly [string, readonly (string | null)[]])[],
  width: number,
  used: readonly string[],
): void {
  const odd = groups.find(([, cells]) => cells.length !== width);
  if (odd) throw new TypeError(`unpivot: the group ${odd[0]} has ${odd[1].length} columns and not ${width}`);
  const twice = used.find((column, at) => used.indexOf(column) !== at);
  if (twice !== undefined) throw new TypeError(`unpivot: the column ${twice} is named twice`);
}
