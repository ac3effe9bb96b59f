import { createHash } from 'node:crypto';

/** A column's cells as dense numbers: equal cells have the same one. Null and blank cells have none, -1. */
export interface Codes {
  readonly codes: Int32Array;
  readonly distinct: number;
  /** Cells without a value. */
  readonly missing: number;
}

/** Longer texts are compared by their first characters, their length and a hash of the whole. */
const LONGEST = 120;
const FIRST_CAPACITY = 1024;

/** Gives each distinct text of a column its number, in the order in which they come. */
export class Coder {
  readonly #numbers = new Map<string, number>();
  readonly #counts: number[] = [];
  #codes = new Int32Array(FIRST_CAPACITY);
  #rows = 0;
  #missing = 0;

  add(text: string | null): void {
    if (this.#rows === this.#codes.length) this.#grow();
    this.#codes[this.#rows] = this.#numberOf(text);
    this.#rows += 1;
  }

  get distinct(): number {
    return this.#numbers.size;
  }

  /** The distinct texts, as they were counted, with how often each came. */
  *values(): Generator<readonly [text: string, count: number]> {
    for (const [text, number] of this.#numbers) yield [text, this.#counts[number] ?? 0];
  }

  /**
   * A mark for each distinct text, the least first: equal texts have the same one, different ones nearly always another. Four
   * bytes each, where the texts themselves would be too many to be kept for all the tables of a database.
   */
  marks(): Uint32Array {
    return Uint32Array.from(this.#numbers.keys(), markOf).sort();
  }

  end(): Codes {
    return { codes: this.#codes.subarray(0, this.#rows), distinct: this.distinct, missing: this.#missing };
  }

  #numberOf(text: string | null): number {
    if (text === null || text.trim() === '') {
      this.#missing += 1;
      return -1;
    }
    const key = text.length > LONGEST ? shortened(text) : text;
    const known = this.#numbers.get(key);
    const number = known ?? this.#numbers.size;
    if (known === undefined) this.#numbers.set(key, number);
    this.#counts[number] = (this.#counts[number] ?? 0) + 1;
    return number;
  }

  #grow(): void {
    const wider = new Int32Array(this.#codes.length * 2);
    wider.set(this.#codes);
    this.#codes = wider;
  }
}

function shortened(text: string): string {
  return `${text.slice(0, LONGEST)}…${String(text.length)}…${createHash('sha256').update(text).digest('base64')}`;
}

/** FNV-1a over the code units. */
function markOf(text: string): number {
  let mark = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) mark = Math.imul(mark ^ text.charCodeAt(at), 0x01000193);
  return mark >>> 0;
}

/** Two columns as one: equal where both are. A row that lacks either has none. */
export function combined(left: Codes, right: Codes): Codes {
  const numbers = new Map<number, number>();
  const codes = new Int32Array(left.codes.length);
  let missing = 0;
  for (let row = 0; row < codes.length; row += 1) {
    const [first = -1, second = -1] = [left.codes[row], right.codes[row]];
    if (first < 0 || second < 0) {
      codes[row] = -1;
      missing += 1;
      continue;
    }
    const pair = first * right.distinct + second;
    const known = numbers.get(pair);
    if (known === undefined) {
      codes[row] = numbers.size;
      numbers.set(pair, numbers.size);
    } else codes[row] = known;
  }
  return { codes, distinct: numbers.size, missing };
}

/** No row lacks it and no two rows share it. */
export function isUnique({ codes, distinct, missing }: Codes): boolean {
  return missing === 0 && distinct === codes.length;
}
