import { describe, test } from 'vitest';

/**
 * `describe` for what needs something that a machine may lack. Where it is missing the suite is skipped under its own name
 * with the reason; with LIBRO_TEST_ALL=1 (a machine that should have everything) it fails instead.
 */
export function need(name: string, available: boolean, reason: string): (title: string, suite: () => void) => void {
  if (available) {
    return (title, suite) => {
      describe(title, suite);
    };
  }
  if (process.env['LIBRO_TEST_ALL'] === '1') {
    return (title) => {
      test(title, () => {
        throw new Error(`${name} is missing: ${reason}`);
      });
    };
  }
  return (title, suite) => {
    describe.skip(`${title} [no ${name}: ${reason}]`, suite);
  };
}
