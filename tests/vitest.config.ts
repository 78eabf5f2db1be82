import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    // Real servers, a real database and a real browser: on two busy cores a minute is not an error. Tests wait for
    // facts, so patience costs only the one that fails.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most tests wait for sockets and clocks, so two cores have time for a third file.
    maxWorkers: 3,
    // A machine shared with others may be too slow for a browser once. What fails twice is broken.
    retry: process.env.CI ? 1 : 0,
    expect: { poll: { timeout: 60_000 } },
  },
})
