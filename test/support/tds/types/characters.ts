/** Windows-1252 and the comparisons of the collation Modern_Spanish_CI_AS, in the parts that tests need. */

export const COLLATION_NAME = 'Modern_Spanish_CI_AS';

/** LCID 0x0C0A with case, kana and width ignored, no sort id (MS-TDS 2.2.5.1.2). */
export const COLLATION = Uint8Array.of(0x0a, 0x0c, 0xd0, 0x00, 0x00);

const decoder = new TextDecoder('windows-1252');
const codes = new Map<string, number>();
for (let code = 0; code < 256; code++) codes.set(decoder.decode(Uint8Array.of(code)), code);

export function decodeVarchar(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Where Windows-1252 is Latin-1: most text, and much cheaper than a look-up per letter. */
const LATIN = /^[\x00-\x7f\xa0-\xff]*$/;

/** What Windows-1252 lacks becomes `?`, as SQL Server does. */
export function encodeVarchar(text: string): Buffer {
  if (LATIN.test(text)) return Buffer.from(text, 'latin1');
  const bytes = Buffer.alloc(text.length);
  for (let index = 0; index < text.length; index++) bytes[index] = codes.get(text.charAt(index)) ?? 0x3f;
  return bytes;
}

export function toCodePage(text: string): string {
  return LATIN.test(text) ? text : decodeVarchar(encodeVarchar(text));
}

/**
 * A text whose byte order is the collation's order: case and trailing blanks do not count, accents decide only between
 * equal letters, ñ is a letter after n, digits come before letters and signs before both. (The real order of signs, and its
 * treatment of hyphens, is richer; see learn.microsoft.com, "Windows collation names".)
 */
export function collationKey(text: string): string {
  const trimmed = text.replace(/ +$/, '').toLowerCase();
  if (/^[0-9a-z]*$/.test(trimmed)) return trimmed;
  let letters = '';
  let accents = '';
  for (const letter of trimmed) {
    const decomposed = letter.normalize('NFD');
    const first = decomposed.charAt(0);
    if (letter === 'ñ') letters += 'n~';
    else letters += /[a-z0-9]/.test(first) ? first : sign(letter);
    if (decomposed.length > 1 && letter !== 'ñ') accents += `${letters.length}:${decomposed.slice(1)}`;
  }
  return accents === '' ? letters : `${letters}\u0001${accents}`;
}

/** Signs lie below the digits (0x02 and the sign), letters of other scripts above. */
function sign(letter: string): string {
  return letter.charCodeAt(0) < 0xc0 || /[\u2000-\u2bff]/.test(letter) ? `\u0002${letter}` : letter;
}
