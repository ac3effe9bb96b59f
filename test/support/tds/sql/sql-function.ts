import type { Translation, Typed } from './typed.ts';

/** `max` of three at most are named; a function of more takes them as a list. */
export type Operands = readonly [Typed, Typed, Typed, ...(readonly Typed[])];

export interface SqlFunction {
  readonly min: number;
  readonly max: number;
  /** The first operand is a part of a date (`day`), not an expression. */
  readonly takesPart?: boolean;
  /** Operands beyond those given are undefined; `min` says how many there are at least. */
  make(translation: Translation, operands: Operands): Typed;
}
