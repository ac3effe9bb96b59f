import { literal } from './statement.ts';

/** What `String.prototype.trim` takes away: what the readers do not count as part of a value. */
const BLANKS =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** By code point: under a linguistic collation some of these blanks are no characters at all. */
export const BY_CODE_POINT = 'COLLATE Latin1_General_BIN2';
/** A pattern that finds the first character that is none of the blanks. */
export const INK = literal(`%[^${BLANKS}]%`);
const BLANK = literal(`[${BLANKS}]`);

/** Would trimming change the text? An expression of nvarchar. */
export function changesByTrimming(text: string): string {
  return `LEFT(${text}, 1) ${BY_CODE_POINT} LIKE ${BLANK} OR RIGHT(${text}, 1) ${BY_CODE_POINT} LIKE ${BLANK}`;
}

/** The text without the blanks around it. LEN would leave out the spaces at the end; two bytes are one UTF-16 unit. */
export function trimmed(text: string): string {
  const first = `PATINDEX(${INK}, ${text} ${BY_CODE_POINT})`;
  const after = `PATINDEX(${INK}, REVERSE(${text}) ${BY_CODE_POINT})`;
  return `CASE WHEN ${first} = 0 THEN SUBSTRING(${text}, 1, 0) ELSE SUBSTRING(${text}, ${first}, DATALENGTH(${text}) / 2 - ${after} - ${first} + 2) END`;
}
