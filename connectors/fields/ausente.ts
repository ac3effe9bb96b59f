import type { CanonicalValue } from '../../schemas/entity.ts';
import type { Field } from '../field.ts';
import { isBlank, positionOf } from './cell.ts';

/** What the system does not keep: always null. `why` is for whoever reads the declaration. */
export function ausente(why: string): Field<null> {
  return { reader: 'ausente', columns: [], options: { why }, takes: [], injective: false, compile: () => () => null };
}

/** The same value in every record. */
export function constante<const Value extends CanonicalValue>(value: Value): Field<Value> {
  return {
    reader: 'constante',
    columns: [],
    options: { value },
    takes: [],
    injective: false,
    compile: () => () => value,
  };
}

/** A field that looks for its own blank, such as a key that a text may lack. */
export interface BlankAware<Value extends CanonicalValue> extends Field<Value> {
  orNull(): Field<Value | null>;
}

/**
 * A blank first cell (null, nothing, blanks, NBSP) is null; anything else is read by the field. Not injective, for null
 * and an empty text become one.
 */
export function opcional<Value extends CanonicalValue>(field: Field<Value>): Field<Value | null> {
  if (isBlankAware(field)) return field.orNull();
  const [column] = field.columns;
  if (column === undefined) return field;
  return {
    ...field,
    options: { ...field.options, optional: true },
    injective: false,
    compile(index) {
      const position = positionOf(index, column);
      const read = field.compile(index);
      return (row, reading) => (isBlank(row[position] ?? null) ? null : read(row, reading));
    },
  };
}

function isBlankAware<Value extends CanonicalValue>(field: Field<Value>): field is BlankAware<Value> {
  return 'orNull' in field;
}
