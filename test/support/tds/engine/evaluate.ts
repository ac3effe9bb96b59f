import type { Translation, Typed } from '../sql/typed.ts';
import type { Stored } from '../types/stored.ts';

/** All rows of a translated query. */
export function rowsOf(translation: Translation, sql: string): readonly (readonly Stored[])[] {
  const statement = translation.store.sqlite.prepare(sql);
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  return statement.all(...translation.binds) as unknown as readonly (readonly Stored[])[];
}

export function evaluate(translation: Translation, values: readonly Typed[]): readonly Stored[] {
  if (values.length === 0) return [];
  return rowsOf(translation, `SELECT ${values.map(({ sql }) => sql).join(', ')}`)[0] ?? [];
}
