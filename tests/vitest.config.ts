import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    include: ['tests/**/*.test.ts'],
    // Real servers, a real database and a real browser: on two busy cores a second is not an error.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
