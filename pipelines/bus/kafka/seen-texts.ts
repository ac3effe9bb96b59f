/** Beyond, remembering costs more than it saves. */
const MOST_PLACES = 64;
const LONGEST = 128;

/**
 * The texts of the headers of the message before, by their place: in a batch most of them stand in the next message too,
 * which then takes them instead of making its own.
 */
export class SeenTexts {
  readonly #texts: string[] = [];

  /** What these bytes say in UTF-8. */
  read(place: number, bytes: Buffer, from: number, to: number): string {
    const seen = this.#texts[place];
    if (seen !== undefined && standsAt(seen, bytes, from, to)) return seen;
    const text = bytes.toString('utf8', from, to);
    if (place < MOST_PLACES && isComparable(text, to - from)) this.#texts[place] = text;
    return text;
  }
}

/** A character for each byte: ASCII, or U+FFFD for a byte that is no UTF-8, and no byte compares equal to that. */
function isComparable(text: string, bytes: number): boolean {
  return text.length === bytes && bytes <= LONGEST;
}

/** From the end, where texts that begin alike differ. */
function standsAt(text: string, bytes: Buffer, from: number, to: number): boolean {
  if (text.length !== to - from) return false;
  for (let index = text.length - 1; index >= 0; index -= 1) {
    if (text.charCodeAt(index) !== bytes[from + index]) return false;
  }
  return true;
}
