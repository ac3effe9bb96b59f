import { LEAST_ROWS } from './keys.ts';
import { stem } from './key-score.ts';
import type { Coder } from './codes.ts';

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
  readonly coder: Coder;
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
  { name, coder }: ValuedColumn,
  other: ValuedTable,
  key: string,
): readonly (LikelyReference & { readonly named: number })[] {
  const target = other.columns.find((column) => column.name === key)?.coder;
  const named = isNamedAfter(name, other.name, key);
  const tells = named || (other !== table && coder.distinct >= TELLING);
  if (!target || !tells) return [];
  const covered = coveredShare(coder, target);
  return covered < COVERED ? [] : [{ column: name, table: other.name, key, covered, named: named ? 1 : 0 }];
}

function coveredShare(values: Coder, target: Coder): number {
  if (values.distinct === 0) return 0;
  let found = 0;
  for (const [text] of values.values()) if (target.has(text)) found += 1;
  return found / values.distinct;
}

/** `COD_DEPENDENCIA` is named after `DEPENDENCIAS`, and `CEDULA_CATASTRAL` after a key of that very name. */
function isNamedAfter(column: string, table: string, key: string): boolean {
  const [called, thing, keyed] = [stem(column), stem(table), stem(key)];
  return (
    called === keyed || (thing.length >= 3 && called.includes(thing)) || (keyed.length >= 5 && called.endsWith(keyed))
  );
}
