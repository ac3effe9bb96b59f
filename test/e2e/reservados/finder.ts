/** Shorter ones are anybody's: a code, a year, a small amount. */
const SHORTEST = 7;
const DAY = /^\d{4}-\d{2}-\d{2}(?:[ T].*)?$|^\d{2}\/\d{2}\/\d{4}$/;
const AMOUNT = /^-?\d+(?:\.\d+)?$/;

const ZERO = /^[0.,]+$/;

/** Is the value one that can be searched for? Left out are those of less than seven characters, days and zeros. */
export function isTelling(value: string): boolean {
  return value.length >= SHORTEST && !DAY.test(value) && !ZERO.test(value);
}

/** Bills, contributions and what is left of them come in whole hundreds: two sums of such are alike by chance. */
export function isRound(value: string): boolean {
  return /^\d+00(?:[.,]00)?$/.test(value);
}

/** A text made ready to be looked through for many values. */
export interface Searchable {
  readonly text: string;
  /**
   * Runs of letters, digits and the marks inside of numbers and addresses, with and without the marks around; runs of
   * digits alone too, for a number may stand right behind letters.
   */
  readonly words: ReadonlySet<string>;
}

export function searchable(text: string): Searchable {
  const words = new Set<string>();
  // A comma parts cells, or stands before the decimals.
  for (const pattern of [/[\p{L}\p{N}_.,@-]+/gu, /[\p{L}\p{N}_.@-]+/gu, /\d+/g]) {
    for (const [word] of text.matchAll(pattern)) {
      words.add(word);
      words.add(word.replace(/^[.,-]+|[.,-]+$/g, ''));
    }
  }
  return { text, words };
}

/** As it is, and an amount or a document also as reports write it. A single word counts only when it stands alone. */
export function isIn(value: string, { text, words }: Searchable): boolean {
  return writings(value).some((writing) =>
    /^[\p{L}\p{N}_.,@-]+$/u.test(writing) ? words.has(writing) : text.includes(writing),
  );
}

function writings(value: string): readonly string[] {
  if (!AMOUNT.test(value)) return [value];
  const [whole = '', decimals = ''] = value.split('.');
  const digits = whole.replace(/^0+(?=\d)/, '');
  const cents = decimals.slice(0, 2).padEnd(2, '0');
  const grouped = digits.replace(/\B(?=(?:\d{3})+$)/g, '.');
  return [value, digits, `${digits}.${cents}`, grouped, `${grouped},${cents}`].filter(isTelling);
}
