import { SqlError } from '../sql-error.ts';

export type TokenKind =
  'word' | 'quoted' | 'string' | 'national' | 'number' | 'money' | 'binary' | 'variable' | 'symbol' | 'end';

export interface SqlToken {
  readonly kind: TokenKind;
  /** A word as written, a string or a name without its quotes, a symbol. */
  readonly text: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

const PATTERN = new RegExp(
  [
    /(?<space>\s+|--[^\n]*)/,
    /(?<national>[nN]'(?:[^']|'')*')/,
    /(?<string>'(?:[^']|'')*')/,
    /(?<bracket>\[(?:[^\]]|\]\])*\])/,
    /(?<quote>"(?:[^"]|"")*")/,
    /(?<variable>@@?[\w@#$\u00c0-\uffff]+)/,
    /(?<binary>0[xX][\da-fA-F]*)/,
    /(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)/,
    /(?<money>\$\d+(?:\.\d*)?)/,
    /(?<word>[A-Za-z_#\u00c0-\uffff][\w@#$\u00c0-\uffff]*)/,
    /(?<symbol><=|>=|<>|!=|!<|!>|\+=|-=|::|[-+*\/%&|^~=<>(),.;:])/,
  ]
    .map((part) => part.source)
    .join('|'),
  'uy',
);

/** Cuts T-SQL into tokens; comments of both kinds are left out (block comments nest). */
export function tokenize(text: string): readonly SqlToken[] {
  const tokens: SqlToken[] = [];
  let offset = 0;
  let line = 1;
  while (offset < text.length) {
    const end = text.startsWith('/*', offset) ? endOfComment(text, offset) : undefined;
    const token = end === undefined ? tokenAt(text, offset, line) : null;
    const next = token?.end ?? end ?? endOfSpace(text, offset);
    if (token !== null) tokens.push(token);
    line += countLines(text, offset, next);
    offset = next;
  }
  tokens.push({ kind: 'end', text: '', line, start: text.length, end: text.length });
  return tokens;
}

function match(text: string, offset: number): Readonly<Record<string, string | undefined>> {
  PATTERN.lastIndex = offset;
  const found = PATTERN.exec(text);
  if (found?.groups === undefined) {
    const near = text.slice(offset, offset + 20);
    throw new SqlError(102, 15, 1, `Incorrect syntax near '${near}'.`).at(countLines(text, 0, offset) + 1);
  }
  return found.groups;
}

function endOfSpace(text: string, offset: number): number {
  return offset + (match(text, offset)['space'] ?? ' ').length;
}

const kinds: readonly (readonly [group: string, kind: TokenKind, strip: (text: string) => string])[] = [
  ['national', 'national', (text) => text.slice(2, -1).replaceAll("''", "'")],
  ['string', 'string', (text) => text.slice(1, -1).replaceAll("''", "'")],
  ['bracket', 'quoted', (text) => text.slice(1, -1).replaceAll(']]', ']')],
  ['quote', 'quoted', (text) => text.slice(1, -1).replaceAll('""', '"')],
  ['variable', 'variable', (text) => text],
  ['binary', 'binary', (text) => text.slice(2)],
  ['number', 'number', (text) => text],
  ['money', 'money', (text) => text.slice(1)],
  ['word', 'word', (text) => text],
  ['symbol', 'symbol', (text) => text],
];

function tokenAt(text: string, offset: number, line: number): SqlToken | null {
  const groups = match(text, offset);
  for (const [group, kind, strip] of kinds) {
    const found = groups[group];
    if (found !== undefined) return { kind, text: strip(found), line, start: offset, end: offset + found.length };
  }
  return null;
}

function endOfComment(text: string, offset: number): number {
  let depth = 0;
  for (let index = offset; index < text.length; index++) {
    const pair = text.slice(index, index + 2);
    if (pair === '/*') depth++;
    if (pair === '*/') depth--;
    if (pair === '/*' || pair === '*/') index++;
    if (depth === 0) return index + 1;
  }
  throw new SqlError(113, 15, 1, "Missing end comment mark '*/'.");
}

function countLines(text: string, from: number, to: number): number {
  let count = 0;
  for (let index = text.indexOf('\n', from); index !== -1 && index < to; index = text.indexOf('\n', index + 1)) count++;
  return count;
}
