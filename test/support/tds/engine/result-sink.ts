import type { Stored } from '../types/stored.ts';
import type { ResultColumn } from '../wire/tokens.ts';

export type EnvironmentChange =
  | { readonly kind: 'database'; readonly now: string; readonly before: string }
  | { readonly kind: 'begin' | 'commit' | 'rollback'; readonly transaction: number };

export interface Notice {
  readonly number: number;
  readonly severity: number;
  readonly state: number;
  readonly message: string;
  readonly line: number;
}

/** Where the results of statements go, in their order. */
export interface ResultSink {
  columns(columns: readonly ResultColumn[]): void;
  /** A promise when the reader is slow: the next row waits for it. */
  row(values: readonly Stored[]): Promise<void> | undefined;
  /** The end of one statement; `rows` is null where none are counted. */
  done(command: number, rows: number | null): void;
  notice(notice: Notice): void;
  environment(change: EnvironmentChange): void;
}

/** The work was stopped from outside: by ATTENTION or because the connection went away. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Cancelled('cancelled');
}
