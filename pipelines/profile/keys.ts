import { combined, isUnique } from './codes.ts';
import type { Codes } from './codes.ts';
import { keyScore } from './key-score.ts';
import type { KeyColumn, KeySearch } from './key-score.ts';

/** Columns that no row lacks and no two rows share, by every row that was read. */
export interface LikelyKey {
  readonly columns: readonly string[];
  /** It is the key that the source's catalogue declares. */
  readonly declared: boolean;
}

/** Fewer rows prove nothing: chance makes a key of most columns. */
export const LEAST_ROWS = 30;
/** Keys of more columns are found only as the table's first columns, or declared. */
const WIDEST = 4;
const WIDEST_LEADING = 8;
/** Columns that are combined with each other; the best of them. */
const COMBINED = 14;
const MOST_KEYS = 8;

/** The keys that the rows prove, the likeliest first. */
export function likelyKeys(search: KeySearch): readonly LikelyKey[] {
  const complete = search.columns.filter(({ codes }) => codes.missing === 0 && codes.codes.length > 0);
  const found = new Map<string, readonly KeyColumn[]>();
  const keep = (columns: readonly KeyColumn[]): void => {
    found.set(signature(columns), columns);
  };
  const single = complete.filter(({ codes }) => isUnique(codes));
  for (const column of single) keep([column]);
  for (const columns of minimalKeys(search, complete, single)) keep(columns);
  for (const columns of leadingKeys(search.columns)) keep(columns);
  const declared = declaredKey(search);
  if (declared && isUnique(codesOf(declared))) keep(declared);
  return [...found.values()]
    .map((columns) => ({ columns, score: keyScore(search, columns) }))
    .toSorted((one, other) => other.score - one.score)
    .slice(0, MOST_KEYS)
    .map(({ columns }) => ({
      columns: columns.map(({ name }) => name),
      declared: declared !== null && signature(columns) === signature(declared),
    }));
}

function signature(columns: readonly KeyColumn[]): string {
  return columns
    .map(({ name }) => name)
    .toSorted()
    .join('\n');
}

function declaredKey({ columns, declared }: KeySearch): readonly KeyColumn[] | null {
  const found = declared.flatMap((name) => columns.filter((column) => column.name === name));
  return found.length > 0 && found.length === declared.length ? found : null;
}

/**
 * A table's first columns are its key more often than not, also where another column alone would do; and the key that was
 * meant may have a column more than the rows need.
 */
function leadingKeys(columns: readonly KeyColumn[]): readonly (readonly KeyColumn[])[] {
  const [first] = columns;
  if (!first || isUnique(first.codes)) return [];
  for (let width = 2; width <= Math.min(WIDEST_LEADING, columns.length); width += 1) {
    const leading = columns.slice(0, width);
    if (leading.some(({ codes }) => codes.missing > 0)) return [];
    if (isUnique(codesOf(leading))) return widerToo(columns, leading);
  }
  return [];
}

function widerToo(columns: readonly KeyColumn[], leading: readonly KeyColumn[]): readonly (readonly KeyColumn[])[] {
  const next = columns[leading.length];
  return next?.codes.missing === 0 && !isAmount(next) ? [leading, [...leading, next]] : [leading];
}

function codesOf(columns: readonly KeyColumn[]): Codes {
  const [first, ...others] = columns;
  if (!first) throw new TypeError('A key has a column');
  return others.reduce((codes, column) => combined(codes, column.codes), first.codes);
}

interface Combination {
  readonly columns: readonly KeyColumn[];
  readonly codes: Codes;
}

/** Column by column wider, leaving out what holds a key already. */
function* minimalKeys(
  search: KeySearch,
  complete: readonly KeyColumn[],
  single: readonly KeyColumn[],
): Generator<readonly KeyColumn[]> {
  const candidates = complete
    .filter((column) => !single.includes(column) && column.codes.distinct > 1 && !isAmount(column))
    .toSorted((one, other) => keyScore(search, [other]) - keyScore(search, [one]))
    .slice(0, COMBINED);
  const proved: (readonly KeyColumn[])[] = [];
  let level: readonly Combination[] = candidates.map((column) => ({ columns: [column], codes: column.codes }));
  for (let width = 2; width <= WIDEST; width += 1) {
    const wider = level.flatMap((combination) => widened(combination, candidates, proved));
    for (const { columns, codes } of wider) {
      if (!isUnique(codes)) continue;
      proved.push(columns);
      yield columns;
    }
    level = wider.filter(({ codes }) => !isUnique(codes));
  }
}

/** Amounts tell rows apart by chance. */
function isAmount({ type, contents }: KeyColumn): boolean {
  return type === 'decimal' || type === 'float' || contents.includes('dinero');
}

function widened(
  { columns, codes }: Combination,
  candidates: readonly KeyColumn[],
  proved: readonly (readonly KeyColumn[])[],
): readonly Combination[] {
  const last = candidates.indexOf(columns.at(-1) ?? neverACandidate(columns));
  return candidates
    .slice(last + 1)
    .map((column) => [...columns, column])
    .filter((wide) => !proved.some((key) => key.every((column) => wide.includes(column))))
    .flatMap((wide) => {
      const added = wide.at(-1);
      if (!added || codes.distinct * added.codes.distinct < codes.codes.length) return [];
      return [{ columns: wide, codes: combined(codes, added.codes) }];
    });
}

function neverACandidate(columns: readonly KeyColumn[]): KeyColumn {
  throw new TypeError(`A combination of ${String(columns.length)} columns`);
}
