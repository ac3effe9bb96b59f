import { VIGENCIA_MIN } from '../../../schemas/scalars/vigencia.ts';

export function doubled(text: string, mark: string): string {
  return text.replaceAll(mark, mark + mark);
}

/** As a literal where a backslash is a character like any other. */
export function quotedText(text: string): string {
  return `'${doubled(text, "'")}'`;
}

/** What `String.prototype.trim` takes away: what the readers do not count as part of a value. */
export const BLANKS =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** Each of the blanks, as literals. */
export function blanks(literal: (text: string) => string): string {
  return BLANKS.split('').map(literal).join(', ');
}

/** The years that read as a vigencia before `from`. */
export function yearsBefore(from: number): readonly string[] {
  return Array.from({ length: Math.max(0, from - VIGENCIA_MIN) }, (_, index) => String(VIGENCIA_MIN + index));
}
