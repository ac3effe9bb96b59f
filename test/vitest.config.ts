import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: '.',
    include: ['test/**/*.test.ts'],
    // Docker's own: `npm run test:containers`.
    exclude: ['test/containers/**', 'node_modules/**'],
    globalSetup: ['./test/support/global-setup.ts'],
    typecheck: { enabled: false },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // More than the two cores of a small machine: tests that kill and restart mostly wait.
    maxWorkers: 3,
    reporters: ['default', './test/support/summary-reporter.ts'],
  },
});
