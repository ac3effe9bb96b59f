import { LEAST_ROWS } from './keys.ts';
import { stem } from './key-score.ts';

/** A column whose values stand in the key of another table. */
export interface LikelyReference {
  readonly column: string;
  readonly table: string;
  readonly key: string;
  /** Share of its distinct values that are there, 0 to 1. */
  readonly covered: number;
}

/** A column with its values, as the search for references sees it. */
export interface ValuedColumn {
  readonly name: string;
  /** Of its distinct values (`Coder.marks`). */
  readonly marks: Uint32Array;
}

export interface ValuedTable {
  readonly name: string;
  readonly rows: number;
  readonly columns: readonly ValuedColumn[];
  /** The single columns that are proved keys. */
  readonly keys: readonly string[];
}

/** Nine in ten: legacy rows are orphans at times. */
const COVERED = 0.9;
/** Small numbers stand in every autonumbered key: without a name that says so, few values are no reference. */
const TELLING = 30;
const MOST = 3;

/** What each column of the table may refer to, the likeliest first. */
export function likelyReferences(table: ValuedTable, all: readonly ValuedTable[]): readonly LikelyReference[] {
  return table.columns.flatMap((column) =>
    all
      .flatMap((other) => other.keys.map((key) => ({ other, key })))
      .filter(({ other, key }) => other.rows >= LEAST_ROWS && !(other === table && key === column.name))
      .flatMap(({ other, key }) => reference(table, column, other, key))
      .toSorted((one, other) => other.named - one.named || other.covered - one.covered)
      .slice(0, MOST)
      .map(({ column: from, table: to, key, covered }) => ({ column: from, table: to, key, covered })),
  );
}

function reference(
  table: ValuedTable,
  { name, marks }: ValuedColumn,
  other: ValuedTable,
  key: string,
): readonly (LikelyReference & { readonly named: number })[] {
  const target = other.columns.find((column) => column.name === key)?.marks;
  const named = isNamedAfter(name, other.name, key);
  const tells = named || (other !== table && marks.length >= TELLING);
  if (!target || !tells) return [];
  const covered = coveredShare(marks, target);
  return covered < COVERED ? [] : [{ column: name, table: other.name, key, covered, named: named ? 1 : 0 }];
}

/** 0 as soon as too many are missing: most columns have nothing to do with most keys. */
function coveredShare(marks: Uint32Array, target: Uint32Array): number {
  if (marks.length === 0) return 0;
  const mayMiss = marks.length - COVERED * marks.length;
  let [place, missing] = [0, 0];
  for (const mark of marks) {
    while ((target[place] ?? Infinity) < mark) place += 1;
    if (target[place] === mark) continue;
    missing += 1;
    if (missing > mayMiss) return 0;
  }
  return (marks.length - missing) / marks.length;
}

/** `COD_DEPENDENCIA` is named after `DEPENDENCIAS`, and `CEDULA_CATASTRAL` after a key of that very name. */
function isNamedAfter(column: string, table: string, key: string): boolean {
  const [called, thing, keyed] = [stem(column), stem(table), stem(key)];
  return (
    called === keyed || (thing.length >= 3 && called.includes(thing)) || (keyed.length >= 5 && called.endsWith(keyed))
  );
}
