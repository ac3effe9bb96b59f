import type { Cell, ColumnType } from '../driver.ts';
import type { Field } from '../field.ts';
import { mapKeyOf, oneColumn, refusal } from './cell.ts';

const TAKES: readonly ColumnType[] = ['text', 'integer', 'boolean', 'decimal', 'any'];
const LISTED = 12;

type Flags = Readonly<Record<string, boolean>>;

/**
 * A flag by its declared texts, such as `{ S: true, N: false }` or `{ '-1': true, 0: false }`; numbers and truth values count
 * by their text. A cell outside the map cannot be read; a blank one only where the map names ''.
 */
export function bandera(column: string, map: Flags): Field<boolean> {
  return mapped('bandera', column, map);
}

/** A canonical value by the raw code that stands for it. A code outside the map cannot be read; a blank one only where the map names ''. */
export function opcion<const Value extends string>(column: string, map: Readonly<Record<string, Value>>): Field<Value> {
  return mapped('opcion', column, map);
}

function mapped<Value extends string | boolean>(
  reader: string,
  column: string,
  map: Readonly<Record<string, Value>>,
): Field<Value> {
  const valueOf = new Map(Object.entries(map).map(([key, value]) => [key.trim(), value]));
  const expected = allowed([...valueOf.keys()]);
  return oneColumn(column, {
    reader,
    options: { map },
    takes: TAKES,
    injective: new Set(valueOf.values()).size === valueOf.size,
    read: (cell) => {
      const value = valueOf.get(keyOf(cell));
      return value ?? refusal(column, cell, expected);
    },
  });
}

function keyOf(cell: Cell): string {
  return typeof cell === 'string' ? cell.trim() : (mapKeyOf(cell) ?? '\0');
}

/** The allowed texts, to be read after "se espera". */
function allowed(keys: readonly string[]): string {
  const named = keys.filter((key) => key !== '').slice(0, LISTED);
  const more = keys.length > LISTED ? ` u otro de los ${String(keys.length)} códigos declarados` : '';
  const last = more === '' && named.length > 1 ? ` o ${named.pop() ?? ''}` : more;
  return `${named.join(', ')}${last}`;
}
