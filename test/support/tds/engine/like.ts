const patterns = new Map<string, RegExp>();

/** A LIKE pattern as a regular expression: `%`, `_`, `[a-f]`, `[^x]`; case counts only by code point. */
export function likePattern(pattern: string, escape: string, byCodePoint: boolean): RegExp {
  return remembered(`^${source(pattern, escape)}$`, byCodePoint);
}

/** Where PATINDEX finds the pattern, from 1; 0 for nowhere. A `%` at an end frees that end. */
export function patternIndex(pattern: string, text: string, byCodePoint: boolean): number {
  const free = pattern.startsWith('%');
  const inner = pattern.replace(/^%/, '').replace(/%$/, '');
  const made = `${free ? '' : '^'}${source(inner, '')}${pattern.endsWith('%') ? '' : '$'}`;
  return text.search(remembered(made, byCodePoint)) + 1;
}

function remembered(made: string, byCodePoint: boolean): RegExp {
  const flags = byCodePoint ? 'su' : 'isu';
  const name = `${flags}/${made}`;
  const known = patterns.get(name);
  if (known !== undefined) return known;
  const expression = new RegExp(made, flags);
  patterns.set(name, expression);
  return expression;
}

function source(pattern: string, escape: string): string {
  let text = '';
  for (let place = 0; place < pattern.length; place++) {
    const letter = pattern.charAt(place);
    const close = letter === '[' ? pattern.indexOf(']', place + 1) : -1;
    if (escape !== '' && letter === escape) text += literally(pattern.charAt(++place));
    else if (letter === '%') text += '.*';
    else if (letter === '_') text += '.';
    else if (close > place) {
      text += set(pattern.slice(place + 1, close));
      place = close;
    } else text += literally(letter);
  }
  return text;
}

function set(inside: string): string {
  const negated = inside.startsWith('^');
  const members = (negated ? inside.slice(1) : inside).replace(/[\\\]^[&|~]/g, '\\$&');
  return `[${negated ? '^' : ''}${members}]`;
}

function literally(letter: string): string {
  return letter.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
