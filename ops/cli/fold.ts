const NARROWEST = 40;
const CARET = /^ *\^$/;

/** Lines longer than a terminal is wide, broken between words and continued under their own beginning. Amounts stay whole. */
export function folded(text: string, width: number): string {
  if (width < NARROWEST) return text;
  const lines = text.split('\n');
  // What a caret points at stays as it is.
  return lines.map((line, index) => (CARET.test(lines[index + 1] ?? '') ? line : foldedLine(line, width))).join('\n');
}

function foldedLine(line: string, width: number): string {
  if (lengthOf(line) <= width) return line;
  const [, indent = '', mark = ''] = /^( *)([→·✗✓] )?/u.exec(line) ?? [];
  const hanging = ' '.repeat(indent.length + mark.length) || '    ';
  return packed(line.slice(indent.length).split(/(?<!\$) /), ' ', { first: indent, next: hanging, width }).join('\n');
}

/** The pieces in order, as many on a line as its width takes; at least one, however long. */
export function packed(
  pieces: readonly string[],
  separator: string,
  { first, next, width }: { readonly first: string; readonly next: string; readonly width: number },
): readonly string[] {
  const lines: string[] = [];
  let line: string | null = null;
  for (const piece of pieces) {
    const longer: string = line === null ? `${first}${piece}` : `${line}${separator}${piece}`;
    if (line === null || lengthOf(longer) <= width) line = longer;
    else {
      lines.push(line.trimEnd());
      line = `${next}${piece}`;
    }
  }
  return line === null ? lines : [...lines, line];
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
