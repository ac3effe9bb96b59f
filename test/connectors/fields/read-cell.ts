import type { CanonicalValue } from '../../../schemas/entity.ts';
import type { Cell } from '../../../connectors/driver.ts';
import { Unreadable } from '../../../connectors/field.ts';
import type { Field } from '../../../connectors/field.ts';

export type Outcome =
  { readonly value: CanonicalValue; readonly observed?: readonly string[] } | { readonly expected: string };

/** Reads a row of which `cells` are the field's columns, in their order. */
export function readCell(field: Field, ...cells: readonly Cell[]): Outcome {
  return readInScope(field, {}, ...cells);
}

export function readInScope(
  field: Field,
  scope: Readonly<Record<string, CanonicalValue>>,
  ...cells: readonly Cell[]
): Outcome {
  const observed: string[] = [];
  const read = field.compile(new Map(field.columns.map((column, position) => [column, position])));
  const value = read(cells, {
    scope,
    observe: (code) => {
      observed.push(code);
    },
  });
  if (value instanceof Unreadable) return { expected: value.expected };
  return observed.length === 0 ? { value } : { value, observed };
}

/** The outcome of each cell on its own. */
export function readEach(field: Field, cells: readonly Cell[]): readonly Outcome[] {
  return cells.map((cell) => readCell(field, cell));
}

export const EMPTY = { expected: 'un valor, la celda está vacía' };
