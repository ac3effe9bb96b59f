import { isFecha } from '../../schemas/scalars/fecha.ts';
import type { Cell } from '../driver.ts';
import type { Field } from '../field.ts';
import { oneColumn, refusal } from './cell.ts';

const MOMENT =
  /^(\d{4}-\d{2}-\d{2})[ T]((?:[01]\d|2[0-3]):[0-5]\d)(?:(:[0-5]\d)(?:\.(\d+))?)? ?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;
const ZONE = /^(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
const MILLISECONDS = 3;
const EXPECTED = 'una fecha con hora, AAAA-MM-DD HH:MM:SS';

/**
 * A moment out of a date with its time of day, in UTC. `zone` is the offset of cells that name none, such as `-05:00`;
 * what is finer than a millisecond is cut off. A TypeError when the zone is no offset.
 */
export function instante(column: string, { zone }: { readonly zone: string }): Field<string> {
  if (!ZONE.test(zone)) throw new TypeError(`${column}: the zone ${zone} is no offset such as -05:00`);
  return oneColumn(column, {
    reader: 'instante',
    options: { zone },
    takes: ['text', 'timestamp', 'any'],
    injective: false,
    read: (cell) => readMoment(cell, zone) ?? refusal(column, cell, EXPECTED),
  });
}

function readMoment(cell: Cell, zone: string): string | null {
  const [, day, time = '', second = ':00', fraction = '', offset = zone] =
    typeof cell === 'string' ? (MOMENT.exec(cell.trim()) ?? []) : [];
  if (day === undefined || !isFecha(day)) return null;
  const milliseconds = fraction.slice(0, MILLISECONDS).padEnd(MILLISECONDS, '0');
  const moment = new Date(`${day}T${time}${second}.${milliseconds}${offset}`).toISOString();
  // Beyond the years 0001 and 9999 the text would have a sign, or the year 0000.
  return /^(?!0000)\d{4}-/.test(moment) ? moment : null;
}
