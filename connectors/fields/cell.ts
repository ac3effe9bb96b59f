import type { CanonicalValue } from '../../schemas/entity.ts';
import type { Cell, ColumnType } from '../driver.ts';
import { Unreadable } from '../field.ts';
import type { ColumnIndex, Field, Reading } from '../field.ts';

/** What a reader says of a blank cell. */
export const EMPTY = 'un valor, la celda está vacía';

/** Column types of which every cell is text or an integer. */
export const TEXT_OR_INTEGER: readonly ColumnType[] = ['text', 'integer', 'any'];

/** Where a column stands; a declaration that names a column which the rows lack is a mistake of its author. */
export function positionOf(index: ColumnIndex, column: string): number {
  const position = index.get(column);
  if (position === undefined) throw new TypeError(`The rows have no column ${column}`);
  return position;
}

/** Null, nothing at all, or only blanks (NBSP among them). */
export function isBlank(cell: Cell): boolean {
  return cell === null || (typeof cell === 'string' && (cell === '' || cell.trim() === ''));
}

/** A cell without the blanks around it, an integer as its digits; null where the cell is no text. */
export function textOf(cell: Cell): string | null {
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'bigint') return cell.toString();
  return typeof cell === 'number' && Number.isSafeInteger(cell) ? String(cell === 0 ? 0 : cell) : null;
}

/** A cell as the declared maps write their keys: also truth values and fractions by their text. */
export function mapKeyOf(cell: Cell): string | null {
  if (typeof cell === 'boolean') return String(cell);
  if (cell === null) return '';
  return typeof cell === 'number' && Number.isFinite(cell) ? String(cell === 0 ? 0 : cell) : textOf(cell);
}

/** The refusal of a cell: a blank one is said to be blank whatever the reader expects. */
export function refusal(column: string, cell: Cell, expected: string): Unreadable {
  return new Unreadable(column, cell, isBlank(cell) ? EMPTY : expected);
}

interface OneColumn<Value extends CanonicalValue> extends Omit<Field<Value>, 'columns' | 'compile'> {
  readonly read: (cell: Cell, reading: Reading) => Value | Unreadable;
}

/** A field read from one cell. */
export function oneColumn<Value extends CanonicalValue>(column: string, declared: OneColumn<Value>): Field<Value> {
  const { read, ...rest } = declared;
  return {
    ...rest,
    columns: [column],
    compile(index) {
      const position = positionOf(index, column);
      return (row, reading) => read(row[position] ?? null, reading);
    },
  };
}
