import { SqlError } from '../sql-error.ts';
import type { SqlToken } from './lexer.ts';
import type { ObjectName, Query } from './syntax.ts';

/** A place in the tokens of a batch. Queries inside expressions are read by the function given. */
export class TokenCursor {
  readonly #tokens: readonly SqlToken[];
  readonly #readQuery: (cursor: TokenCursor) => Query;
  #place = 0;

  constructor(tokens: readonly SqlToken[], readQuery: (cursor: TokenCursor) => Query) {
    this.#tokens = tokens;
    this.#readQuery = readQuery;
  }

  get token(): SqlToken {
    return this.ahead(0);
  }

  get atEnd(): boolean {
    return this.token.kind === 'end';
  }

  /** The end of the token before this place. */
  get consumed(): number {
    return this.#tokens[this.#place - 1]?.end ?? 0;
  }

  ahead(count: number): SqlToken {
    const found = this.#tokens[this.#place + count] ?? this.#tokens.at(-1);
    if (found === undefined) throw new RangeError('no tokens');
    return found;
  }

  next(): SqlToken {
    const token = this.token;
    this.#place++;
    return token;
  }

  query(): Query {
    return this.#readQuery(this);
  }

  /** Is the coming word one of these? Names in brackets are never keywords. */
  isWord(...words: readonly string[]): boolean {
    return this.token.kind === 'word' && words.includes(this.token.text.toLowerCase());
  }

  isSymbol(symbol: string): boolean {
    return this.token.kind === 'symbol' && this.token.text === symbol;
  }

  /** Passes over the words when all of them come next, in this order. */
  takeWords(...words: readonly string[]): boolean {
    const all = words.every((word, index) => {
      const token = this.ahead(index);
      return token.kind === 'word' && token.text.toLowerCase() === word;
    });
    if (all) this.#place += words.length;
    return all;
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.#place++;
    return true;
  }

  expectWord(word: string): void {
    if (!this.takeWords(word)) throw this.syntaxError();
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.syntaxError();
  }

  name(): string {
    const { kind, text } = this.token;
    if (kind !== 'word' && kind !== 'quoted') throw this.syntaxError();
    this.#place++;
    return text;
  }

  /** `a.b.c`; an empty part (`db..t`) is the default schema. */
  objectName(): ObjectName {
    const parts = [this.name()];
    while (this.takeSymbol('.')) parts.push(this.isSymbol('.') ? '' : this.name());
    return parts;
  }

  /** Null, and back at this place, when `read` meets a syntax error. */
  attempt<Item>(read: () => Item): Item | null {
    const place = this.#place;
    try {
      return read();
    } catch (thrown) {
      if (!(thrown instanceof SqlError)) throw thrown;
      this.#place = place;
      return null;
    }
  }

  /** One or more, with commas between. */
  list<Item>(item: () => Item): readonly Item[] {
    const items = [item()];
    while (this.takeSymbol(',')) items.push(item());
    return items;
  }

  parenthesized<Item>(item: () => Item): Item {
    this.expectSymbol('(');
    const found = item();
    this.expectSymbol(')');
    return found;
  }

  syntaxError(): SqlError {
    const { text, line, kind } = this.token;
    const near = kind === 'end' ? 'end of batch' : text;
    return new SqlError(102, 15, 1, `Incorrect syntax near '${near}'.`).at(line);
  }
}
