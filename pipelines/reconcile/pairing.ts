/** One left row that belongs with one right row. */
export interface Pair<Left, Right> {
  readonly left: Left;
  readonly right: Right;
}

/** How rows are brought together: rows with one key are candidates, the nearest first. A null key belongs with nobody. */
export interface Stage<Left, Right> {
  readonly leftKey: (row: Left) => string | null;
  readonly rightKey: (row: Right) => string | null;
  /** Smaller is nearer; null: these two do not belong together. */
  readonly distance: (left: Left, right: Right) => number | null;
}

export interface Paired<Left, Right> {
  readonly pairs: readonly Pair<Left, Right>[];
  readonly left: readonly Left[];
  readonly right: readonly Right[];
}

/** Pairs what it can; every row given comes back once, in a pair or alone. Rows equally near are taken in their order. */
export function pairRows<Left, Right>(
  left: readonly Left[],
  right: readonly Right[],
  stage: Stage<Left, Right>,
): Paired<Left, Right> {
  const rightKeys = right.map(stage.rightKey);
  const groups = Map.groupBy(rightKeys.keys(), (at) => rightKeys[at] ?? null);
  const candidates = left.flatMap((row, leftAt) => {
    const key = stage.leftKey(row);
    return (key === null ? [] : (groups.get(key) ?? [])).flatMap((rightAt) => {
      const distance = stage.distance(row, right[rightAt] as Right);
      return distance === null ? [] : [{ leftAt, rightAt, distance }];
    });
  });
  candidates.sort((a, b) => a.distance - b.distance || a.leftAt - b.leftAt || a.rightAt - b.rightAt);
  const takenLeft = new Set<number>();
  const takenRight = new Set<number>();
  const pairs: Pair<Left, Right>[] = [];
  for (const { leftAt, rightAt } of candidates) {
    if (takenLeft.has(leftAt) || takenRight.has(rightAt)) continue;
    takenLeft.add(leftAt);
    takenRight.add(rightAt);
    pairs.push({ left: left[leftAt] as Left, right: right[rightAt] as Right });
  }
  return {
    pairs,
    left: left.filter((_, at) => !takenLeft.has(at)),
    right: right.filter((_, at) => !takenRight.has(at)),
  };
}

/** One stage after the other, each over what the ones before left alone. */
export function pairInStages<Left, Right>(
  left: readonly Left[],
  right: readonly Right[],
  stages: readonly Stage<Left, Right>[],
): Paired<Left, Right> {
  let result: Paired<Left, Right> = { pairs: [], left, right };
  for (const stage of stages) {
    const next = pairRows(result.left, result.right, stage);
    result = { ...next, pairs: [...result.pairs, ...next.pairs] };
  }
  return result;
}
