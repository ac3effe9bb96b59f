const patterns = new Map<string, RegExp>();

/** A LIKE pattern as a regular expression: `%`, `_`, `[a-f]`, `[^x]`; case is ignored, as by the collation. */
export function likePattern(pattern: string, escape: string): RegExp {
  const name = `${escape}\u0000${pattern}`;
  const known = patterns.get(name);
  if (known !== undefined) return known;
  const made = new RegExp(`^${source(pattern, escape)}$`, 'isu');
  patterns.set(name, made);
  return made;
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
