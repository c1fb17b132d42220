// Tests are run from the sources, without a build. A test file has a process of its own, at most
// two at once: those that prove start solvers of their own beside it, so that on two cores a test
// may take several times as long as alone.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 300_000,
    hookTimeout: 300_000,
    chaiConfig: { truncateThreshold: 0 }, // a tidy test's failure is its list
  },
});
