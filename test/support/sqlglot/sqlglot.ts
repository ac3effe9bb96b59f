import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { missingPython, pythonWith } from '../python.ts';

/** An independent parser of T-SQL (PyPI). */
const SQLGLOT = { name: 'sqlglot', version: '30.30.0' };

/** What the parser makes of one batch. */
export interface Parsed {
  readonly error?: string;
  /** What each statement is: `select`, `set`, `create`, `insert`. */
  readonly kinds?: readonly string[];
  /** Whatever stands before a parenthesis, in upper case. */
  readonly names?: readonly string[];
  /** Statements that it only took as text. */
  readonly unparsed?: readonly string[];
}

/** Why it cannot be used here; null when it can, and is then installed. */
export function missingSqlglot(): string | null {
  return missingPython(SQLGLOT);
}

export function parseTransactSql(batches: readonly string[]): readonly Parsed[] {
  const script = join(import.meta.dirname, 'parse.py');
  const input = JSON.stringify(batches);
  const ended = spawnSync(pythonWith(SQLGLOT), [script], { input, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (ended.status !== 0) throw new Error(`sqlglot failed: ${ended.stderr.slice(-500)}`);
  return JSON.parse(ended.stdout) as readonly Parsed[];
}
