import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll } from 'vitest';
import { generateDemo } from '../../ops/demo/generate-demo.ts';

export type DemoRow = Readonly<Record<string, string | number | null>>;

/** A demo that a file's tests read: where it lies, and what PCT's stand-in answers. */
export interface Demo {
  readonly root: string;
  readonly rows: (sql: string) => readonly DemoRow[];
}

/** The demo of these options, written before a file's tests and gone after them. */
export function demoFor(options: { readonly seed: number; readonly predios: number }): Demo {
  const root = mkdtempSync(join(tmpdir(), 'demo-'));
  beforeAll(() => {
    generateDemo(root, options);
  });
  afterAll(() => {
    rmSync(root, { recursive: true });
  });
  return {
    root,
    rows: (sql) => {
      using database = new DatabaseSync(join(root, 'pct.db'), { readOnly: true });
      return database.prepare(sql).all() as unknown as readonly DemoRow[];
    },
  };
}
