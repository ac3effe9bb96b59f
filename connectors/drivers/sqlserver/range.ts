import { literalOf } from './literals.ts';
import type { Values } from './statement.ts';
import type { SqlType } from './types.ts';

/**
 * A bound of a cursor as a value of the column's own type. Two bounds that follow each other must cut the column's values at
 * one place: what is finer than the column's grid is cut off, never rounded, or a row between would be skipped
 * (a datetime has ticks of 1/300 s, shown as .000, .003 and .007; a smalldatetime minutes).
 */
export function boundOf(type: SqlType, text: string, values: Values): string | null {
  if (/[+-]\d{2}:\d{2}$/.test(text)) return literalOf(type, text, values);
  const cut = cutters[type.name]?.(text, type) ?? text;
  if (type.name !== 'datetimeoffset') return literalOf(type, cut, values);
  // The source's clock tells its own wall time: it is compared as a moment of the server's zone.
  const wall = literalOf({ ...type, name: 'datetime2' }, cut, values);
  return wall === null ? null : `TODATETIMEOFFSET(${wall}, DATENAME(TZoffset, SYSDATETIMEOFFSET()))`;
}

type Cut = (text: string, type: SqlType) => string;

const fraction: Cut = (text, { scale }) => {
  const [whole = '', digits = ''] = text.split('.');
  const kept = digits.slice(0, scale);
  return kept === '' ? whole : `${whole}.${kept}`;
};

const cutters: Readonly<Record<string, Cut>> = {
  date: (text) => text.slice(0, 10),
  smalldatetime: (text) => text.replace(/^(.{16}).+$/, '$1:00'),
  datetime: (text) => text.replace(/\.(\d{1,7})$/, (_, digits: string) => `.${tickOf(digits)}`),
  datetime2: fraction,
  datetimeoffset: fraction,
  time: fraction,
};

function tickOf(digits: string): string {
  const milliseconds = digits.padEnd(3, '0').slice(0, 3);
  const last = Number(milliseconds.at(2));
  return milliseconds.slice(0, 2) + (last < 3 ? '0' : last < 7 ? '3' : '7');
}
