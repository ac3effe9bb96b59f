import { isFecha } from '../../../schemas/scalars/fecha.ts';
import { VIGENCIA_MIN } from '../../../schemas/scalars/vigencia.ts';
import type { Cell } from '../../driver.ts';
import type { Page } from './dialect.ts';

export function doubled(text: string, mark: string): string {
  return text.replaceAll(mark, mark + mark);
}

/** As a literal where a backslash is a character like any other. */
export function quotedText(text: string): string {
  return `'${doubled(text, "'")}'`;
}

export function limitedSelect(page: Page): string {
  return `SELECT ${named(page)}${tail(page)}${page.limit === null ? '' : ` LIMIT ${String(page.limit)}`}`;
}

export function topSelect(page: Page): string {
  return `SELECT ${page.limit === null ? '' : `TOP ${String(page.limit)} `}${named(page)}${tail(page)}`;
}

/** Of the standard of 2008: Firebird 3, Oracle 12. */
export function fetchSelect(page: Page): string {
  return `SELECT ${named(page)}${tail(page)}${page.limit === null ? '' : ` FETCH FIRST ${String(page.limit)} ROWS ONLY`}`;
}

function named({ columns }: Page): string {
  return columns.map((column, index) => `${column} AS c${String(index)}`).join(', ');
}

export function tail({ table, where, orderBy, groupBy = [] }: Page): string {
  return [
    ` FROM ${table}`,
    where === null ? '' : ` WHERE ${where}`,
    groupBy.length === 0 ? '' : ` GROUP BY ${groupBy.join(', ')} HAVING COUNT(*) > 1`,
    orderBy.length === 0 ? '' : ` ORDER BY ${orderBy.join(', ')}`,
  ].join('');
}

/** What `String.prototype.trim` takes away: what the readers do not count as part of a value. */
export const BLANKS =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

const EACH = BLANKS.split('');

/** The first or the last of a text is one of the blanks: for databases that compare characters as they are. */
export function edgedBy(
  first: (text: string) => string,
  last: (text: string) => string,
  blank: (character: string) => string,
): (text: string) => string {
  const list = EACH.map(blank).join(', ');
  return (text) => `${first(text)} IN (${list}) OR ${last(text)} IN (${list})`;
}

/** The text with plain spaces for the other blanks, and none around it: where a database trims nothing but spaces. */
export function spaced(blank: (character: string) => string): (text: string) => string {
  return (text) => {
    const plain = EACH.filter((character) => character !== ' ').reduce(
      (inner, character) => `REPLACE(${inner}, ${blank(character)}, ' ')`,
      text,
    );
    return `LTRIM(RTRIM(${plain}))`;
  };
}

/** The years that read as a vigencia before `from`. */
export function yearsBefore(from: number): readonly string[] {
  return Array.from({ length: Math.max(0, from - VIGENCIA_MIN) }, (_, index) => String(VIGENCIA_MIN + index));
}

const NUMBER = /^-?\d{1,38}(\.\d{1,38})?$/;

/** Digits that every database takes for a number; null where the cell is none. */
export function numberText(cell: NonNullable<Cell>): string | null {
  const text = cell instanceof Uint8Array ? '' : String(typeof cell === 'boolean' ? Number(cell) : cell).trim();
  return NUMBER.test(text) ? text : null;
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:[ T](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?)?$/;

/** A day, with or without a time of day, as it is; null where the cell is none. */
export function momentText(cell: NonNullable<Cell>): string | null {
  const text = typeof cell === 'string' ? cell.trim() : '';
  const [, day = ''] = MOMENT.exec(text) ?? [];
  return isFecha(day) ? text : null;
}

export function plainText(cell: NonNullable<Cell>): string | null {
  return cell instanceof Uint8Array || typeof cell === 'boolean' ? null : String(cell);
}
