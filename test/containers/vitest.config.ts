import { defineConfig } from 'vitest/config';

/** What needs Docker: the contracts on the vendors' own servers. */
export default defineConfig({
  test: {
    root: '.',
    include: ['test/containers/**/*.container.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 600_000,
    fileParallelism: false,
    reporters: ['default'],
  },
});
