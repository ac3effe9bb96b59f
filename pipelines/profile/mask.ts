const LONGEST = 24;

/** The shape of a text without its content: digits are 9, letters A and a, everything else as it is. */
export function masked(text: string): string {
  const shape = Array.from(text.slice(0, LONGEST), shapeOf).join('');
  return text.length > LONGEST ? `${shape}…` : shape;
}

function shapeOf(character: string): string {
  if (/\p{Nd}/u.test(character)) return '9';
  if (/\p{Lu}/u.test(character)) return 'A';
  if (/\p{L}/u.test(character)) return 'a';
  return /[\p{C}\p{Zl}\p{Zp}]/u.test(character) ? '·' : character;
}
