import type { CanonicalValue } from '../../schemas/entity.ts';
import type { Cell } from '../driver.ts';
import { Unreadable } from '../field.ts';
import type { Field } from '../field.ts';
import { opcional } from './ausente.ts';
import type { BlankAware } from './ausente.ts';
import { TEXT_OR_INTEGER, isBlank, mapKeyOf, positionOf, refusal, textOf } from './cell.ts';
import { vigencia } from './vigencia.ts';

/** Makes the field that reads what was found, such as `codigo`. */
type Inner<Value extends CanonicalValue> = (column: string) => Field<Value>;

/** The cell that the inner reader gets; undefined where the raw cell gives none. */
type Derive = (cell: Cell) => Cell | undefined;

interface Derivation {
  readonly options: Readonly<Record<string, unknown>>;
  readonly expected: string;
  readonly derive: Derive;
}

/**
 * A value that lies inside a text (a key in a description, a receipt in a bank's reference): what the pattern's one group
 * matches, read by the inner reader. No match is a blank. A TypeError when the pattern has not exactly one group.
 */
export function extraer<Value extends CanonicalValue>(
  column: string,
  pattern: RegExp,
  inner: Inner<Value>,
): BlankAware<Value> {
  const flags = pattern.flags.replace(/[gy]/g, '');
  const finder = new RegExp(pattern.source, flags);
  if (new RegExp(`${pattern.source}|`, flags).exec('')?.length !== 2) {
    throw new TypeError(`${column}: the pattern ${String(pattern)} has not exactly one group`);
  }
  return derived(column, inner(column), {
    options: { pattern: pattern.source, flags },
    expected: `un texto en que se halle ${String(pattern)}`,
    derive: (cell) => {
      const text = cell === null ? '' : textOf(cell);
      return text === null ? undefined : (finder.exec(text)?.[1] ?? null);
    },
  });
}

/** A raw code replaced by another, which the inner reader reads. A code outside the map cannot be read. */
export function traducido<Value extends CanonicalValue>(
  column: string,
  map: Readonly<Record<string, string>>,
  inner: Inner<Value>,
): BlankAware<Value> {
  const translation = new Map(Object.entries(map).map(([key, value]) => [key.trim(), value]));
  return derived(column, inner(column), {
    options: { map },
    expected: `uno de los ${String(translation.size)} códigos declarados`,
    derive: (cell) => {
      const key = mapKeyOf(cell);
      return key === null ? undefined : (translation.get(key) ?? (key === '' ? null : undefined));
    },
  });
}

function derived<Value extends CanonicalValue>(
  column: string,
  inner: Field<Value>,
  derivation: Derivation,
): BlankAware<Value> {
  const { options, expected, derive } = derivation;
  const { tally } = inner;
  return {
    reader: inner.reader,
    columns: [column],
    options: { ...options, inner: inner.options },
    takes: TEXT_OR_INTEGER,
    injective: false,
    compile(index) {
      const position = positionOf(index, column);
      const read = inner.compile(new Map([[column, 0]]));
      return (row, reading) => {
        const cell = row[position] ?? null;
        const found = derive(cell);
        if (found === undefined) return refusal(column, cell, expected);
        const value = read([found], reading);
        if (!(value instanceof Unreadable)) return value;
        return isBlank(found) ? refusal(column, cell, expected) : new Unreadable(column, cell, value.expected);
      };
    },
    orNull: () => derived(column, opcional(inner), derivation),
    ...(tally && { tally: (cell: Cell) => tallyDerived(derive(cell), tally) }),
  };
}

function tallyDerived(found: Cell | undefined, tally: NonNullable<Field['tally']>): bigint | null | 'unreadable' {
  return found === undefined ? 'unreadable' : tally(found);
}

/** The vigencia of the place that a row is read at. */
export function delAmbito(name: 'vigencia'): Field<number>;
/** A value of the scope that the row is read in (`banco` of a file), read by the inner reader. */
export function delAmbito<Value extends CanonicalValue>(name: string, inner: Inner<Value>): BlankAware<Value>;
export function delAmbito(name: string, inner: Inner<CanonicalValue> = vigencia): Field {
  return ofScope(name, inner(name));
}

function ofScope<Value extends CanonicalValue>(name: string, field: Field<Value>): BlankAware<Value> {
  return {
    reader: field.reader,
    columns: [],
    options: { scope: name, inner: field.options },
    takes: [],
    injective: false,
    compile() {
      const read = field.compile(new Map([[name, 0]]));
      return (_row, reading) => read([reading.scope[name] ?? null], reading);
    },
    orNull: () => ofScope(name, opcional(field)),
  };
}
